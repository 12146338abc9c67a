import type { Study } from './study.ts';
import type { Tally } from './tally.ts';

/** Analyses that could not be estimated in more than `power.maxFailures` of the trials. */
export function failedAnalyses({ analyses, power }: Study, tally: Tally): string[] {
  return Object.keys(analyses).filter((_, position) => failuresOf(tally, position) > power.maxFailures * tally.trials);
}

/** Trials in which an analysis could not be estimated. */
export function failuresOf({ analyses }: Tally, position: number): number {
  return Object.values(analyses[position].notEstimable).reduce((sum, count) => sum + count, 0);
}
