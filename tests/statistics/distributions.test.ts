import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from '../../src/statistics/beta.ts';
import { chiSquareUpperTail } from '../../src/statistics/chi-square.ts';
import { fUpperTail } from '../../src/statistics/f-distribution.ts';
import { logGamma } from '../../src/statistics/gamma-functions.ts';
import { normalCdf, normalLogCdf, normalQuantile } from '../../src/statistics/normal.ts';
import { clopperPearsonInterval, wilsonInterval } from '../../src/statistics/proportion-interval.ts';
import { criticalT, studentTCdf, studentTQuantile, studentTTwoSided } from '../../src/statistics/student-t.ts';

type Row = Readonly<Record<string, number>> & { readonly fn: string };
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../reference/${name}`, import.meta.url), 'utf8'));
/** 34-digit arithmetic ("mp"), also at extreme tails; see tests/reference/README.md. */
const { rows } = read('special_functions.json') as { rows: Row[] };

/** Function, how it is called for a row, and the relative accuracy it keeps over all rows. */
const functions: readonly [string, (row: Row) => number, number][] = [
  ['qnorm', ({ p }) => normalQuantile(p), 1e-14],
  ['pnorm_lower', ({ x }) => normalCdf(x), 1e-12],
  ['pnorm_log_lower', ({ x }) => normalLogCdf(x), 1e-13],
  ['qt', ({ p, df }) => studentTQuantile(p, df), 1e-12],
  ['pt_lower', ({ t, df }) => studentTCdf(t, df), 2e-12],
  ['pf_upper', ({ f, df1, df2 }) => fUpperTail(f, df1, df2), 1e-12],
  ['pbeta_lower', ({ x, a, b }) => betaCdf(x, a, b), 1e-12],
  ['qbeta', ({ p, a, b }) => betaQuantile(p, a, b), 1e-12],
  ['pchisq_upper', ({ x, df }) => chiSquareUpperTail(x, df), 1e-12],
];

describe.each(functions)('%s', (name, call, tolerance) => {
  it(`agrees with 34-digit arithmetic to ${tolerance}, extreme tails included`, () => {
    const own = rows.filter(({ fn }) => fn === name);
    expect(own.length).toBeGreaterThan(4);
    for (const row of own) {
      const error = row.mp === 0 ? call(row) : Math.abs(call(row) - row.mp) / Math.abs(row.mp);
      expect(error, JSON.stringify(row)).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('Student’s t', () => {
  it('is the normal distribution with infinite degrees of freedom', () => {
    expect(studentTCdf(-3, Infinity)).toBe(normalCdf(-3));
    expect(studentTQuantile(0.975, Infinity)).toBeCloseTo(1.959963984540054, 13);
  });
  it('has a critical value that |T| exceeds with the probability asked for', () => {
    for (const df of [0.5, 1, 2, 2.7, 12, 28, 400])
      for (const alpha of [0.05, 1e-4, 1e-9]) expect(studentTTwoSided(criticalT(alpha, df), df) / alpha).toBeCloseTo(1, 10);
  });
  it('refuses degrees of freedom that are not positive', () => {
    expect(() => studentTCdf(1, 0)).toThrow(RangeError);
    expect(() => studentTQuantile(1.5, 3)).toThrow(RangeError);
  });
});

it('the log gamma function gives factorials and Γ(½)', () => {
  expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 12);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
});

describe('intervals for a proportion', () => {
  const intervals = read('power/proportion_intervals.json') as { tol_rel: number; rows: Readonly<Record<string, number>>[] };
  it.each(intervals.rows)('$x of $n as in R', ({ x, n, clopper_pearson_lo, clopper_pearson_hi, wilson_lo, wilson_hi }) => {
    const near = (got: number, want: number): void =>
      expect(Math.abs(got - want)).toBeLessThanOrEqual(intervals.tol_rel * Math.abs(want) + 1e-15);
    const [exact, score] = [clopperPearsonInterval(x, n), wilsonInterval(x, n)];
    near(exact.lower, clopper_pearson_lo);
    near(exact.upper, clopper_pearson_hi);
    near(score.lower, wilson_lo);
    near(score.upper, wilson_hi);
  });
});
