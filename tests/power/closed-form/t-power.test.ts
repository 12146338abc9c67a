import { describe, expect, it } from 'vitest';
import { crossoverTSampleSize, pairedTSampleSize, smallestSampleSize } from '../../../src/power/closed-form/sample-size.ts';
import { crossoverTPower, pairedTPower, parallelTPower } from '../../../src/statistics/test-power/t-power.ts';
import { note } from '../../reference/agreement.ts';
import { powerRows } from './power-rows.ts';

interface Row {
  readonly design: string;
  readonly n: number;
  readonly n1: number;
  readonly n2: number;
  readonly d: number;
  readonly alpha: number;
  readonly sides: 1 | 2;
}

describe('power of t tests', () => {
  it('power equals 34-digit arithmetic within 1e-12 (file tolerance 1e-10)', () => {
    for (const row of powerRows<Row & { mp: number }>('t_power')) {
      const power = row.design === 'paired_t' ? pairedTPower(row.n, row) : crossoverTPower(row.n1, row.n2, row);
      note('power of t tests', `${row.design}, n = ${row.n}, d = ${row.d}, alpha = ${row.alpha}, sides ${row.sides}`, power, row.mp, 1e-12);
      expect(Math.abs(power - row.mp), JSON.stringify(row)).toBeLessThan(1e-12);
    }
  });
  it('power is the level without an effect, down to two patients and an alpha of 1e-6', () => {
    for (const n of [2, 3, 30, 1000])
      for (const alpha of [1e-6, 0.05])
        for (const sides of [1, 2] as const) expect(pairedTPower(n, { d: 0, alpha, sides }) / alpha).toBeCloseTo(1, 10);
  });
  it('power tends to 1 for a huge effect and to 0 for a one-sided test of a wrong one', () => {
    expect(pairedTPower(3, { d: 1e6, alpha: 0.05, sides: 2 })).toBeCloseTo(1, 10);
    expect(crossoverTPower(5, 5, { d: -1e3, alpha: 0.05, sides: 1 })).toBeLessThan(1e-100);
  });
  it('power is that of R for parallel groups', () => {
    // R 4.2.2: power.t.test(n = 20, delta = 1, strict = TRUE)$power
    expect(parallelTPower(20, 20, { d: 1, alpha: 0.05, sides: 2 })).toBeCloseTo(0.8689530277245856, 11);
  });
  it('power of a balanced crossover on n patients is a paired test’s with one degree of freedom more', () => {
    const plan = { d: 0.5, alpha: 0.05, sides: 2 } as const;
    expect(crossoverTPower(15, 15, plan)).toBeLessThan(pairedTPower(30, plan));
    expect(crossoverTPower(1500, 1500, plan)).toBeCloseTo(pairedTPower(3000, plan), 12);
    expect(crossoverTPower(10, 20, plan)).toBe(crossoverTPower(20, 10, plan));
  });
  it('power of a t test refuses impossible plans', () => {
    expect(() => pairedTPower(1, { d: 1, alpha: 0.05, sides: 2 })).toThrow(RangeError);
    expect(() => crossoverTPower(1, 1, { d: 1, alpha: 0.05, sides: 2 })).toThrow(RangeError);
    expect(() => pairedTPower(10, { d: 1, alpha: 1, sides: 2 })).toThrow(RangeError);
    expect(() => pairedTPower(10, { d: Infinity, alpha: 0.05, sides: 2 })).toThrow(RangeError);
  });
});

describe('sample sizes of t tests', () => {
  it('sample sizes equal the exhaustive search in R', () => {
    for (const row of powerRows<Row & { target: number; achieved: number }>('sample_size_t')) {
      const found = row.design === 'paired_t' ? pairedTSampleSize(row.target, row) : crossoverTSampleSize(row.target, row);
      if (found.status !== 'found') throw new Error(found.reason);
      note('sample size of t tests', `${row.design}, d = ${row.d}, alpha = ${row.alpha}, power ${row.target}`, found.n, row.n, 0);
      expect(found.n, JSON.stringify(row)).toBe(row.n);
      expect(found.power).toBeCloseTo(row.achieved, 9);
    }
  });
  it('sample sizes say so when no number of patients suffices', () => {
    expect(pairedTSampleSize(0.8, { d: 0, alpha: 0.05, sides: 2 }).status).toBe('not-reached');
    expect(pairedTSampleSize(0.8, { d: -0.5, alpha: 0.05, sides: 1 }).status).toBe('not-reached');
  });
  it('sample sizes start at the least number, and find the first of a run', () => {
    expect(smallestSampleSize(() => 0.9, 0.8, 3)).toEqual({ status: 'found', n: 3, power: 0.9 });
    expect(smallestSampleSize((n) => (n >= 37 ? 0.9 : 0.1), 0.8, 4, 2)).toMatchObject({ n: 38 });
    expect(() => smallestSampleSize(() => 0.9, 1, 3)).toThrow(RangeError);
  });
});
