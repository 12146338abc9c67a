import { describe, expect, it } from 'vitest';
import { crossoverTostSampleSize, pairedTostSampleSize } from '../../../src/power/closed-form/sample-size.ts';
import { crossoverTostPower, logSdOfCv, pairedTostPower, ratioPlan, tostPower } from '../../../src/statistics/test-power/tost-power.ts';
import { owensQ } from '../../../src/statistics/distributions/owens-q.ts';
import { studentTQuantile } from '../../../src/statistics/distributions/student-t.ts';
import { note } from '../../reference/agreement.ts';
import { powerRows } from './power-rows.ts';

interface Row {
  readonly design: '2x2' | 'paired';
  readonly scale: 'log' | 'additive';
  readonly n: number;
  readonly CV: number;
  readonly theta0: number;
  readonly theta1: number;
  readonly theta2: number;
  readonly alpha: number;
  readonly mp: number;
}

describe('power of two one-sided tests', () => {
  it('power equals 34-digit arithmetic within 1e-12 (file tolerance 1e-8)', () => {
    for (const row of powerRows<Row>('tost_power')) {
      const asked = { effect: row.theta0, lower: row.theta1, upper: row.theta2, alpha: row.alpha };
      const [plan, sd] = row.scale === 'log' ? [ratioPlan(asked), logSdOfCv(row.CV)] : [asked, row.CV];
      const power =
        row.design === '2x2' ? crossoverTostPower(Math.ceil(row.n / 2), Math.floor(row.n / 2), sd, plan) : pairedTostPower(row.n, sd, plan);
      note(
        'power of TOST (Owen’s Q)',
        `${row.design}, ${row.scale}, n = ${row.n}, CV ${row.CV}, effect ${row.theta0}`,
        power,
        row.mp,
        1e-12,
      );
      expect(Math.abs(power - row.mp), JSON.stringify(row)).toBeLessThan(1e-12);
    }
  });
  it('power of TOST is a difference of two Owen’s Q', () => {
    for (const [df, effect, alpha] of [
      [1, 0, 0.05],
      [10, 0.4, 0.05],
      [58, -0.9, 0.001],
    ]) {
      const t = -studentTQuantile(alpha, df);
      const [below, above] = [(-1 - effect) / 0.2, (1 - effect) / 0.2];
      const band = (Math.sqrt(df) * (above - below)) / (2 * t);
      const power = tostPower({ effect, lower: -1, upper: 1, alpha }, 0.2, df);
      expect(power).toBeCloseTo(owensQ(df, -t, -above, 0, band) - owensQ(df, t, -below, 0, band), 12);
    }
  });
  it('power at a limit is at most alpha, near alpha where the trial is large', () => {
    const plan = { effect: 1, lower: -1, upper: 1, alpha: 0.05 };
    expect(crossoverTostPower(3, 3, 2, plan)).toBeLessThan(0.05);
    expect(crossoverTostPower(400, 400, 2, plan)).toBeCloseTo(0.05, 9);
  });
  it('power of TOST is mirror-symmetric, and tiny rather than negative where the interval never fits', () => {
    const plan = { effect: 0.3, lower: -1, upper: 1, alpha: 0.05 };
    expect(pairedTostPower(12, 1, plan)).toBeCloseTo(pairedTostPower(12, 1, { ...plan, effect: -0.3 }), 13);
    const hopeless = tostPower({ ...plan, alpha: 1e-6 }, 5, 4);
    expect(hopeless).toBeGreaterThan(0);
    expect(hopeless).toBeLessThan(1e-9);
  });
  it('power of TOST refuses limits that are none', () => {
    expect(() => tostPower({ effect: 0, lower: 1, upper: -1, alpha: 0.05 }, 1, 10)).toThrow(RangeError);
    expect(() => tostPower({ effect: 0, lower: -1, upper: 1, alpha: 0.5 }, 1, 10)).toThrow(RangeError);
    expect(() => ratioPlan({ effect: 0, lower: 0.8, upper: 1.25, alpha: 0.05 })).toThrow(RangeError);
    expect(() => crossoverTostPower(1, 1, 1, { effect: 0, lower: -1, upper: 1, alpha: 0.05 })).toThrow(RangeError);
  });
});

describe('sample sizes of TOST', () => {
  it('sample sizes equal PowerTOST’s', () => {
    for (const row of powerRows<{ CV: number; theta0: number; target: number; n: number; achieved: number }>('sample_size_tost')) {
      const plan = ratioPlan({ effect: row.theta0, lower: 0.8, upper: 1.25, alpha: 0.05 });
      const found = crossoverTostSampleSize(row.target, logSdOfCv(row.CV), plan);
      if (found.status !== 'found') throw new Error(found.reason);
      note('sample size of TOST', `CV ${row.CV}, ratio ${row.theta0}, power ${row.target}`, found.n, row.n, 0);
      expect(found.n, JSON.stringify(row)).toBe(row.n);
      expect(found.power).toBeCloseTo(row.achieved, 8);
    }
  });
  it('sample sizes of a paired design are the first that hold', () => {
    const plan = { effect: 0, lower: -1, upper: 1, alpha: 0.05 };
    const found = pairedTostSampleSize(0.8, 1, plan);
    if (found.status !== 'found') throw new Error(found.reason);
    expect(pairedTostPower(found.n, 1, plan)).toBeGreaterThanOrEqual(0.8);
    expect(pairedTostPower(found.n - 1, 1, plan)).toBeLessThan(0.8);
  });
  it('sample sizes say so when the effect is on the limit', () => {
    expect(crossoverTostSampleSize(0.8, 1, { effect: 1, lower: -1, upper: 1, alpha: 0.05 }).status).toBe('not-reached');
  });
});
