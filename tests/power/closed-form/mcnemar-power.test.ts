import { describe, expect, it } from 'vitest';
import { mcnemarPower, type McNemarTest } from '../../../src/statistics/test-power/mcnemar-power.ts';
import { mcnemarSampleSize } from '../../../src/power/closed-form/sample-size.ts';
import { note } from '../../reference/agreement.ts';
import { powerRows } from './power-rows.ts';

interface Row {
  readonly n: number;
  readonly p_A_only: number;
  readonly p_B_only: number;
  readonly alpha: number;
  readonly exact_two_sided: number;
  readonly midp_two_sided: number;
  readonly exact_one_sided: number;
}
const columns = { exact: 'exact_two_sided', 'mid-p': 'midp_two_sided', 'one-sided': 'exact_one_sided' } as const;

describe('power of McNemar’s test', () => {
  it.each(Object.keys(columns) as McNemarTest[])('power of McNemar’s test equals the enumeration in R within 1e-12: %s', (test) => {
    for (const row of powerRows<Row>('mcnemar_power')) {
      const power = mcnemarPower(row.n, { onlyA: row.p_A_only, onlyB: row.p_B_only, alpha: row.alpha, test });
      note('power of McNemar’s test', `${test}, n = ${row.n}, ${row.p_A_only} and ${row.p_B_only}`, power, row[columns[test]], 1e-12);
      expect(Math.abs(power - row[columns[test]]), JSON.stringify(row)).toBeLessThan(1e-12);
    }
  });
  it('exact tests keep their level, two-sided power ignores which treatment is which', () => {
    for (const n of [5, 17, 60]) expect(mcnemarPower(n, { onlyA: 0.2, onlyB: 0.2, alpha: 0.05, test: 'exact' })).toBeLessThanOrEqual(0.05);
    const plan = { alpha: 0.05, test: 'mid-p' } as const;
    expect(mcnemarPower(40, { onlyA: 0.1, onlyB: 0.3, ...plan })).toBeCloseTo(mcnemarPower(40, { onlyA: 0.3, onlyB: 0.1, ...plan }), 13);
  });
  it('McNemar’s test counts a p-value equal to alpha as a rejection', () => {
    // six discordant pairs, all of one kind: two-sided p = 2/64
    expect(mcnemarPower(6, { onlyA: 0, onlyB: 1, alpha: 2 / 64, test: 'exact' })).toBe(1);
    expect(mcnemarPower(6, { onlyA: 0, onlyB: 1, alpha: 1.99 / 64, test: 'exact' })).toBe(0);
  });
  it('the mid-p of McNemar’s test takes half of the middle outcome: 1 − P(b)/2 where both kinds are equally many', () => {
    // six discordant pairs, three of each kind: mid-p 0.84375 (1 - dbinom(3, 6, 0.5) / 2); four and two: 0.453125
    const even = { onlyA: 0.5, onlyB: 0.5, test: 'mid-p' } as const;
    expect(mcnemarPower(6, { ...even, alpha: 0.84375 })).toBe(1);
    expect(mcnemarPower(6, { ...even, alpha: 0.843 })).toBeCloseTo(1 - 0.3125, 12);
    expect(mcnemarPower(6, { ...even, alpha: 0.843, test: 'exact' })).toBeCloseTo(1 - 0.3125, 12);
  });
  it('McNemar’s test has no power without patients or discordance, and refuses impossible probabilities', () => {
    expect(mcnemarPower(0, { onlyA: 0.1, onlyB: 0.2, alpha: 0.05, test: 'exact' })).toBe(0);
    expect(mcnemarPower(50, { onlyA: 0, onlyB: 0, alpha: 0.05, test: 'exact' })).toBe(0);
    expect(() => mcnemarPower(5, { onlyA: 0.6, onlyB: 0.6, alpha: 0.05, test: 'exact' })).toThrow(RangeError);
    expect(() => mcnemarPower(2.5, { onlyA: 0.1, onlyB: 0.2, alpha: 0.05, test: 'exact' })).toThrow(RangeError);
  });
});

describe('sample sizes of McNemar’s test', () => {
  it('sample sizes equal those in R: the first n, and the n from which power is never lost again', () => {
    for (const row of powerRows<Row & { target: number; n_first: number; n_always: number; power_at_first: number }>(
      'sample_size_mcnemar',
    )) {
      const found = mcnemarSampleSize(row.target, { onlyA: row.p_A_only, onlyB: row.p_B_only, alpha: row.alpha, test: 'exact' });
      if (found.status !== 'found') throw new Error(found.reason);
      note('sample size of McNemar’s test', `${row.p_A_only} and ${row.p_B_only}, power ${row.target}, first`, found.first, row.n_first, 0);
      note(
        'sample size of McNemar’s test',
        `${row.p_A_only} and ${row.p_B_only}, power ${row.target}, always`,
        found.always,
        row.n_always,
        0,
      );
      expect([found.first, found.always], JSON.stringify(row)).toEqual([row.n_first, row.n_always]);
      expect(found.powerAtFirst).toBeCloseTo(row.power_at_first, 12);
    }
  });
  it('sample sizes say so when discordance is symmetric', () => {
    expect(mcnemarSampleSize(0.8, { onlyA: 0.02, onlyB: 0.02, alpha: 0.05, test: 'exact' }).status).toBe('not-reached');
  });
});
