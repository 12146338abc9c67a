import { describe, expect, it } from 'vitest';
import { pairedDifferenceText, standardDeviations, variabilityIn } from '../../../src/scenario/templates/variability.ts';

describe('the SD that a planner has', () => {
  it.each([
    ['5', { kind: 'period', sd: 5 }],
    ['5,5', { kind: 'period', sd: 5.5 }],
    ['Period 5', { kind: 'period', sd: 5 }],
    ['difference 7.07', { kind: 'difference', sd: 7.07 }],
    ['total 7 icc 0,5', { kind: 'total', sd: 7, icc: 0.5 }],
    ['icc=0.5 total=7', { kind: 'total', sd: 7, icc: 0.5 }],
  ])('an answer is read in the form in which it is given: %s', (answer, variability) => {
    expect(variabilityIn(answer)).toEqual(variability);
  });

  it.each(['', 'many', 'difference', 'total 7', 'icc 0.5', 'total 7 icc 1', '5 6', 'sd 5', 'total 7 icc x'])(
    'an answer that says no SD is none: %j',
    (answer) => expect(variabilityIn(answer)).toBeUndefined(),
  );

  it('the three forms of one endpoint give the same SDs', () => {
    const within = 5;
    expect(standardDeviations({ kind: 'period', sd: within }).within).toBe(within);
    expect(standardDeviations({ kind: 'difference', sd: within * Math.SQRT2 }).within).toBeCloseTo(within, 5);
    const total = standardDeviations({ kind: 'total', sd: Math.hypot(5, 3), icc: 9 / 34 });
    expect(total.within).toBeCloseTo(within, 4);
    expect(total.between).toBeCloseTo(3, 4);
  });

  it('the SD of a paired difference is said whatever was given', () => {
    expect(pairedDifferenceText({ kind: 'period', sd: 5 })).toBe('paired differences then have SD 7.07 (one period within a patient: 5)');
    expect(pairedDifferenceText({ kind: 'difference', sd: 7.07 })).toContain('SD 7.07 (one period within a patient: 5)');
    expect(pairedDifferenceText({ kind: 'total', sd: 7, icc: 0.5 })).toContain('SD 7 (one period within a patient: 4.95)');
  });
});
