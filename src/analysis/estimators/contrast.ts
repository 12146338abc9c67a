import type { TrialData } from '../../trial/trial-data.ts';
import type { NotEstimable } from '../analysis.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import type { Transformation } from '../selection/transformation.ts';
import type { GroupSums } from '../sums/group-sums.ts';
import type { TrialSums } from '../sums/trial-sums.ts';

/** What a contrast is made with beside its question. */
export interface ContrastChoices {
  readonly transformation?: Transformation | undefined;
  /** Sums that it shares with other analyses of the same trials. */
  readonly sums?: TrialSums | undefined;
}

/** The mean under the reference, averaged over periods as the effect is, its variance, and its covariance with the effect. */
export interface ReferenceMean {
  readonly mean: number;
  readonly variance: number;
  readonly covariance: number;
}

/** A treatment effect with a t-distributed standardised error, read from one trial after another into its own fields. */
export interface Contrast {
  readonly reads: readonly string[];
  readonly tally: SubjectTally;
  /** The sums of which estimate, standard error and degrees of freedom are made, where they are shared; absent where it reads the data themselves. */
  readonly sums?: GroupSums | undefined;
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  /** True when the fit lies on the boundary of the parameter space; absent where there is none. */
  readonly singular?: boolean;
  /** Fills the fields from a trial; returns why it cannot, or undefined. */
  read(data: TrialData): NotEstimable | undefined;
  /** The mean under the reference in the trial last read; absent where the contrast has none. */
  referenceMean?(): ReferenceMean;
  /**
   * Degrees of freedom of the effect less a number of times that mean; infinitely many times: of that mean alone. Absent where they are always those of the effect.
   */
  dfAgainst?(times: number): number;
  /** What else it has to tell of the trial last read; intervals in it have this level. */
  details(level: number): Record<string, unknown>;
}
