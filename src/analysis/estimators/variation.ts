import { isRoundingNoise } from '../../statistics/rounding-noise.ts';
import type { NotEstimable } from '../analysis.ts';
import type { Transformation } from '../selection/transformation.ts';
import { notEstimable } from '../selection/responses.ts';

/** Below this the square of a rounding error is lost; assumed. */
const SMALLEST = 1e-140;

/** The information of values beyond this, a product of four, overflows; assumed. */
export const LARGEST_IN_INFORMATION = 1e75;

/** A variance below this has lost digits, or all of them. */
const MIN_VARIANCE = 1e-290;

/** The words of every method for data without residual variation. */
export function withoutVariation(what: string, where = ''): string {
  return `the ${what} do not vary${where === '' ? '' : ` ${where}`}`;
}

/**
 * Why a variance cannot be used, or undefined where it can: it is not finite (a response without a logarithm, or squares that overflow), it is
 * too small for a number to hold, or it is no more than the rounding noise of values of this magnitude.
 * @param what  that should vary, and `where`: for the words of `withoutVariation`
 */
export function varianceProblem(
  variance: number,
  magnitude: number,
  what: string,
  where = '',
  transformation?: Transformation,
): NotEstimable | undefined {
  const problem = rangeProblem(variance, magnitude, transformation);
  if (problem !== undefined) return problem;
  return isRoundingNoise(Math.sqrt(variance), magnitude) ? notEstimable(withoutVariation(what, where)) : undefined;
}

/** Why a variance of values of this magnitude is no number, or has lost its digits; undefined where it is one. */
export function rangeProblem(variance: number, magnitude: number, transformation?: Transformation): NotEstimable | undefined {
  if (!Number.isFinite(variance)) return notEstimable(transformation === undefined ? overflow : 'a response has no logarithm');
  return magnitude > 0 && magnitude < SMALLEST && variance < MIN_VARIANCE ? notEstimable(underflow) : undefined;
}

/**
 * Why values of this magnitude cannot be analysed by a method that multiplies them, or undefined.
 * @param largest  up to which it can; and down to about the inverse
 */
export function magnitudeProblem(magnitude: number, largest: number, transformation?: Transformation): NotEstimable | undefined {
  if (!Number.isFinite(magnitude) && transformation !== undefined) return notEstimable('a response has no logarithm');
  if (!(magnitude <= largest)) return notEstimable(overflow);
  return magnitude > 0 && magnitude < Math.max(SMALLEST, 1 / largest) ? notEstimable(underflow) : undefined;
}

/** Why differences of values of this magnitude, or sums of a few of them, cannot be ranked, or undefined. */
export function differenceProblem(magnitude: number): NotEstimable | undefined {
  return magnitude <= Number.MAX_VALUE / 8 ? undefined : notEstimable('the values are too large: their differences overflow');
}

const overflow = 'the values are too large: their sums of squares overflow';
const underflow = 'the values are too small: their squares underflow';
