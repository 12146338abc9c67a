import { streamModule, type ModuleExports } from '../../random/four-streams/stream-module.ts';
import { moduleBytes } from './module-bytes.ts';
import { BYTES_PER_PAIR, layout } from './module-layout.ts';

/** Trials of one call. */
export const TRIALS_AT_ONCE = 4;

/** A complete two-period Gaussian crossover of pairs of patients, as numbers. */
export interface PairedCrossover {
  readonly key: Int32Array;
  readonly pairs: number;
  /** Expected responses by sequence × period. */
  readonly means: Float64Array;
  readonly sdBetween: number;
  readonly sdWithin: number;
  /** The sequence that takes the reference first, 0 or 1. */
  readonly referenceFirst: number;
  /** Purposes of the streams of allocation and of outcomes. */
  readonly allocation: number;
  readonly outcomes: number;
  /** Whether the paired differences are summed up too. */
  readonly paired: boolean;
}

/** Trials `first` … `first + 3` of a crossover in one call: the numbers of TypeScript's way to the last bit, in WebAssembly. */
export interface FourCrossovers {
  /** Means of the period differences of the four trials where the reference came first, where the comparator did, and of the paired differences; then the sums of squares about them. */
  readonly results: Float64Array;
  simulate(first: number): void;
}

interface Exports extends ModuleExports {
  simulateFour(first: number, pairs: number, referenceFirst: number, allocation: number, outcomes: number, paired: number): void;
}

/** @returns undefined on an engine without WebAssembly or its SIMD instructions: TypeScript then gives the same numbers, more slowly */
export function fourCrossovers(trial: PairedCrossover): FourCrossovers | undefined {
  const instance = streamModule<Exports>(moduleBytes, trial.key, layout.work + BYTES_PER_PAIR * trial.pairs);
  if (instance === undefined) return undefined;
  const { memory, simulateFour } = instance;
  const write = (place: number, values: Float64Array): void => new Float64Array(memory.buffer, place, values.length).set(values);
  write(layout.means, trial.means);
  write(layout.sds, Float64Array.of(trial.sdBetween, trial.sdWithin));
  const { pairs, referenceFirst, allocation, outcomes, paired } = trial;
  return {
    results: new Float64Array(memory.buffer, layout.results, 6 * TRIALS_AT_ONCE),
    simulate: (first) => simulateFour(first, pairs, referenceFirst, allocation, outcomes, paired ? 1 : 0),
  };
}
