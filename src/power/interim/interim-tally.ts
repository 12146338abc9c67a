import { addMoments, emptyMoments, type Moments } from '../../statistics/running-moments.ts';

/** What is counted of trials with looks; plain sums. */
export interface InterimTally {
  /** Stops for efficacy by look, the end included. */
  efficacy: number[];
  /** Stops for futility by interim analysis. */
  futility: number[];
  /** Efficacy in the direction asked. */
  successes: number;
  /** Looks at which the analysis could not be done. */
  notEstimable: number;
  participants: Moments;
  /** Estimates when the trial stopped or ended: as they stand, and median-unbiased. */
  naive: Moments;
  adjusted: Moments;
  /** |estimate| of trials that stopped early for efficacy. */
  early: Moments;
  /** Intervals that held the truth, and how many there were. */
  naiveCovered: number;
  adjustedCovered: number;
  intervals: number;
}

export function emptyInterimTally(looks: number): InterimTally {
  return {
    efficacy: Array<number>(looks).fill(0),
    futility: Array<number>(looks - 1).fill(0),
    successes: 0,
    notEstimable: 0,
    participants: emptyMoments(),
    naive: emptyMoments(),
    adjusted: emptyMoments(),
    early: emptyMoments(),
    naiveCovered: 0,
    adjustedCovered: 0,
    intervals: 0,
  };
}

export function addInterimTally(total: InterimTally, block: InterimTally): void {
  block.efficacy.forEach((count, look) => (total.efficacy[look] += count));
  block.futility.forEach((count, look) => (total.futility[look] += count));
  for (const name of ['successes', 'notEstimable', 'naiveCovered', 'adjustedCovered', 'intervals'] as const) total[name] += block[name];
  for (const name of ['participants', 'naive', 'adjusted', 'early'] as const) addMoments(total[name], block[name]);
}
