import { squared } from '../../elementary/index.ts';
import { fiellerInterval } from '../../statistics/intervals/fieller.ts';
import { criticalT } from '../../statistics/distributions/student-t.ts';
import type { Interval } from '../analysis.ts';
import type { Contrast, ReferenceMean } from './contrast.ts';

/** A contrast that knows the mean under the reference. */
export type ComparedWithReference = Contrast & { referenceMean(): ReferenceMean };

/** Whether a contrast knows the mean under the reference. */
export function knowsReference(contrast: Contrast): contrast is ComparedWithReference {
  return contrast.referenceMean !== undefined;
}

/**
 * The t statistic of an effect against a share of the mean under the reference: with D the effect, R the mean under the reference and s the share,
 * (D − s|R|) / SE(D − s|R|), the variance that of the same linear combination in every participant. The sign of R is taken from the data.
 *
 * @see Sasabuchi (1988) A multivariate test with composite hypotheses determined by linear inequalities when the covariance matrix has an unknown scale factor.
 *   Mem Fac Sci Kyushu Univ A 42:9–19, DOI 10.2206/kyushumfs.42.9; Hauschke et al. (1999) Stat Med 18:93–105,
 *   DOI 10.1002/(SICI)1097-0258(19990115)18:1<93::AID-SIM992>3.0.CO;2-8
 */
export function tAgainstShare(contrast: ComparedWithReference, share: number): number {
  const { mean, variance, covariance } = contrast.referenceMean();
  const signed = mean < 0 ? -share : share;
  const squaredError = squared(contrast.standardError) - 2 * signed * covariance + signed * signed * variance;
  const distance = contrast.estimate - signed * mean;
  // Where nothing varies, the rounded variance can be below zero.
  return distance === 0 ? 0 : distance / Math.sqrt(Math.max(0, squaredError));
}

/** Degrees of freedom of that statistic. */
export function dfAgainstShare(contrast: ComparedWithReference, share: number): number {
  return contrast.dfAgainst?.(contrast.referenceMean().mean < 0 ? -share : share) ?? contrast.df;
}

/** Degrees of freedom of the mean under the reference. */
export function dfOfReference(contrast: ComparedWithReference): number {
  return contrast.dfAgainst?.(Infinity) ?? contrast.df;
}

/** The t statistic by which the mean under the reference differs from zero, without its sign. */
export function tOfReference(contrast: ComparedWithReference): number {
  const { mean, variance } = contrast.referenceMean();
  return Math.abs(mean) / Math.sqrt(variance);
}

/** Why Fieller's interval of a ratio is not given. */
export const unboundedRatio = 'the mean under the reference is not different from zero at this level, so that the ratio has no bounds';

/** Halvings of a bracket, and doublings that look for one; more than a double holds. */
const HALVINGS = 200;

/**
 * Fieller's interval of effect/mean where degrees of freedom differ between linear combinations: all shares whose t is at most the critical value on its own degrees of
 * freedom, around the estimate, so that it lies within margins exactly when both tests against them reject.
 * @returns undefined where it has no bounds
 */
function intervalOfShares(contrast: ComparedWithReference, level: number): { lower: number; upper: number } | undefined {
  if (!(tOfReference(contrast) > criticalT(1 - level, dfOfReference(contrast)))) return undefined;
  const { mean, variance } = contrast.referenceMean();
  const sign = mean < 0 ? -1 : 1;
  const centre = contrast.estimate / mean;
  const isWithin = (ratio: number): boolean =>
    Math.abs(tAgainstShare(contrast, sign * ratio)) <= criticalT(1 - level, dfAgainstShare(contrast, sign * ratio));
  const end = (side: 1 | -1): number => {
    let reach = (contrast.standardError + Math.sqrt(variance)) / Math.abs(mean);
    for (let i = 0; i < HALVINGS && isWithin(centre + side * reach); i++) reach *= 2;
    let [inside, outside] = [centre, centre + side * reach];
    for (let i = 0; i < HALVINGS && inside !== (inside + outside) / 2 && outside !== (inside + outside) / 2; i++) {
      const middle = (inside + outside) / 2;
      if (isWithin(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return { lower: end(-1), upper: end(1) };
}

/** Ratio of the mean under the comparator to that under the reference, and Fieller's interval of it. */
export function ratioOfMeans(
  contrast: ComparedWithReference,
  level: number,
): { ratio: number; interval: Interval | { notEstimable: string } } {
  const { mean, variance, covariance } = contrast.referenceMean();
  const found =
    contrast.dfAgainst === undefined
      ? fiellerInterval(
          {
            numerator: contrast.estimate,
            denominator: mean,
            numeratorVariance: squared(contrast.standardError),
            covariance,
            denominatorVariance: variance,
          },
          criticalT(1 - level, contrast.df),
        )
      : intervalOfShares(contrast, level);
  return {
    ratio: 1 + contrast.estimate / mean,
    interval: found === undefined ? { notEstimable: unboundedRatio } : { level, lower: 1 + found.lower, upper: 1 + found.upper },
  };
}
