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
  const squared = contrast.standardError ** 2 - 2 * signed * covariance + signed * signed * variance;
  return (contrast.estimate - signed * mean) / Math.sqrt(squared);
}

/** The t statistic by which the mean under the reference differs from zero, without its sign. */
export function tOfReference(contrast: ComparedWithReference): number {
  const { mean, variance } = contrast.referenceMean();
  return Math.abs(mean) / Math.sqrt(variance);
}

/** Why Fieller's interval of a ratio is not given. */
export const unboundedRatio = 'the mean under the reference is not different from zero at this level, so that the ratio has no bounds';

/** Ratio of the mean under the comparator to that under the reference, and Fieller's interval of it. */
export function ratioOfMeans(
  contrast: ComparedWithReference,
  level: number,
): { ratio: number; interval: Interval | { notEstimable: string } } {
  const { mean, variance, covariance } = contrast.referenceMean();
  const found = fiellerInterval(
    {
      numerator: contrast.estimate,
      denominator: mean,
      numeratorVariance: contrast.standardError ** 2,
      covariance,
      denominatorVariance: variance,
    },
    criticalT(1 - level, contrast.df),
  );
  return {
    ratio: 1 + contrast.estimate / mean,
    interval: found === undefined ? { notEstimable: unboundedRatio } : { level, lower: 1 + found.lower, upper: 1 + found.upper },
  };
}
