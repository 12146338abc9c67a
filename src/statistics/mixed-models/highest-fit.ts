import type { ConditionVariances } from './condition-structure.ts';
import type { PairwiseCovariance, VarianceShares } from './pairwise-covariance.ts';
import type { RepeatedMeasuresFit } from './repeated-measures-fit.ts';

/** Further starts of a fit: all variances alike, and the least and the most of them between subjects; assumed. */
const FURTHER_STARTS: readonly VarianceShares[] = [
  { subject: 0.25, group: 0.25, residual: 0.5 },
  { subject: 0.02, group: 0.5, residual: 0.5 },
  { subject: 0.5, group: 0.1, residual: 0.1 },
];

/**
 * From so many subjects on a fit is not tried again: of 1 600 fits with a variance of zero at 28 subjects of two shipped designs one had a higher maximum
 * elsewhere, at 40 subjects none of 1 500, at 6 subjects 69 of 750 (simulated with `variance: by-treatment`). The number is assumed.
 */
export const MANY_SUBJECTS = 28;

/**
 * Maximises the restricted likelihood of a model with several variances. Where variances are zero it may have several maxima: a fit that ends there, or fails, is tried from further starts too, and the highest
 * maximum that was found is kept.
 * @param fit  with its start in `theta`; afterwards the fit that was kept
 * @param subjects  number of subjects with data
 * @returns why there is no fit, or undefined
 */
export function fitHighest(
  fit: RepeatedMeasuresFit,
  start: PairwiseCovariance,
  variances: ConditionVariances,
  subjects: number,
): string | undefined {
  const failure = fit.fit();
  if (failure === undefined && (!fit.singular || subjects >= MANY_SUBJECTS)) return undefined;
  const best = fit.theta.slice();
  let highest = failure === undefined ? fit.logLikelihood : -Infinity;
  for (const shares of FURTHER_STARTS) {
    start.shares(fit.theta, variances, shares);
    if (fit.fit() !== undefined || !(fit.logLikelihood > highest)) continue;
    highest = fit.logLikelihood;
    best.set(fit.theta);
  }
  if (highest === -Infinity) return failure;
  fit.theta.set(best);
  return fit.fit();
}
