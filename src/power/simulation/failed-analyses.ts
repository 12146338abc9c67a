import type { Study } from '../../study/study.ts';
import type { Tally } from './tally.ts';

/** Analyses that could not be estimated in more than `power.maxFailures` of the trials. */
export function failedAnalyses({ analyses, power }: Study, tally: Tally): string[] {
  return Object.keys(analyses).filter((_, position) => failuresOf(tally, position) > power.maxFailures * tally.trials);
}

/** Trials in which an analysis could not be estimated. */
export function failuresOf({ analyses }: Tally, position: number): number {
  return Object.values(analyses[position].notEstimable).reduce((sum, count) => sum + count, 0);
}

/** Analyses that power is about (all of the claim, or else the first one) and that could not be estimated too often. */
export function failedForAnswer(study: Study, tally: Tally): string[] {
  const asked = study.claim?.all ?? [Object.keys(study.analyses)[0]];
  return failedAnalyses(study, tally).filter((name) => asked.includes(name));
}

/** Largest share of trials in which an analysis that power is about could not be estimated, over several tallies of the same analyses. */
export function failureShare(study: Study, tallies: readonly Tally[]): number {
  const names = Object.keys(study.analyses);
  const asked = study.claim?.all ?? [names[0]];
  const trials = tallies.reduce((sum, tally) => sum + tally.trials, 0);
  const shares = asked.map((name) => tallies.reduce((sum, tally) => sum + failuresOf(tally, names.indexOf(name)), 0) / trials);
  return Math.max(0, ...shares);
}
