import { squared } from '../elementary/index.ts';
/**
 * How far figures that are equal on paper may lie apart in the computer, as a share of the largest value they were computed from.
 *
 * A decimal is read with an error of up to ε/2 of itself (ε = 2⁻⁵², the spacing of doubles at 1), and programs that write fifteen digits add up to
 * 5·10⁻¹⁵. Two values make a difference and two differences are compared: at most four such errors, 2·10⁻¹⁴ of the largest value, beside a few ε of
 * arithmetic. All thresholds are shares, so that no result depends on the unit. With an offset b the differences carry that share of |b|.
 */

/** Differences closer than this share of the largest value are equal: 2.8·10⁻¹⁴. */
const EQUAL_DIFFERENCES = 2 ** -45;
/** A standard deviation up to this share of the largest value is rounding. */
const NOISE = 1e-13;

/** How close two differences of values up to `magnitude` are equal. */
export function equalWithin(magnitude: number): number {
  return EQUAL_DIFFERENCES * magnitude;
}

/** How close two sums of `count` differences of values up to `magnitude` are equal: 8ε of the magnitude for each difference. */
export function equalSumsWithin(magnitude: number, count: number): number {
  return 8 * Number.EPSILON * magnitude * count;
}

/** Whether a standard deviation is no more than the rounding noise of values up to `magnitude` (differences of equal decimals differ by it). */
export function isRoundingNoise(standardDeviation: number, magnitude: number): boolean {
  return !(standardDeviation > NOISE * magnitude);
}

/** The largest sum of squares of `count` deviations that is rounding noise of values up to `magnitude`. */
export function noiseSquares(magnitude: number, count: number): number {
  return count * squared(NOISE * magnitude);
}
