/** The effect an analysis aims at, known because the simulator has both potential outcomes of every participant. */
export interface TrueEffect {
  /** Null where the effect that is known is not what the analysis estimates. */
  readonly value: number | null;
  /** Monte-Carlo standard error of the value, from the finite population of potential outcomes; 0 when every participant's effect is the same. */
  readonly mcse: number | null;
  /** Participants in the population that the analysis speaks of. */
  readonly patients: number;
  /** The estimand in words. */
  readonly words: string;
  /** Mean under the reference, where the margins of the analysis are shares of it. */
  readonly referenceMean?: number;
  /** Why there is no value. */
  readonly whyNone?: string;
}

/**
 * True values by analysis, as the replicate loop takes them: NaN where there is none. Where margins are shares of the reference, the means under the reference of all analyses follow.
 */
export function truthValues(truths: readonly TrueEffect[]): number[] {
  const values = truths.map(({ value }) => value ?? NaN);
  if (truths.every(({ referenceMean }) => referenceMean === undefined)) return values;
  return [...values, ...truths.map(({ referenceMean }) => referenceMean ?? NaN)];
}

/** The mean under the reference of an analysis in what `truthValues` gives; NaN where there is none. @param analyses  number of analyses of the study */
export function referenceMeanIn(values: readonly number[], analyses: number, position: number): number {
  return values.at(analyses + position) ?? NaN;
}
