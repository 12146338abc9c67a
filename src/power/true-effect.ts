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

/** True values by analysis, as the replicate loop takes them: NaN where there is none. */
export function truthValues(truths: readonly TrueEffect[]): number[] {
  return truths.map(({ value }) => value ?? NaN);
}
