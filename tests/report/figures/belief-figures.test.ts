import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { guessesTable } from '../../../src/data-files/writing/guesses.ts';
import { generatedTrial, replayTrial } from '../../../src/power/simulation/replay-trial.ts';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import type { Figure } from '../../../src/report/figures/figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { blindingFigures, patientFigures } from '../../../src/report/figures/participants/patient-figures.ts';
import type { Study } from '../../../src/study/study.ts';
import { valid } from '../../scenario/read.ts';
import { shippedStudy } from '../shipped-study.ts';
import { circles, linePoints, scaleFromTicks, translation } from './svg-marks.ts';

/** Rows of `guesses.csv` about one question, without the columns that say which trial and question it is. */
function writtenRows(study: Study, replicate: number, about: string): string[][] {
  return guessesTable(study.trial)
    .rows(generatedTrial(study, replicate), 1)
    .filter((row) => row[4] === about)
    .map(([, subject, period, treatment, , ...answer]) => [
      String(Number(String(subject).slice(1))),
      ...[period, treatment, ...answer].map(String),
    ]);
}

function figureOf(figures: readonly Figure[], name: string): Figure {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new Error(`no figure ${name} among ${figures.map((figure) => figure.name).join(', ')}`);
  return found;
}

/** Where the words of a tick stand. */
function tickAt(svg: string, words: string): [number, number] {
  const { document } = parseHTML(`<body>${svg}</body>`);
  const tick = [...document.querySelectorAll('text')].find(({ textContent }) => textContent === words);
  if (tick === undefined) throw new Error(`no tick ${words}`);
  return translation(tick.getAttribute('transform'));
}

const conditions = ['placebo+ketamine', 'placebo+saline', 'naltrexone+ketamine', 'naltrexone+saline'];

describe('guesses in a trial of four conditions', () => {
  const study = shippedStudy('designs/four-condition', ['belief.dontKnow=0.3', 'missingness.betweenPeriods=0.1']);
  const figures = patientFigures(study, replayTrial(study, 3));

  it.each(['pretreatment', 'infusion'])('the table of the guesses of the %s is guesses.csv of the same replicate', (about) => {
    const { table, title } = figureOf(figures, `guesses-${about}`);
    expect(title).toBe(`Guesses of the ${about}, by condition`);
    expect(table.header).toEqual(['participant', 'period', 'treatment', 'given', 'guess', 'certainty']);
    expect(table.rows).toEqual(writtenRows(study, 3, about));
    expect(table.rows).not.toEqual(writtenRows(study, 0, about));
    expect(new Set(table.rows.map((row) => row[5]))).toEqual(new Set(['strongly', 'somewhat', '']));
  });

  it('the text of the guesses counts the right and wrong ones of each condition', () => {
    const { alt } = figureOf(figures, 'guesses-infusion');
    const rows = writtenRows(study, 3, 'infusion');
    for (const condition of conditions) {
      const own = rows.filter((row) => row[2] === condition);
      const unsure = own.filter((row) => row[4] === 'do not know').length;
      const right = own.filter((row) => row[4] === row[3]).length;
      expect(alt).toContain(`${condition}: ${right} right, ${own.length - right - unsure} wrong, ${unsure} do not know`);
    }
  });

  it('each right guess is a circle in the column of its condition and in the row of its words, joined to the participant’s own', () => {
    const figure = figureOf(figures, 'guesses-infusion');
    const { rows } = figure.table;
    const svg = drawFigure(figure);
    const column = tickAt(svg, 'placebo+saline')[0] - tickAt(svg, 'placebo+ketamine')[0];
    const places = circles(svg, `fill="${palette.first}"`).map(([x, y]) => {
      const condition = conditions.find((each) => Math.abs(x - tickAt(svg, each)[0]) < 0.4 * column);
      const words = ['ketamine', 'saline']
        .flatMap((given) => [`${given}, strongly`, `${given}, somewhat`])
        .find((each) => Math.abs(y - tickAt(svg, each)[1]) < 1);
      return `${condition}: ${words}`;
    });
    const right = rows.filter((row) => row[4] === row[3]).map((row) => `${row[2]}: ${row[4]}, ${row[5]}`);
    expect(places.sort()).toEqual(right.sort());
    const answered = [...new Set(rows.map(([participant]) => participant))].map((one) => rows.filter(([other]) => other === one).length);
    expect(
      linePoints(svg, palette.muted)
        .map((points) => points.length)
        .sort(),
    ).toEqual(answered.sort());
  });
});

describe('belief in the active drug', () => {
  it('the table of beliefs has what was felt: who feels is certain and who does not is certain of the other, and both guess so', () => {
    const study = shippedStudy('designs/four-condition', ['belief.activeIfNoticed=1', 'belief.activeIfUnnoticed=0']);
    const figures = blindingFigures(study, replayTrial(study, 2));
    const { table, title } = figureOf(figures, 'belief');
    expect(title).toBe('Belief in having been given the active drug, by condition');
    const guessed = new Map(
      writtenRows(study, 2, 'infusion').map(([participant, period, , , guess]) => [`${participant} ${period}`, guess]),
    );
    expect(table.rows).toHaveLength(guessed.size);
    for (const [participant, period, , felt, belief] of table.rows)
      expect([felt, belief]).toEqual(guessed.get(`${participant} ${period}`) === 'ketamine' ? ['yes', '1'] : ['no', '0']);
    expect(new Set(table.rows.map((row) => row[4]))).toEqual(new Set(['0', '1']));
  });

  it('the marks stand at the beliefs, and their mean is the square of each condition', () => {
    const study = shippedStudy('williams-2018');
    const figure = figureOf(patientFigures(study, replayTrial(study, 0)), 'belief');
    const svg = drawFigure(figure);
    const y = scaleFromTicks(svg, 'y');
    const felt = figure.table.rows.filter((row) => row[3] === 'yes');
    expect(circles(svg, `fill="${palette.first}"`).map(([, top]) => y(top).toFixed(2))).toEqual(felt.map(() => '0.90'));
    const means = ['placebo', 'naltrexone'].map((condition) => {
      const own = figure.table.rows.filter((row) => row[2] === condition);
      return own.reduce((sum, row) => sum + Number(row[4]), 0) / own.length;
    });
    expect(linePoints(svg, palette.ink)[0].map(([, top]) => y(top).toFixed(2))).toEqual(means.map((mean) => mean.toFixed(2)));
    expect(figure.alt).toContain(`placebo: mean ${means[0].toFixed(2)}, something was felt in `);
    expect(figure.caption).toContain('The belief is 0.9 where something was felt and 0.79 where nothing was');
  });
});

describe('a trial without guesses', () => {
  it('the statistical model has neither guesses nor their pictures', () => {
    const study = shippedStudy('gaussian-textbook');
    const trial = replayTrial(study, 0);
    expect(trial.guesses).toBeUndefined();
    expect(blindingFigures(study, trial)).toEqual([]);
  });

  it('a trial of virtual participants whose conditions differ in nothing to guess has none either', () => {
    const { study } = valid(`
design: { participants: 4, blockSize: 2, sequences: [[placebo, dummy], [dummy, placebo]], reference: placebo }
treatments: { pretreatments: { dummy: { kind: inert } } }
analyses: { day1: { method: paired-t, endpoint: hamd17, visit: day1, reference: placebo, comparator: dummy } }
`);
    const trial = replayTrial(study, 0);
    expect(trial.guesses).toBeUndefined();
    expect(patientFigures(study, trial).map(({ name }) => name)).toEqual(expect.not.arrayContaining(['belief']));
  });
});
