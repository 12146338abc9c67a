import { expect, it } from 'vitest';
import { lossesWithinMargins } from '../../../src/power/index.ts';
import { lossSentence } from '../../../src/report/sentences/margin-sentences.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import type { Study } from '../../../src/study/study.ts';

const design = 'design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }';
const trial = (analysis: string, dose = 50): Study =>
  readStudy(
    `${design}\ntreatments: { pretreatments: { naltrexone: { kind: tablet, doseMg: ${dose} } } }\nanalyses: { cadss: { method: tost, endpoint: cadss, visit: peak, ${analysis} } }`,
  );

it('a margin that holds the loss of all dissociation is told with the loss and a margin that does not', () => {
  const study = trial('margin: 8');
  const [loss] = lossesWithinMargins(study);
  expect(loss).toMatchObject({ analysis: 'cadss', margins: [-8, 8] });
  expect(loss.loss).toBeGreaterThan(-8);
  expect(loss.loss).toBeLessThan(-5);
  const half = Number((-loss.loss / 2).toPrecision(3));
  expect(lossSentence(study, loss)).toContain(
    `within the margins of −8 and 8: that loss would count as none; choose a margin of at most ${half} (half of it)`,
  );
});

it('a margin below the loss, or half of the mean under the reference, leaves the loss outside', () => {
  expect(lossesWithinMargins(trial('margin: 4'))).toEqual([]);
  expect(lossesWithinMargins(trial('margin: 0.5, marginUnit: share-of-reference'))).toEqual([]);
});

it('a loss near the margin is computed from as many participants as ever, wherever it lies', () => {
  const margins = [6.2, 6.4, 6.6, 6.8, 7, 7.2];
  const told = margins.map((margin) => lossesWithinMargins(trial(`margin: ${margin}`)).map(({ loss }) => loss));
  const [loss] = told.flat();
  expect(told).toEqual(margins.map((margin) => (-loss < margin ? [loss] : [])));
});

it('a loss near a share of the mean is computed from as many participants as ever, wherever it lies', () => {
  const shares = [0.5, 0.8, 0.9, 0.92, 0.94, 0.96, 0.98];
  const told = shares.map((share) => lossesWithinMargins(trial(`margin: ${share}, marginUnit: share-of-reference`)));
  const [{ loss, referenceMean = NaN }] = told.flat();
  const expected = shares.map((share) => (-loss < share * referenceMean ? [loss] : []));
  expect(told.map((losses) => losses.map((each) => each.loss))).toEqual(expected);
  expect(new Set(expected.map(({ length }) => length))).toEqual(new Set([0, 1]));
});

it('half of the mean holds the loss where the dose of the blocker cannot take half of it', () => {
  const study = trial('margin: 0.5, marginUnit: share-of-reference', 3);
  const [loss] = lossesWithinMargins(study);
  expect(loss.margins[1]).toBeCloseTo(0.5 * (loss.referenceMean ?? 0), 10);
  expect(Math.abs(loss.loss)).toBeLessThan(loss.margins[1]);
  expect(lossSentence(study, loss)).toMatch(/choose a margin of at most 0\.\d+ \(half of it\)$/);
});

it('non-inferiority is judged on the side of harm: a worsening within the margin is told, one beyond it is not', () => {
  const asked = (margin: number): Study =>
    readStudy(
      `${design}\nanalyses: { day1: { method: non-inferiority, endpoint: hamd17, visit: day1, alternative: less, margin: ${margin} } }`,
    );
  expect(lossesWithinMargins(asked(3))).toEqual([]);
  expect(lossesWithinMargins(asked(12))).toHaveLength(1);
});

it('nothing is lost where nothing is blocked, and a Gaussian trial has no drugs', () => {
  const inert = `design: { sequences: [[placebo, other], [other, placebo]], reference: placebo }
treatments: { pretreatments: { other: { kind: inert } } }
analyses: { cadss: { method: tost, endpoint: cadss, visit: peak, margin: 8 } }`;
  expect(lossesWithinMargins(readStudy(inert))).toEqual([]);
  const gaussian = 'model: gaussian\nanalyses: { same: { method: tost, margin: 8 } }';
  expect(lossesWithinMargins(readStudy(gaussian))).toEqual([]);
});
