import { fallback, fixedSequence, hochberg, holm } from '../statistics/multiple-testing.ts';

/** Procedures that keep the probability of any false rejection among several analyses, by the name a scenario uses. */
export const procedures = {
  holm: (p: readonly number[]): number[] => holm(p),
  hochberg: (p: readonly number[]): number[] => hochberg(p),
  'fixed-sequence': (p: readonly number[]): number[] => fixedSequence(p),
  fallback: (p: readonly number[], weights?: readonly number[]): number[] => fallback(p, weights),
} as const;

export type ProcedureName = keyof typeof procedures;

/** Several analyses judged together, as a scenario declares them. */
export interface MultiplicityPlan {
  readonly procedure: ProcedureName;
  /** Names of analyses; their order is that of `fixed-sequence` and `fallback`. */
  readonly analyses: readonly string[];
  /** Shares of the level for `fallback`, adding to 1; equal where left out. */
  readonly weights?: readonly number[];
  /** Familywise level; every analysis keeps its own direction. */
  readonly alpha: number;
}
