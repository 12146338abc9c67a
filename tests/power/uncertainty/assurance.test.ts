import { expect, it } from 'vitest';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { summariseAssurance } from '../../../src/power/uncertainty/assurance.ts';
import { powerRanges } from '../../../src/power/uncertainty/power-ranges.ts';
import { crossing, interpolated } from '../../../src/power/uncertainty/tornado.ts';

/** Successes at draws from a uniform prior of power on 0.4–0.9, `trials` at each. */
function uniformPrior(draws: number, trials: number, seed: string): { weight: number; successes: number }[] {
  const stream = new Stream();
  const key = rootKey(seed);
  return Array.from({ length: draws }, (_, draw) => {
    stream.startAt(key, draw, 0, 1);
    const power = 0.4 + 0.5 * stream.uniform();
    let successes = 0;
    for (let trial = 0; trial < trials; trial++) if (stream.uniform() < power) successes++;
    return { weight: 1 / draws, successes };
  });
}

it('assurance of a known prior gives the mean, the spread without the trials’ noise, and the probability of the target', () => {
  const { assurance, sd, quantiles, reachesTarget } = summariseAssurance(uniformPrior(4000, 50, 'a'), 50, 0.8, false);
  // SD of power 0.144; with the noise of 50 trials 0.158; SE of the mean 0.0025, of the SD about 0.002.
  expect(Math.abs(assurance.value - 0.65)).toBeLessThan(0.01);
  expect(assurance.mcse).toBeCloseTo(0.0025, 3);
  expect(Math.abs(sd - 0.5 / Math.sqrt(12))).toBeLessThan(0.008);
  expect(Math.abs(quantiles[2].power - 0.65)).toBeLessThan(0.03);
  // Shrunk estimates have the right variance but rounder shoulders than the uniform: 0.2 is met to a few hundredths.
  expect(Math.abs(reachesTarget.value - 0.2)).toBeLessThan(0.03);
});

it('the standard error of assurance is that of many repetitions', () => {
  const values = Array.from({ length: 300 }, (_, i) => summariseAssurance(uniformPrior(50, 20, `r${i}`), 20, 0.8, false).assurance);
  const mean = values.reduce((sum, { value }) => sum + value, 0) / 300;
  const sd = Math.sqrt(values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 299);
  const stated = Math.sqrt(values.reduce((sum, { mcse }) => sum + mcse ** 2, 0) / 300);
  // An SD from 300 repetitions has a relative error of 4 %; three of them.
  expect(Math.abs(sd / stated - 1)).toBeLessThan(0.13);
});

it('the standard errors of draws with unequal weights are those of many repetitions: assurance and the ends of ranges', () => {
  const rounds = Array.from({ length: 300 }, (_, i) => {
    const drawn = uniformPrior(100, 20, `w${i}`);
    // Weights that do not depend on power: one draw in four counts nine times as much, (Σw)²/Σw² is 43 of 100.
    const counts = drawn.map(({ successes }, place) => ({ weight: (place % 4 === 0 ? 9 : 1) / 300, successes }));
    const { assurance } = summariseAssurance(counts, 20, 0.8, false);
    const [{ upper }] = i < 100 ? powerRanges({ counts, trials: 20, seed: `${i}`, exhaustive: false }) : [{ upper: { power: 0, mcse: 0 } }];
    return { assurance, upper: { value: upper.power, mcse: upper.mcse } };
  });
  for (const [figure, repetitions, tolerance] of [
    // An SD from 300 repetitions has a relative error of 4 %, one from 100 of 7 %; three of them. A resampled error has a bias of some per cent beside.
    ['assurance', 300, 0.13],
    ['upper', 100, 0.3],
  ] as const) {
    const values = rounds.slice(0, repetitions).map((each) => each[figure]);
    const mean = values.reduce((sum, { value }) => sum + value, 0) / repetitions;
    const sd = Math.sqrt(values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (repetitions - 1));
    const stated = Math.sqrt(values.reduce((sum, { mcse }) => sum + mcse ** 2, 0) / repetitions);
    expect(Math.abs(sd / stated - 1), figure).toBeLessThan(tolerance);
  }
});

it('the ranges of power over a known prior are its quantiles, with the error of many repetitions', () => {
  const rangesOf = (name: string) =>
    powerRanges({ counts: uniformPrior(200, 400, name), trials: 400, seed: name, exhaustive: false }).flatMap(({ lower, upper }) => [
      lower,
      upper,
    ]);
  const repeated = Array.from({ length: 100 }, (_, i) => rangesOf(`q${i}`));
  // 10, 90, 2.5 and 97.5 % of power that is uniform from 0.4 to 0.9.
  [0.45, 0.85, 0.4125, 0.8875].forEach((truth, place) => {
    const powers = repeated.map((ends) => ends[place].power);
    const mean = powers.reduce((sum, power) => sum + power, 0) / 100;
    const sd = Math.sqrt(powers.reduce((sum, power) => sum + (power - mean) ** 2, 0) / 99);
    const stated = Math.sqrt(repeated.reduce((sum, ends) => sum + ends[place].mcse ** 2, 0) / 100);
    expect(Math.abs(mean - truth)).toBeLessThan(0.015);
    // The SD of 100 repetitions has an error of 7 %; the bootstrap of a quantile is rough.
    expect(stated / sd).toBeGreaterThan(0.7);
    expect(stated / sd).toBeLessThan(1.4);
  });
});

it('a point prior has no spread: what the draws differ by is the trials’ noise', () => {
  const stream = new Stream().startAt(rootKey('point'), 0, 0, 1);
  const counts = Array.from({ length: 200 }, () => {
    let successes = 0;
    for (let trial = 0; trial < 100; trial++) if (stream.uniform() < 0.7) successes++;
    return { weight: 1 / 200, successes };
  });
  const total = counts.reduce((sum, { successes }) => sum + successes, 0);
  const figures = summariseAssurance(counts, 100, 0.8, false);
  expect(figures.assurance.value).toBeCloseTo(total / 20_000, 12);
  expect(figures.sd).toBeLessThan(0.015);
  expect(figures.reachesTarget.value).toBe(0);
});

it('a whole prior of two combinations is weighed, with the binomial error alone', () => {
  const counts = [
    { weight: 0.25, successes: 900 },
    { weight: 0.75, successes: 500 },
  ];
  const { assurance, reachesTarget, quantiles, sd } = summariseAssurance(counts, 1000, 0.8, true);
  expect(assurance.value).toBeCloseTo(0.6, 12);
  expect(assurance.mcse).toBeCloseTo(Math.sqrt(0.0625 * 0.09e-3 + 0.5625 * 0.25e-3), 9);
  expect(reachesTarget).toEqual({ value: 0.25, mcse: expect.closeTo(0, 6) as number });
  expect(sd).toBeCloseTo(0.1729, 3);
  expect(quantiles[4].power).toBeCloseTo(0.9, 2);
});

it('the crossing nearest the scenario’s own value is found between two points', () => {
  const points = [0.9, 0.7, 0.5, 0.85, 0.95].map((power, value) => ({ value, power }));
  expect(crossing(points, 0.8, 2.9)).toEqual([points[2], points[3]]);
  expect(crossing(points, 0.8, 0)).toEqual([points[0], points[1]]);
  expect(crossing(points, 0.99, 0)).toBeUndefined();
  const { value, mcse } = interpolated([points[2], points[3]], 0.8, 1600);
  expect(value).toBeCloseTo(2 + 0.3 / 0.35, 12);
  expect(mcse).toBeCloseTo(0.01 / 0.35, 12);
});
