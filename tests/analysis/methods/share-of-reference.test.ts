import { expect, it } from 'vitest';
import { tAgainstShare } from '../../../src/analysis/estimators/share-of-reference.ts';

type Compared = Parameters<typeof tAgainstShare>[0];
const contrast = (estimate: number, standardError: number, covariance: number): Compared =>
  ({ estimate, standardError, df: 2, referenceMean: () => ({ mean: 12, variance: 0.75, covariance }) }) as unknown as Compared;

it('where the combination does not vary, the statistic is infinite, or nought at the margin, though its variance is rounded below zero', () => {
  const variance = 0.75 * 0.25 * 0.25 - 1e-17;
  expect(tAgainstShare(contrast(-3.25, Math.sqrt(variance), 0.25 * 0.75), 0.25)).toBe(-Infinity);
  expect(tAgainstShare(contrast(3, Math.sqrt(variance), 0.25 * 0.75), 0.25)).toBe(0);
  expect(tAgainstShare(contrast(-3, 0.5, 0), 0.25)).toBeCloseTo(-6 / Math.sqrt(0.25 + 0.75 / 16), 12);
});
