import { expect, it } from 'vitest';
import { rangesOfPosterior } from '../../../src/power/uncertainty/tornado-ranges.ts';

const parameter = { default: 0.5, unit: 'fraction', min: 0, max: 1, about: '', source: 'assumed' } as const;
const known = ['a', 'b', 'c', 'd'].map((path) => ({ path, value: 0.5, parameter }));
/** Draws of which `a` is even from 0.001 to 1 in no order, and `b` has one value. */
const joint = Array.from({ length: 1000 }, (_, i) => ({ weight: 0.001, set: { a: (((i * 7) % 1000) + 1) / 1000, b: 0.3 } }));
const prior = { path: 'c', prior: { distribution: 'uniform', min: 0.2, max: 0.6 }, support: { min: 0, max: 1 }, integer: false } as const;

it('the ranges of a posterior are the 5 and 95 % quantiles of its draws, and those of the priors beside it', () => {
  const { from, ranges } = rangesOfPosterior(known, { parameters: [prior], correlations: [], draws: 1, joint });
  expect(ranges).toEqual([
    { path: 'a', unit: 'fraction', assumed: 0.5, low: 0.05, high: 0.95 },
    { path: 'c', unit: 'fraction', assumed: 0.5, low: 0.22, high: 0.58 },
  ]);
  expect(from).toBe("5 % and 95 % quantiles of the scenario's posterior, and of its priors of other values");
  expect(rangesOfPosterior(known, { parameters: [], correlations: [], draws: 1, joint }).from).toBe(
    "5 % and 95 % quantiles of the scenario's posterior",
  );
});

it('draws of a posterior count with their weights', () => {
  const weighted = [0.1, 0.2, 0.9].map((a, i) => ({ weight: [0.04, 0.93, 0.03][i], set: { a } }));
  expect(rangesOfPosterior(known, { parameters: [], correlations: [], draws: 1, joint: weighted }).ranges).toEqual([]);
  const wider = [0.1, 0.2, 0.9].map((a, i) => ({ weight: [0.06, 0.84, 0.1][i], set: { a } }));
  expect(rangesOfPosterior(known, { parameters: [], correlations: [], draws: 1, joint: wider }).ranges).toMatchObject([
    { low: 0.1, high: 0.9 },
  ]);
});
