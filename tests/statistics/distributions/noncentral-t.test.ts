import { describe, expect, it } from 'vitest';
import { noncentralTCdf, noncentralTQuantile, noncentralTUpperTail } from '../../../src/statistics/distributions/noncentral-t.ts';
import { normalUpperTail } from '../../../src/statistics/distributions/normal.ts';
import { owensQ } from '../../../src/statistics/distributions/owens-q.ts';
import { studentTCdf } from '../../../src/statistics/distributions/student-t.ts';
import { note } from '../../reference/agreement.ts';
import { type ReferenceRow, referenceRows } from './special-functions.ts';

/** Subnormal probabilities carry few digits. */
const SMALLEST = 1e-300;

describe('noncentral t against 34-digit arithmetic', () => {
  const tails: [string, (row: ReferenceRow) => number][] = [
    ['nct_lower', ({ t, df, ncp }) => noncentralTCdf(t, df, ncp)],
    ['nct_upper', ({ t, df, ncp }) => noncentralTUpperTail(t, df, ncp)],
    ['nct_quantile', ({ p, df, ncp }) => noncentralTQuantile(p, df, ncp)],
  ];
  it.each(tails)('%s is within 1e-12 of its own value', (fn, value) => {
    for (const row of referenceRows(fn)) {
      const error = Math.abs(value(row) - row.mp);
      note(
        `distribution function ${fn}`,
        `t = ${row.t ?? row.q ?? NaN}, df = ${row.df}, ncp = ${row.ncp}`,
        value(row),
        row.mp,
        Math.abs(row.mp) < SMALLEST ? 1e-300 : 1e-12 * Math.abs(row.mp),
      );
      expect(error, JSON.stringify(row)).toBeLessThanOrEqual(Math.abs(row.mp) < SMALLEST ? 1e-300 : 1e-12 * Math.abs(row.mp));
    }
  });

  // mpmath 1.3.0, 30 digits, quadrature over ln S in 130 to 400 panels
  it.each([
    [1e10, 3, 2, 1.9355195784409369e-29],
    [30, 1, -20, 3.6436961104027529e-92],
    [1000, 3, 1000, 0.60837436119000306],
    [1e5, 5, 1e5, 0.58411981294347132],
    [-5, 0.5, 3, 0.9997761886807002],
  ])('the upper tail agrees with 34-digit arithmetic at t %d, df %d, ncp %d', (t, df, ncp, expected) => {
    expect(noncentralTUpperTail(t, df, ncp) / expected).toBeCloseTo(1, 11);
  });
});

describe('laws of the noncentral t', () => {
  const grid = [-8, -1, 0.5, 3, 40].flatMap((t) =>
    [1, 2, 3.5, 29, 400].flatMap((df) => [-30, -2, 0.1, 5].map((ncp) => [t, df, ncp] as const)),
  );
  it('both tails add to one, and mirror one another', () => {
    for (const [t, df, ncp] of grid) {
      expect(noncentralTCdf(t, df, ncp) + noncentralTUpperTail(t, df, ncp)).toBeCloseTo(1, 12);
      expect(noncentralTCdf(t, df, ncp)).toBe(noncentralTUpperTail(-t, df, -ncp));
    }
  });
  it('no noncentrality is Student’s t, many degrees of freedom the normal, t = 0 the normal', () => {
    expect(noncentralTCdf(1.3, 7, 0)).toBe(studentTCdf(1.3, 7));
    expect(noncentralTUpperTail(1.3, 7, 1e-12)).toBeCloseTo(1 - studentTCdf(1.3, 7), 11);
    expect(noncentralTUpperTail(2, Infinity, 3)).toBe(normalUpperTail(-1));
    expect(noncentralTUpperTail(2, 1e10, 3)).toBeCloseTo(normalUpperTail(-1), 9);
    expect(noncentralTUpperTail(0, 5, 3)).toBe(normalUpperTail(-3));
    expect(noncentralTUpperTail(Infinity, 5, 3)).toBe(0);
  });
  it('the noncentral t refuses what is not a distribution', () => {
    expect(() => noncentralTCdf(1, 0, 1)).toThrow(RangeError);
    expect(() => noncentralTCdf(1, 3, Infinity)).toThrow(RangeError);
    expect(() => noncentralTQuantile(1, 3, 1)).toThrow(RangeError);
  });
});

describe('Owen’s Q', () => {
  it('Owen’s Q over the whole line is the noncentral t, and bands add', () => {
    for (const [t, df, ncp] of [
      [2, 5, 1],
      [-1.5, 11, 0.3],
      [30, 3, 28],
    ]) {
      expect(owensQ(df, t, ncp)).toBeCloseTo(noncentralTCdf(t, df, ncp), 12);
      expect(owensQ(df, t, ncp, 0, 1.7) + owensQ(df, t, ncp, 1.7)).toBeCloseTo(owensQ(df, t, ncp), 12);
    }
  });
  it('Owen’s Q without t is a normal probability times that of the band', () => {
    // P(0 < χ₄ < 2) = 1 − 3 e⁻² for the chi distribution on 4 df
    expect(owensQ(4, 0, -1, 0, 2)).toBeCloseTo(normalUpperTail(-1) * (1 - 3 * Math.exp(-2)), 13);
  });
  it('Owen’s Q of an empty band is nothing', () => {
    expect(owensQ(4, 1, 1, 2, 2)).toBe(0);
  });
});
