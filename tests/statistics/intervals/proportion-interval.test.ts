import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { note } from '../../reference/agreement.ts';
import { binomialCdf } from '../../../src/statistics/distributions/binomial.ts';
import { clopperPearsonInterval, proportionStandardError, wilsonInterval } from '../../../src/statistics/intervals/proportion-interval.ts';

interface Row {
  readonly x: number;
  readonly n: number;
  readonly mcse: number;
  readonly clopper_pearson_lo: number;
  readonly clopper_pearson_hi: number;
  readonly wilson_lo: number;
  readonly wilson_hi: number;
}
const reference: { rows: Row[]; tol_rel: number } = JSON.parse(
  readFileSync(new URL('../../reference/power/proportion_intervals.json', import.meta.url), 'utf8'),
);

function expectNear(got: number, expected: number): void {
  note('intervals of a proportion', 'limit', got, expected, 1e-15 + reference.tol_rel * Math.abs(expected));
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-15 + reference.tol_rel * Math.abs(expected));
}

describe('intervals of a proportion', () => {
  it('intervals of a proportion equal R’s (binom.test; binom)', () => {
    expect(reference.rows.length).toBeGreaterThan(20);
    for (const row of reference.rows) {
      const exact = clopperPearsonInterval(row.x, row.n);
      const wilson = wilsonInterval(row.x, row.n);
      expectNear(exact.lower, row.clopper_pearson_lo);
      expectNear(exact.upper, row.clopper_pearson_hi);
      expectNear(wilson.lower, row.wilson_lo);
      expectNear(wilson.upper, row.wilson_hi);
      expectNear(proportionStandardError(row.x, row.n), row.mcse);
    }
  });
  it('Clopper–Pearson ends are where an exact one-sided test begins to reject, at any level', () => {
    for (const level of [0.5, 0.9, 0.999999]) {
      const { lower, upper } = clopperPearsonInterval(7, 19, level);
      expect(1 - binomialCdf(6, 19, lower)).toBeCloseTo((1 - level) / 2, 12);
      expect(binomialCdf(7, 19, upper)).toBeCloseTo((1 - level) / 2, 12);
    }
  });
  it('intervals are mirrored when success and failure trade names', () => {
    for (const interval of [wilsonInterval, clopperPearsonInterval]) {
      const { lower, upper } = interval(3, 17);
      const mirror = interval(14, 17);
      expect(mirror.lower).toBeCloseTo(1 - upper, 13);
      expect(mirror.upper).toBeCloseTo(1 - lower, 13);
    }
  });
  it('intervals refuse impossible counts', () => {
    expect(() => wilsonInterval(5, 4)).toThrow(RangeError);
    expect(() => clopperPearsonInterval(0, 0)).toThrow(RangeError);
    expect(() => wilsonInterval(1, 4, 1)).toThrow(RangeError);
  });
});
