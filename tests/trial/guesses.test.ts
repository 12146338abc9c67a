import { describe, expect, it } from 'vitest';
import { guessesTable } from '../../src/data-files/writing/guesses.ts';
import { readGuesses } from '../../src/data-files/reading/read-guesses.ts';
import { csvText } from '../../src/data-files/writing/data-table.ts';
import { expectedBlinding } from '../../src/power/characteristics/expected-blinding.ts';
import { rootKey } from '../../src/random/root-key.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { guessQuestions } from '../../src/trial/guesses.ts';
import type { MechanisticTrial } from '../../src/trial/trial-model.ts';
import type { Study } from '../../src/study/study.ts';
import { shippedStudy } from '../report/shipped-study.ts';

const trialOf = ({ trial }: Study): MechanisticTrial => trial as MechanisticTrial;
const questionsOf = (name: string): string[] =>
  guessQuestions(trialOf(shippedStudy(name))).map(({ about, treatment, other }) => `${about}: ${treatment} or ${other}`);
const values = (study: Study): number[] => {
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
  generator.generate(0);
  return [...generator.data.columns.values()].flatMap((column) => [...column]);
};

describe('the questionnaire of guesses', () => {
  it('the questionnaire asks what the conditions of the design differ in', () => {
    expect(questionsOf('williams-2018')).toEqual(['pretreatment: naltrexone or placebo']);
    expect(questionsOf('designs/four-condition')).toEqual(['pretreatment: naltrexone or placebo', 'infusion: ketamine or saline']);
    // The reference gives saline, and the belief is about the drug.
    expect(questionsOf('questions/placebo-analgesia')).toContain('infusion: remifentanil or saline');
  });

  it('a participant who answers “do not know” has the same outcomes: the answer has a stream of its own', () => {
    expect(values(shippedStudy('williams-2018', ['belief.dontKnow=0.5']))).toEqual(values(shippedStudy('williams-2018')));
  });

  it('guesses follow the beliefs: shares of the answers in 10 000 participants', () => {
    const study = shippedStudy('williams-2018', ['belief.dontKnow=0.2', 'belief.blockerIfSick=0.6', 'belief.blockerIfWell=0.6']);
    const [{ arms, james }] = expectedBlinding(study)?.results ?? [];
    const [naltrexone, placebo] = arms;
    // Multinomial errors of 5 000 participants an arm: at most 0.007.
    const share = (count: number): number => count / (naltrexone.right + naltrexone.wrong + naltrexone.doNotKnow);
    expect(Math.abs(share(naltrexone.doNotKnow) - 0.2)).toBeLessThan(0.028);
    expect(Math.abs(share(naltrexone.right) - 0.8 * 0.6)).toBeLessThan(0.028);
    expect(Math.abs((naltrexone.bang?.estimate ?? NaN) - 0.8 * 0.2)).toBeLessThan(0.06);
    expect(Math.abs((placebo.bang?.estimate ?? NaN) + 0.8 * 0.2)).toBeLessThan(0.06);
    // The guess does not depend on the arm: d + (1 − d)/2.
    expect(Math.abs((james?.estimate ?? NaN) - 0.6)).toBeLessThan(0.02);
  });

  it('a share of the guesses is strongly believed, right or wrong; saying so changes no guess and no outcome', () => {
    const changes = ['belief.dontKnow=0.2', 'belief.blockerIfSick=0.6', 'belief.blockerIfWell=0.6'];
    const [half, all] = ['0.5', '1'].map((share) => shippedStudy('williams-2018', [...changes, `belief.strongly=${share}`]));
    expect(values(half)).toEqual(values(all));
    const [graded, strong] = [half, all].map((study) => expectedBlinding(study)?.results[0]);
    expect(graded?.arms).toEqual(strong?.arms);
    for (const [i, { stronglyRight, somewhatRight, somewhatWrong, stronglyWrong, doNotKnow, bang }] of (
      graded?.graded?.arms ?? []
    ).entries()) {
      const arm = graded?.arms[i];
      expect([stronglyRight + somewhatRight, stronglyWrong + somewhatWrong, doNotKnow]).toEqual([arm?.right, arm?.wrong, arm?.doNotKnow]);
      // Multinomial errors: at most 0.012.
      expect(Math.abs(stronglyRight / (stronglyRight + somewhatRight) - 0.5)).toBeLessThan(0.048);
      expect(Math.abs(stronglyWrong / (stronglyWrong + somewhatWrong) - 0.5)).toBeLessThan(0.048);
      // Half of the guesses count in full and half of them half.
      expect(Math.abs((bang?.estimate ?? NaN) - 0.75 * (arm?.bang?.estimate ?? NaN))).toBeLessThan(0.03);
    }
    expect(strong?.graded?.arms.map(({ somewhatRight, somewhatWrong }) => somewhatRight + somewhatWrong)).toEqual([0, 0]);
  });

  it('the reader takes the table that the writer makes: each participant once in a period that was given', () => {
    const study = shippedStudy('designs/four-condition', ['belief.dontKnow=0.3', 'missingness.betweenPeriods=0.2']);
    const table = guessesTable(study.trial);
    const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
    generator.generate(0);
    const read = readGuesses(csvText([table.header, ...table.rows(generator, 1)]));
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const tables = read.get('1') ?? [];
    expect(tables.map(({ question, period }) => `${question} ${period}`)).toEqual(
      ['pretreatment', 'infusion'].flatMap((question) => [1, 2, 3, 4].map((period) => `${question} ${period}`)),
    );
    const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
    for (const { guesses, unknown, period } of tables) {
      expect(total([...guesses.flat(), ...unknown])).toBe(generator.flow.perPeriod[period - 1]);
    }
    const { strongAboutBlocker, strongAboutActive, unsureOfBlocker, unsureOfActive } = generator.records;
    const guessed = (strong: Uint8Array, unsure: Uint8Array): number =>
      total([...strong].map((each, row) => (unsure[row] === 1 ? 0 : each)));
    expect(total(tables.flatMap(({ strongly = [] }) => strongly.flat()))).toBe(
      guessed(strongAboutBlocker, unsureOfBlocker) + guessed(strongAboutActive, unsureOfActive),
    );
  });

  it('a file of guesses that cannot be right is told by its lines', () => {
    const problems = (text: string): string[] => {
      const read = readGuesses(text);
      return 'problems' in read ? read.problems.map(({ line, message }) => `${line} ${message}`) : [];
    };
    expect(problems('subject,given\n1,a\n')).toEqual(["1 the header has no column 'guess'; it has subject, given"]);
    expect(problems('subject,given,guess\n1,a,a\n2,b,c\n1,a,b\n')).toEqual([
      "3 guess: expected a, b or do not know, got 'c'",
      '4 subject 1 answers twice about the treatment of period 1',
    ]);
    expect(problems('subject,given,guess\n1,a,a\n')).toEqual(['2 treatment: expected at least two things given, got a alone']);
    expect(problems('subject,given,guess\n1,a,NA\n2,,a\n')).toEqual(['3 the row does not say what was given']);
    expect(problems('subject,given,guess,certainty\n1,a,a,strongly\n2,b,a,\n3,b,do not know,\n4,a,b,Somewhat\n')).toEqual([
      "3 certainty: expected strongly or somewhat, got ''",
    ]);
    const read = readGuesses('subject;period;given;guess\n1;1;a;Do not know\n2;1;b;\n3;2;b;a\n');
    expect('problems' in read ? read.problems : [...read.values()].flat().map(({ unknown }) => unknown)).toEqual([[1, 0], [0, 0]]); // prettier-ignore
  });
});
