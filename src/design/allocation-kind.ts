/** A covariate by which allocation is stratified or balanced, cut into levels. */
export interface AllocationFactor {
  /** Name of the covariate, as in `subjects.csv`. */
  readonly covariate: string;
  /** Rising values between the levels: a patient is in level k when k cuts are at or below their value. */
  readonly cuts: readonly number[];
}

/** How patients come to their sequences. */
export type Allocation =
  | { readonly kind: 'permuted-blocks' }
  | { readonly kind: 'random-blocks'; readonly blockSizes: readonly number[] }
  | { readonly kind: 'simple' }
  | { readonly kind: 'stratified-blocks'; readonly factors: readonly AllocationFactor[] }
  | { readonly kind: 'minimisation'; readonly factors: readonly AllocationFactor[]; readonly probability: number };

/** Kinds by name. */
export const allocationKinds = ['permuted-blocks', 'random-blocks', 'simple', 'stratified-blocks', 'minimisation'] as const;

/** Probability with which minimisation follows the balance (Pocock & Simon 1975 discuss 0.75 to 0.8 for two treatments; assumed). */
export const MINIMISATION_PROBABILITY = 0.8;

/** The level of a value, from 0. */
export function levelOf({ cuts }: AllocationFactor, value: number): number {
  let level = 0;
  while (level < cuts.length && value >= cuts[level]) level++;
  return level;
}
