import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { row, type Published } from '../../src/evidence/acceptance-row.ts';
import { figuresAtDraw, predictedFigure } from '../../src/evidence/posterior-predictive.ts';
import { remissionRate, responseRate } from '../../src/evidence/figures.ts';
import { exp } from '../../src/elementary/index.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { readStudy } from '../../src/scenario/index.ts';
import { shipped } from '../cli/command-line.ts';

/** A row with a published figure; what it simulates is not asked here. */
const rowOf = (measured?: Published['measured']) =>
  row(
    1,
    'a figure',
    ['han-2016'],
    { target: '', unit: '', accepted: [0, 1], ...(measured === undefined ? {} : { measured }) },
    responseRate('placebo', 'day1'),
  );

/** Draws of a figure with mean 2 and SD `spread`, from two halves whose mean has the SD `noise`. */
function drawnFigures(count: number, spread: number, noise: number): [number, number, number][] {
  const stream = new Stream().startAt(rootKey('figures'), 0, 0, 1);
  return Array.from({ length: count }, () => {
    const truth = 2 + spread * stream.normal();
    const [first, second] = [0, 1].map(() => truth + Math.SQRT2 * noise * stream.normal());
    return [(first + second) / 2, first, second];
  });
}

describe('a predicted figure', () => {
  it('the prediction of a figure has the spread of the draws and the published error, the noise of the patients counted as part of it', () => {
    const { median, lower, upper } = predictedFigure(rowOf([2, 0.5]), drawnFigures(20_000, 0.3, 0.2), 'a');
    const sd = Math.sqrt(0.3 ** 2 + 0.5 ** 2);
    // The error of the 5 % quantile of 20 000 draws is 0.015 SD; three of them, and the patients' noise that is estimated.
    expect(Math.abs(median - 2)).toBeLessThan(0.03);
    expect(Math.abs(upper - (2 + 1.645 * sd))).toBeLessThan(0.04);
    expect(Math.abs(lower - (2 - 1.645 * sd))).toBeLessThan(0.04);
  });

  it('the prediction of a figure says how far out the published figure is, of a ratio on the scale of its logarithm', () => {
    const drawn = drawnFigures(20_000, 0.3, 0.1);
    const sd = Math.sqrt(0.3 ** 2 + 0.4 ** 2);
    expect(predictedFigure(rowOf([2, 0.4]), drawn, 'a').p).toBeGreaterThan(0.95);
    expect(Math.abs((predictedFigure(rowOf([2 + 1.96 * sd, 0.4]), drawn, 'a').p ?? 1) - 0.05)).toBeLessThan(0.01);
    const ratio = predictedFigure(rowOf([exp(2 - 1.96 * sd), 0.4, 'log']), drawn, 'a');
    expect(Math.abs((ratio.p ?? 1) - 0.05)).toBeLessThan(0.01);
    expect(Math.abs(ratio.median / exp(2) - 1)).toBeLessThan(0.03);
  });

  it('the prediction is the figure of the model where no error is published, and what is not a number is left out', () => {
    const drawn = drawnFigures(1000, 0.3, 0);
    const found = predictedFigure(rowOf(), [...drawn, [NaN, NaN, NaN]], 'a');
    expect(found).not.toHaveProperty('p');
    const sorted = drawn.map(([whole]) => whole).sort((a, b) => a - b);
    expect(found.median).toBe(sorted[500]);
  });
});

it('figures at a draw are those of its parameters, from patients of its own, under naltrexone with its own opioid dependence', () => {
  const rows = [responseRate('naltrexone', 'day1', 'full'), responseRate('placebo', 'day1'), remissionRate('placebo', 'day1')].map(
    (figure) => ({
      ...rowOf(),
      simulated: figure,
    }),
  );
  const text = readFileSync(shipped('williams-2018.yaml'), 'utf8');
  const at = (dependence: number, place: number, isDependenceDrawn = true): number[] => {
    const { trial } = readStudy(text, { set: [`response.opioidDependence=${dependence}`] });
    if (trial.kind !== 'mechanistic') throw new Error('no virtual patients');
    return figuresAtDraw({ trial, isDependenceDrawn }, place, 'a', rows).map(([whole]) => whole);
  };
  const [none, all] = [at(0, 0), at(1, 0)];
  expect(none[0]).toBeGreaterThan(all[0] + 0.1);
  expect(none.slice(1)).toEqual(all.slice(1));
  expect(at(0, 0, false)[0]).toBe(all[0]);
  expect(at(1, 1)).not.toEqual(all);
});
