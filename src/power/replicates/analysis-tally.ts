import { addMoments, emptyMoments, type Moments } from '../../statistics/running-moments.ts';

/** What is counted about one analysis over a block of trials. */
export interface AnalysisTally {
  /** Trials in which the analysis succeeded in the trial as it is run (`ReplicateDecision`). */
  successes: number;
  /** Trials in which it succeeded by itself: rejected at its own alpha, in the direction asked, on all participants. */
  alone: number;
  /** Trials in which it rejected in either direction. */
  rejections: number;
  /** Rejections with an estimate on the other side of zero than the truth. */
  wrongSign: number;
  /** Sum of |estimate| over the rejections. */
  rejectedSize: number;
  /** Intervals that held the truth, of those that exist. */
  covered: number;
  intervals: number;
  estimates: Moments;
  /** Sum of squared standard errors, and how many there are. */
  variance: number;
  variances: number;
  /** Fits on the boundary of the parameter space. */
  singular: number;
  /** Trials in which it could not be estimated, by reason. */
  notEstimable: Record<string, number>;
}

/** Nothing counted. */
export function emptyAnalysisTally(): AnalysisTally {
  return {
    successes: 0,
    alone: 0,
    rejections: 0,
    wrongSign: 0,
    rejectedSize: 0,
    covered: 0,
    intervals: 0,
    variance: 0,
    variances: 0,
    singular: 0,
    estimates: emptyMoments(),
    notEstimable: {},
  };
}

/** Adds the counts of another block. */
export function addAnalysisTally(tally: AnalysisTally, other: AnalysisTally): void {
  tally.successes += other.successes;
  tally.alone += other.alone;
  tally.rejections += other.rejections;
  tally.wrongSign += other.wrongSign;
  tally.rejectedSize += other.rejectedSize;
  tally.covered += other.covered;
  tally.intervals += other.intervals;
  tally.variance += other.variance;
  tally.variances += other.variances;
  tally.singular += other.singular;
  addMoments(tally.estimates, other.estimates);
  for (const [reason, count] of Object.entries(other.notEstimable)) tally.notEstimable[reason] = (tally.notEstimable[reason] ?? 0) + count;
}
