import { expect, it } from 'vitest';
import { meanDifference, meanLogOnePlusRatio, meanLogRatio, medianDifference, proportionDifference } from '../../src/analysis/estimand.ts';

const reference = Float64Array.of(10, 20, 30, NaN, 5);
const comparator = Float64Array.of(11, 24, 37, 9, 5);

it('the true mean effect averages the differences of patients with both potential outcomes', () => {
  expect(meanDifference.of(reference, comparator, 5)).toBe(3);
  expect(meanDifference.of(reference, comparator, 2)).toBe(2.5);
  expect(proportionDifference.of(Float64Array.of(1, 1, 0, 0), Float64Array.of(0, 1, 0, 0), 4)).toBe(-0.25);
  expect(meanLogRatio.of(Float64Array.of(1, 2, 0), Float64Array.of(2, 8, 1), 3)).toBeCloseTo(1.5 * Math.LN2, 14);
  expect(meanLogOnePlusRatio.of(Float64Array.of(0, 1), Float64Array.of(1, 7), 2)).toBeCloseTo(1.5 * Math.LN2, 14);
});

it('the true Hodges–Lehmann effect is the median of all pairwise averages', () => {
  expect(medianDifference.of(new Float64Array(2), Float64Array.of(0, 5), 2)).toBeCloseTo(2.5, 9); // averages 0, 2.5, 5
  expect(medianDifference.of(reference, comparator, 5)).toBeCloseTo(2.5, 9); // differences 1 4 7 0, of whose ten averages the fifth is 2.5
});

it('a true effect needs somebody', () => {
  expect(() => meanDifference.of(Float64Array.of(NaN), Float64Array.of(1), 1)).toThrow(RangeError);
  expect(() => medianDifference.of(reference, comparator, 0)).toThrow(RangeError);
});
