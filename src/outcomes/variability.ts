import { log, log1p } from '../elementary/index.ts';
import { studentTQuantile } from '../statistics/distributions/student-t.ts';

/** Analyses of a published crossover trial: how many means it estimates, which its degrees of freedom lack. */
export const publishedTests = {
  'crossover-t': { estimatedMeans: 2 },
  'paired-t': { estimatedMeans: 1 },
} as const;

/** What a published crossover trial says of its precision: an interval, or an estimate with its p-value. */
export interface PublishedTrial {
  /** Confidence interval of the treatment effect; of ratios where the endpoint is log-normal. */
  readonly interval?: readonly number[] | undefined;
  /** Coverage of the interval. */
  readonly level: number;
  /** Treatment effect; a ratio where the endpoint is log-normal. */
  readonly estimate?: number | undefined;
  /** Two-sided p-value of the effect. */
  readonly pValue?: number | undefined;
  /** Participants analysed, half in each sequence. */
  readonly participants: number;
  /** The analysis: adjusted for period (n − 2 degrees of freedom), or paired (n − 1). */
  readonly test: keyof typeof publishedTests;
}

/** How much responses vary, in the numbers people have: one of the four, and the correlation where the SD between participants follows from it. */
export interface Variability {
  /** SD of the difference of two periods of one participant. */
  readonly sdDifference?: number | undefined;
  /** SD of one period over all participants. */
  readonly sdTotal?: number | undefined;
  /** Coefficient of variation within participants, as a fraction, of a log-normal endpoint: √(exp σ² − 1). */
  readonly cv?: number | undefined;
  readonly published?: PublishedTrial | undefined;
  /** Correlation of two periods of one participant (intraclass correlation). */
  readonly correlation?: number | undefined;
}

/** The two SDs of the normal model. */
export interface ModelSds {
  readonly sdWithin: number;
  readonly sdBetween: number;
}

/** Ways to say how much one period of a participant varies; exactly one is to be given. */
export const variabilityWays = ['sdDifference', 'sdTotal', 'cv', 'published'] as const;

/**
 * The SDs of the normal model from the numbers given:
 *
 *     σ_within = sdDifference/√2 = sdTotal √(1 − ρ) = √log(1 + CV²) = SE √(n/2),   σ_between = σ_within √(ρ/(1 − ρ))
 *
 * where SE is the half-width of the published interval over the t quantile, or |estimate| over the t value of its p-value, and equal sequences are assumed.
 *
 * @param given  SDs as they stand; used where the numbers do not say
 * @param isLog  whether the endpoint is log-normal, so that intervals and estimates are of ratios
 * @see Julious (2010) Sample Sizes for Clinical Trials, ch. 4; Higgins et al. Cochrane Handbook, ch. 23.2 (standard errors from intervals and p-values); Jones & Kenward (2014) Design and Analysis of Cross-Over Trials, 3rd ed., ch. 7 (CV)
 */
export function sdsOf(variability: Variability, given: ModelSds, isLog: boolean): ModelSds {
  const { sdTotal, correlation } = variability;
  if (sdTotal !== undefined && correlation !== undefined)
    return { sdWithin: sdTotal * Math.sqrt(1 - correlation), sdBetween: sdTotal * Math.sqrt(correlation) };
  const sdWithin = withinOf(variability, given, isLog);
  return { sdWithin, sdBetween: correlation === undefined ? given.sdBetween : sdWithin * Math.sqrt(correlation / (1 - correlation)) };
}

function withinOf({ sdDifference, cv, published }: Variability, given: ModelSds, isLog: boolean): number {
  if (sdDifference !== undefined) return sdDifference / Math.SQRT2;
  if (cv !== undefined) return Math.sqrt(log1p(cv * cv));
  return published === undefined ? given.sdWithin : publishedError(published, isLog) * Math.sqrt(published.participants / 2);
}

/** Standard error of a published effect, on the log scale where it is a ratio. */
export function publishedError({ interval, level, estimate, pValue, participants, test }: PublishedTrial, isLog: boolean): number {
  const df = participants - publishedTests[test].estimatedMeans;
  const scaled = (value: number): number => (isLog ? log(value) : value);
  if (interval !== undefined) {
    const [lower, upper] = interval;
    return (scaled(upper) - scaled(lower)) / 2 / -studentTQuantile((1 - level) / 2, df);
  }
  return Math.abs(scaled(estimate ?? NaN)) / -studentTQuantile((pValue ?? NaN) / 2, df);
}
