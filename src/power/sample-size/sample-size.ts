import { betaUpperTail } from '../../statistics/distributions/beta.ts';
import type { CurveCounts } from '../simulation/nested-trials.ts';
import { simulatedProportion, type SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';

/** Power at one number of patients. */
export interface CurvePoint {
  readonly participants: number;
  readonly power: SimulatedProportion;
}

/** The smallest trial that reaches a target power, and how sure that is. */
export interface SampleSize {
  readonly participants: number;
  /** Smallest sizes whose power may, and surely does, reach the target by their Wilson intervals; `upper` is absent where no size simulated surely does. */
  readonly interval: { readonly level: number; readonly lower: number; readonly upper?: number };
  readonly power: SimulatedProportion;
  /** Probability that the next smaller size would do as well; absent where it was not simulated. */
  readonly smaller?: { readonly participants: number; readonly probability: number };
}

/** Counts of what the size is for: the claim, a named analysis, or the only one. @throws RangeError if that is not clear */
export function curveOf(study: Study, sizes: readonly number[], counts: CurveCounts, analysis?: string): CurvePoint[] {
  const successes = successesOf(study, counts, analysis);
  return sizes.map((participants, size) => ({ participants, power: simulatedProportion(successes[size], counts.trials) }));
}

function successesOf(study: Study, counts: CurveCounts, analysis: string | undefined): readonly number[] {
  const names = Object.keys(study.analyses);
  if (analysis === undefined && study.claim !== undefined) return counts.claims;
  const position = analysis === undefined && names.length === 1 ? 0 : names.indexOf(analysis ?? '');
  if (position >= 0) return counts.successes[position];
  throw new RangeError(
    analysis === undefined
      ? 'the scenario has no claim and more than one analysis: say with --analysis which one counts'
      : `there is no analysis ${analysis}; there are ${names.join(', ')}`,
  );
}

/**
 * The smallest n from which on every size simulated reaches the target; undefined if the largest does not.
 *
 * `smaller.probability` is the posterior probability, uniform prior, that the power of the next smaller size reaches the target: P(Beta(1 + s, 1 + N − s) ≥ target).
 *
 * @param curve  ascending sizes
 */
export function smallestReaching(curve: readonly CurvePoint[], target: number, trials: number): SampleSize | undefined {
  const last = curve.findLastIndex(({ power }) => power.value < target);
  if (last === curve.length - 1) return undefined;
  const { participants, power } = curve[last + 1];
  const surely = curve[curve.findLastIndex((point) => point.power.lower < target) + 1]?.participants;
  const lower = curve.find((point) => point.power.upper >= target)?.participants ?? participants;
  const interval = { level: 0.95, lower: Math.min(lower, participants), ...(surely === undefined ? {} : { upper: surely }) };
  if (last < 0) return { participants, interval, power };
  const before = curve[last];
  const successes = Math.round(before.power.value * trials);
  const probability = betaUpperTail(target, 1 + successes, 1 + trials - successes);
  return { participants, interval, power, smaller: { participants: before.participants, probability } };
}

/** How far from the target, in standard errors, a pilot's power must be for its size to be left out of the search. */
const CLEARLY = 4;

/** The sizes between the largest that clearly misses and the smallest that clearly reaches the target; `reached` is false if none clearly reaches it. */
export function bracket(pilot: readonly CurvePoint[], target: number, trials: number): { low: number; high: number; reached: boolean } {
  const error = CLEARLY * Math.sqrt((target * (1 - target)) / trials);
  const miss = pilot.findLastIndex(({ power }) => power.value < target - error);
  const reach = pilot.findIndex(({ power }, index) => index > miss && power.value >= target + Math.min(error, (1 - target) / 2));
  const low = pilot[Math.max(0, miss)].participants;
  return { low, high: pilot[reach < 0 ? pilot.length - 1 : reach].participants, reached: reach >= 0 };
}

/** At most `most` multiples of `step` from `low` to `high`, both included when they are multiples. */
export function sizesBetween(low: number, high: number, step: number, most: number): number[] {
  const stride = step * Math.max(1, Math.ceil((high - low) / step / Math.max(1, most - 1)));
  const sizes: number[] = [];
  for (let size = high; size >= Math.max(low, step); size -= stride) sizes.unshift(size);
  return sizes;
}

/** What a search for a sample size found: an answer, or why there is none. */
export interface SampleSizeAnswer {
  readonly target: number;
  /** The claim or analysis whose power counts. */
  readonly of: string;
  readonly replicates: number;
  readonly answer?: SampleSize;
  readonly notReached?: string;
  readonly failures?: string;
  /** What explains that no size reaches the target. */
  readonly notes?: readonly string[];
  /** Power by number of patients around the answer, from nested trials. */
  readonly curve: readonly CurvePoint[];
}
