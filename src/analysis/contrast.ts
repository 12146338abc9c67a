import type { TrialData } from '../trial/trial-data.ts';
import type { NotEstimable } from './analysis.ts';
import type { SubjectTally } from './subject-tally.ts';

/** A treatment effect with a t-distributed standardised error, read from one trial after another into its own fields. */
export interface Contrast {
  readonly reads: readonly string[];
  readonly tally: SubjectTally;
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  /** True when the fit lies on the boundary of the parameter space; absent where there is none. */
  readonly singular?: boolean;
  /** Fills the fields from a trial; returns why it cannot, or undefined. */
  read(data: TrialData): NotEstimable | undefined;
  /** What else it has to tell of the trial last read; intervals in it have this level. */
  details(level: number): Record<string, unknown>;
}

/** A transformation of the response before the analysis: a logarithm, for ratios. NaN where it is undefined. */
export type Transformation = (value: number) => number;

/** Whether a standard deviation is no more than the rounding noise of values of this size (differences of equal decimals differ by it). */
export function isRoundingNoise(standardDeviation: number, largestValue: number): boolean {
  return !(standardDeviation > 1e-13 * largestValue);
}
