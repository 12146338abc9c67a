import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile, betaUpperTail } from '../../../src/statistics/distributions/beta.ts';
import { binomialCdf, binomialProbability, binomialUpperTail } from '../../../src/statistics/distributions/binomial.ts';
import { chiSquareCdf, chiSquareUpperQuantile, chiSquareUpperTail } from '../../../src/statistics/distributions/chi-square.ts';
import { fUpperQuantile, fUpperTail } from '../../../src/statistics/distributions/f-distribution.ts';
import { logGamma } from '../../../src/statistics/distributions/gamma-function.ts';
import {
  normalCdf,
  normalLogCdf,
  normalLogInterval,
  normalQuantile,
  normalUpperTail,
} from '../../../src/statistics/distributions/normal.ts';
import {
  CriticalT,
  criticalT,
  studentTCdf,
  studentTQuantile,
  studentTTwoSided,
  studentTUpperTail,
} from '../../../src/statistics/distributions/student-t.ts';
import { type ReferenceRow, worstDisagreement } from './special-functions.ts';

/** Relative tolerances: a few units in the last place for the normal, the error of a long continued fraction or of a large exponent for the rest. */
const compared: [string, number, (row: ReferenceRow) => number][] = [
  ['qnorm', 1e-15, ({ p }) => normalQuantile(p)],
  ['pnorm_lower', 1e-15, ({ x }) => normalCdf(x)],
  ['pnorm_log_lower', 1e-15, ({ x }) => normalLogCdf(x)],
  ['pt_lower', 1e-13, ({ t, df }) => studentTCdf(t, df)],
  ['qt', 1e-13, ({ p, df }) => studentTQuantile(p, df)],
  ['pf_upper', 2e-13, ({ f, df1, df2 }) => fUpperTail(f, df1, df2)],
  ['qf_upper', 1e-13, ({ p, df1, df2 }) => fUpperQuantile(p, df1, df2)],
  ['pbeta_lower', 1e-12, ({ x, a, b }) => betaCdf(x, a, b)],
  ['qbeta', 1e-13, ({ p, a, b }) => betaQuantile(p, a, b)],
  ['pchisq_upper', 1e-13, ({ x, df }) => chiSquareUpperTail(x, df)],
  ['qchisq_upper', 1e-13, ({ p, df }) => chiSquareUpperQuantile(p, df)],
];

describe('distributions against 34-digit arithmetic, to the extreme tails', () => {
  it.each(compared)('%s agrees with 34-digit arithmetic within %g', (fn, tolerance, value) => {
    expect(worstDisagreement(fn, value)).toBeLessThan(tolerance);
  });
});

describe('tails beyond the table', () => {
  // mpmath 1.3.0, 40 digits: ncdf, log(ncdf), betainc(regularized)
  it('the normal tail and its logarithm keep their digits beyond the table', () => {
    expect(normalUpperTail(38) / 2.885428360068784e-316).toBeCloseTo(1, 6);
    expect(normalLogCdf(-1e6) / -500000000014.734454).toBeCloseTo(1, 14);
    expect(normalLogInterval(-41, -40)).toBeCloseTo(normalLogCdf(-40), 12);
    expect(normalLogInterval(40, 41)).toBeCloseTo(normalLogCdf(-40), 12);
    expect(normalLogInterval(1, 1)).toBe(-Infinity);
  });
  it('few and many degrees of freedom meet where the method changes', () => {
    for (const t of [0.01, 1, 3, 10, 30]) {
      expect(studentTUpperTail(t, 2000) / studentTUpperTail(t, 1999.9999999)).toBeCloseTo(1, 8);
      expect(studentTUpperTail(t, 1e15) / normalUpperTail(t)).toBeCloseTo(1, 9);
      expect(studentTUpperTail(t, 1 + 1e-12) / studentTUpperTail(t, 1)).toBeCloseTo(1, 9);
      expect(studentTUpperTail(t, 2 + 1e-12) / studentTUpperTail(t, 2)).toBeCloseTo(1, 9);
    }
  });
  it('quantile and distribution are inverse, df from 0.3 to a million', () => {
    for (const df of [0.3, 1, 2, 2.5, 7, 29.4, 500, 2500, 1e6, Infinity]) {
      for (const p of [1e-200, 1e-30, 1e-6, 0.025, 0.3, 0.45, 0.4999]) {
        const t = studentTQuantile(p, df);
        if (Math.abs(t) < 1e100) expect(studentTCdf(t, df) / p).toBeCloseTo(1, 10);
        if (p > 1e-15) expect(studentTQuantile(1 - p, df) / -t).toBeCloseTo(1, p < 0.1 ? 6 : 9);
      }
    }
  });
  it('F with one numerator degree of freedom is the two-sided t test', () => {
    for (const [t, df] of [
      [0.3, 1],
      [2.5, 3.7],
      [40, 28],
    ])
      expect(fUpperTail(t * t, 1, df) / studentTTwoSided(t, df)).toBeCloseTo(1, 11);
  });
  it('distributions take their limits at infinity and zero', () => {
    expect(studentTCdf(-Infinity, 3)).toBe(0);
    expect(studentTQuantile(0, 3)).toBe(-Infinity);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(fUpperTail(0, 2, 3)).toBe(1);
    expect(fUpperTail(2, 3, Infinity)).toBeCloseTo(chiSquareUpperTail(6, 3), 14);
    expect(betaUpperTail(2, 3, 4)).toBe(0);
    expect(chiSquareCdf(-1, 3)).toBe(0);
  });
});

describe('exact values', () => {
  it('ln Γ of whole and half numbers is exact', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 13);
  });
  it('binomial probabilities are those of counting', () => {
    const exact = [1, 5, 10, 10, 5, 1].map((ways, x) => ways * 0.3 ** x * 0.7 ** (5 - x));
    exact.forEach((probability, x) => expect(binomialProbability(x, 5, 0.3)).toBeCloseTo(probability, 14));
    expect(binomialCdf(2, 5, 0.3)).toBeCloseTo(exact[0] + exact[1] + exact[2], 14);
    expect(binomialUpperTail(2, 5, 0.3)).toBeCloseTo(exact[3] + exact[4] + exact[5], 14);
    expect(binomialProbability(0, 4, 0)).toBe(1);
    expect(binomialProbability(4, 4, 1)).toBe(1);
    expect(binomialProbability(5, 4, 0.5)).toBe(0);
  });
  it('critical values come from the table and equal the quantile', () => {
    const table = new CriticalT(0.01);
    for (const df of [1, 28, 28.5, 5000]) {
      expect(table.at(df)).toBe(-studentTQuantile(0.005, df));
      expect(criticalT(0.01, df)).toBe(table.at(df));
    }
    expect(criticalT(0.05, 28)).toBeCloseTo(2.048407141795244, 14);
  });
});

describe('mistakes of the caller', () => {
  it.each([
    ['df 0', () => studentTCdf(1, 0)],
    ['NaN', () => normalCdf(NaN)],
    ['p above 1', () => normalQuantile(1.1)],
    ['shape 0', () => betaCdf(0.5, 0, 1)],
    ['half a trial', () => binomialCdf(1, 2.5, 0.5)],
    ['alpha 0', () => new CriticalT(0)],
    ['F without degrees of freedom', () => fUpperTail(1, 0, 3)],
  ])('a distribution refuses what is not one: %s', (_, call) => expect(call).toThrow(RangeError));
});
