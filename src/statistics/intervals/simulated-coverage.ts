import { normalCdf } from '../distributions/normal.ts';
import { standardDeviation, type Moments } from '../running-moments.ts';
import type { SimulatedFigure } from './simulated-proportion.ts';

/** Halvings of the range of a half-width, which starts below 64 standard errors. */
const HALVINGS = 60;

/**
 * A simulated coverage c with its Monte-Carlo standard error √(c(1 − c)/n + e²): that of the replicates, and e, what the error of the truth makes of it.
 *
 * With b the bias and s the empirical SE, in units of s, intervals of half-width h around normal estimates have the coverage c(b) = Φ(h − b) − Φ(−h − b), h that of the coverage
 * found. The truth is θ ± δ, so the bias is b ± δ/s, and e² = ((c(b + √3 δ/s) − c)² + (c(b − √3 δ/s) − c)²)/6 by the Gauss–Hermite rule of three points. Assumes that the half-width
 * hardly varies and that estimates are near normal; it is an error of an error.
 *
 * @param covered  intervals that hold the truth, of `intervals`   @param truthMcse  Monte-Carlo standard error of the truth
 * @returns null without intervals
 */
export function simulatedCoverage(
  covered: number,
  intervals: number,
  estimates: Moments,
  truth: number,
  truthMcse: number,
): SimulatedFigure {
  if (intervals === 0) return { value: null, mcse: null };
  const value = covered / intervals;
  const ofTruth = errorOfTruth(value, estimates, truth, truthMcse);
  return { value, mcse: Math.sqrt((value * (1 - value)) / intervals + ofTruth * ofTruth) };
}

function errorOfTruth(coverage: number, estimates: Moments, truth: number, truthMcse: number): number {
  const sd = standardDeviation(estimates);
  if (!(truthMcse > 0 && sd > 0 && coverage > 0 && coverage < 1)) return 0;
  const bias = (estimates.mean - truth) / sd;
  const halfWidth = halfWidthOf(coverage, bias);
  const shift = (Math.sqrt(3) * truthMcse) / sd;
  const changes = [shift, -shift].map((step) => coverageOf(halfWidth, bias + step) - coverage);
  return Math.sqrt(changes.reduce((sum, change) => sum + change * change, 0) / 6);
}

function coverageOf(halfWidth: number, bias: number): number {
  return normalCdf(halfWidth - bias) - normalCdf(-halfWidth - bias);
}

/** The half-width with which intervals of that bias have a coverage, by bisection. */
function halfWidthOf(coverage: number, bias: number): number {
  let low = 0;
  let high = Math.abs(bias) + 64;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (coverageOf(middle, bias) < coverage) low = middle;
    else high = middle;
  }
  return high;
}
