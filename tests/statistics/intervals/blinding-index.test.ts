import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blindingOf } from '../../../src/analysis/blinding.ts';
import { rootKey } from '../../../src/random/root-key.ts';
import { Stream } from '../../../src/random/stream.ts';
import { bangIndex, jamesIndex } from '../../../src/statistics/intervals/blinding-index.ts';

type Pair = readonly [estimate: number, standardError: number];
interface Case {
  readonly counts: readonly [[number, number], [number, number], [number, number]];
  readonly james: Pair;
  readonly treatment: Pair;
  readonly placebo: Pair;
}
/** A questionnaire with five answers: strongly and somewhat believes treatment, somewhat and strongly believes placebo, do not know. */
interface FiveAnswers {
  readonly treatmentGiven: readonly number[];
  readonly placeboGiven: readonly number[];
  readonly james: Pair;
  readonly treatment: Pair;
  readonly placebo: Pair;
}
const fiveAnswers = JSON.parse(readFileSync(new URL('../../reference/blinding/five-answers.json', import.meta.url), 'utf8')) as Record<
  string,
  FiveAnswers
>;
const close = (index: { estimate: number; standardError: number } | undefined, [estimate, error]: Pair): void => {
  expect(index?.estimate).toBeCloseTo(estimate, 12);
  expect(index?.standardError).toBeCloseTo(error, 12);
};

const cases = JSON.parse(readFileSync(new URL('../../reference/blinding/indices.json', import.meta.url), 'utf8')) as Record<string, Case>;

describe('blinding indices', () => {
  it.each(Object.entries(cases))('the indices of %s are those of base R by the published formulas', (_, { counts, ...expected }) => {
    const [treatment, placebo, unknown] = counts;
    close(jamesIndex([treatment, placebo], unknown), expected.james);
    close(bangIndex([treatment[0], placebo[0], unknown[0]]), expected.treatment);
    close(bangIndex([placebo[1], treatment[1], unknown[1]]), expected.placebo);
  });

  it.each(Object.entries(fiveAnswers))(
    'the indices of five answers of %s are those of base R',
    (_, { treatmentGiven, placeboGiven, ...r }) => {
      const [a, b] = [treatmentGiven, placeboGiven];
      const table = {
        question: 'treatment',
        period: 1,
        arms: ['treatment', 'placebo'],
        guesses: [
          [a[0] + a[1], b[0] + b[1]],
          [a[2] + a[3], b[2] + b[3]],
        ],
        strongly: [
          [a[0], b[0]],
          [a[3], b[3]],
        ],
        unknown: [a[4], b[4]],
      };
      const { graded } = blindingOf(table);
      close(graded?.james, r.james);
      close(graded?.arms[0].bang, r.treatment);
      close(graded?.arms[1].bang, r.placebo);
      expect(graded?.arms[1]).toMatchObject({
        stronglyRight: b[3],
        somewhatRight: b[2],
        somewhatWrong: b[1],
        stronglyWrong: b[0],
        doNotKnow: b[4],
      });
    },
  );

  it('where all guesses are strongly believed the five answers have the indices of three', () => {
    const table = { question: 'treatment', period: 1, arms: ['a', 'b'], guesses: [[9, 4], [3, 8]], unknown: [8, 8] }; // prettier-ignore
    const { james, arms, graded } = blindingOf({ ...table, strongly: table.guesses });
    expect(graded?.james?.estimate).toBeCloseTo(james?.estimate ?? NaN, 14);
    expect(graded?.james?.standardError).toBeCloseTo(james?.standardError ?? NaN, 14);
    expect(graded?.arms.map(({ bang }) => bang)).toEqual(arms.map(({ bang }) => bang));
    expect(blindingOf(table)).not.toHaveProperty('graded');
  });

  it('the indices agree with the printed example of the R package BI 1.2.0, as its port to Julia shows it', () => {
    const rounded = (value: number | undefined): number => Number((value ?? NaN).toFixed(3));
    const james = jamesIndex([[48, 22], [4, 30]], [330, 319]); // prettier-ignore
    expect([james?.estimate, james?.standardError, james?.lower, james?.upper].map(rounded)).toEqual([0.896, 0.011, 0.875, 0.918]);
    const [treatment, placebo] = [bangIndex([48, 4, 330]), bangIndex([30, 22, 319])];
    expect([treatment.estimate, treatment.standardError, treatment.lower, treatment.upper].map(rounded)).toEqual([
      0.115, 0.018, 0.08, 0.15,
    ]);
    expect([placebo.estimate, placebo.standardError, placebo.lower, placebo.upper].map(rounded)).toEqual([0.022, 0.019, -0.016, 0.06]);
  });

  it('the indices have their ends: all right, all wrong, nobody knows, as many right as wrong', () => {
    expect(jamesIndex([[10, 0], [0, 10]], [0, 0])?.estimate).toBe(0); // prettier-ignore
    expect(jamesIndex([[0, 0], [0, 0]], [10, 10])).toMatchObject({ estimate: 1, standardError: 0 }); // prettier-ignore
    expect(jamesIndex([[5, 5], [5, 5]], [0, 0])?.estimate).toBe(0.5); // prettier-ignore
    expect(jamesIndex([[10, 0], [0, 0]], [0, 10])).toBeUndefined(); // prettier-ignore
    expect([bangIndex([10, 0, 0]), bangIndex([0, 10, 0]), bangIndex([4, 4, 9])].map(({ estimate }) => estimate)).toEqual([1, -1, 0]);
    expect(bangIndex([2, 4, 2, 1, 3], [1, 0.5, -0.5, -1, 0]).estimate).toBeCloseTo((2 + 2 - 1 - 1) / 12, 15);
    expect(() => bangIndex([0, 0, 0])).toThrow(/at least one participant/);
  });

  it('the intervals hold the index of the population as often as they say', () => {
    const probabilities = { right: 0.45, wrong: 0.25 };
    const stream = new Stream().startAt(rootKey('blinding'), 0, 0, 1);
    const [trials, n] = [2000, 100];
    const truth = { bang: 0.2, james: jamesIndex([[45, 25], [25, 45]], [30, 30])?.estimate ?? NaN }; // prettier-ignore
    let [bang, james] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const arm = (): number[] => {
        const counts = [0, 0, 0];
        for (let i = 0; i < n; i++) {
          const u = stream.uniform();
          counts[u < probabilities.right ? 0 : u < probabilities.right + probabilities.wrong ? 1 : 2]++;
        }
        return counts;
      };
      const [a, b] = [arm(), arm()];
      const ofArm = bangIndex(a);
      const ofTrial = jamesIndex([[a[0], b[1]], [a[1], b[0]]], [a[2], b[2]]); // prettier-ignore
      if (ofArm.lower <= truth.bang && truth.bang <= ofArm.upper) bang++;
      if (ofTrial !== undefined && ofTrial.lower <= truth.james && truth.james <= ofTrial.upper) james++;
    }
    // Monte-Carlo error 0.005; a Wald interval of 100 multinomial answers is within 0.01 of its level.
    expect(Math.abs(bang / trials - 0.95)).toBeLessThan(0.01 + 3 * 0.005);
    expect(Math.abs(james / trials - 0.95)).toBeLessThan(0.01 + 3 * 0.005);
  });
});
