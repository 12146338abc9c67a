import { describe, expect, it } from 'vitest';
import { copulaFactor, priorDraws, type UncertainParameter } from '../../../src/power/uncertainty/prior-draws.ts';
import { priorMass, priorQuantile, type Prior } from '../../../src/power/uncertainty/prior.ts';
import { rootKey } from '../../../src/random/index.ts';

const everything = { min: -Infinity, max: Infinity };

describe('quantiles', () => {
  // R 4.2.2: qnorm(p, 2, 3), qlnorm(p, log(2), 0.4), qbeta(p, 2.5, 12.5); uniform and triangular by hand.
  it.each<[Prior, number, number]>([
    [{ distribution: 'normal', mean: 2, sd: 3 }, 0.1, -1.8446546966338],
    [{ distribution: 'normal', mean: 2, sd: 3 }, 0.975, 7.87989195362016],
    [{ distribution: 'lognormal', median: 2, sdLog: 0.4 }, 0.9, 3.33932204811037],
    [{ distribution: 'beta', alpha: 1, beta: 3 }, 0.657, 0.3],
    [{ distribution: 'beta', alpha: 2.5, beta: 12.5 }, 0.1, 0.0590447660529625],
    [{ distribution: 'uniform', min: 2, max: 6 }, 0.25, 3],
    [{ distribution: 'triangular', min: 0, mode: 2, max: 6 }, 1 / 3, 2],
    [{ distribution: 'triangular', min: 0, mode: 2, max: 6 }, 1 / 12, 1],
    [{ distribution: 'triangular', min: 0, mode: 0, max: 2 }, 0.75, 1],
    [{ distribution: 'point', value: 7 }, 0.2, 7],
  ])('the quantile of %j at %d is right', (prior, p, expected) => {
    expect(priorQuantile(prior, p, everything)).toBeCloseTo(expected, 6);
  });

  it('a prior that is cut off keeps its shape between the bounds', () => {
    const prior: Prior = { distribution: 'normal', mean: 0, sd: 1 };
    expect(priorQuantile(prior, 0.5, { min: 0, max: 20 })).toBeCloseTo(0.674489750196082, 9);
    expect(priorQuantile(prior, 0.5, { min: -1, max: 1 })).toBeCloseTo(0, 12);
    expect(priorMass(prior, { min: -1, max: 1 })).toBeCloseTo(0.682689492137086, 10);
    for (const p of [1e-9, 0.3, 1 - 1e-9]) {
      const value = priorQuantile(prior, p, { min: 2, max: 2.5 });
      expect(value).toBeGreaterThanOrEqual(2);
      expect(value).toBeLessThanOrEqual(2.5);
    }
  });
});

describe('draws', () => {
  const parameter = (path: string, prior: Prior): UncertainParameter => ({ path, prior, support: everything, integer: false });
  const parameters = [
    parameter('a', { distribution: 'normal', mean: 5, sd: 2 }),
    parameter('b', { distribution: 'lognormal', median: 1, sdLog: 0.5 }),
    { ...parameter('n', { distribution: 'uniform', min: 10, max: 30 }), integer: true },
  ];
  const key = rootKey('draws');

  it('draws have the marginal distributions and the correlation on the normal scale', () => {
    const draws = priorDraws(parameters, [{ of: ['b', 'a'], value: 0.6 }], 20_000, key);
    const z = draws.map(({ set }) => [(set.a - 5) / 2, Math.log(set.b) / 0.5]);
    const mean = (f: (pair: number[]) => number): number => z.reduce((sum, pair) => sum + f(pair), 0) / z.length;
    // Standard errors of means of z, z² and z₁z₂ over 20 000 draws: 0.0071, 0.01, 0.0082; four of them.
    expect(Math.abs(mean(([a]) => a))).toBeLessThan(0.028);
    expect(Math.abs(mean(([, b]) => b))).toBeLessThan(0.028);
    expect(Math.abs(mean(([a]) => a * a) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(([a, b]) => a * b) - 0.6)).toBeLessThan(0.033);
    expect(draws.every(({ set }) => Number.isInteger(set.n) && set.n >= 10 && set.n <= 30)).toBe(true);
    expect(draws.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it('a draw does not depend on how many there are', () => {
    const few = priorDraws(parameters, [], 3, key);
    const many = priorDraws(parameters, [], 30, key);
    expect(many.slice(0, 3).map(({ set }) => set)).toEqual(few.map(({ set }) => set));
  });

  it('correlations that no distribution has are refused', () => {
    const of = (a: string, b: string, value: number) => ({ of: [a, b] as const, value });
    expect(() => copulaFactor(parameters, [of('a', 'b', 0.9), of('a', 'n', 0.9), of('b', 'n', -0.9)])).toThrow(RangeError);
    expect(copulaFactor([], [])).toHaveLength(0);
  });
});
