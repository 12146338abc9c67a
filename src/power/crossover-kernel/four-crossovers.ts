import { exp, log } from '../../elementary/index.ts';
import { layerEdge, layerHeight } from '../../random/ziggurat.ts';
import { moduleBytes } from './module-bytes.ts';
import { BYTES_PER_PAIR, layout } from './module-layout.ts';

/** Trials of one call. */
export const TRIALS_AT_ONCE = 4;
const PAGE = 65_536;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;

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
}

/** Trials `first` … `first + 3` of a crossover in one call: the numbers of TypeScript's way to the last bit, in WebAssembly. */
export interface FourCrossovers {
  /** Estimates of the four trials, then the pooled variances of their period differences. */
  readonly results: Float64Array;
  simulate(first: number): void;
}

/** What is used of the engine's WebAssembly; absent where it has none. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  simulateFour(first: number, pairs: number, referenceFirst: number, allocation: number, outcomes: number): void;
}

const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;
let compiled: object | undefined;

/** @returns undefined on an engine without WebAssembly or its SIMD instructions: TypeScript then gives the same numbers, more slowly */
export function fourCrossovers(trial: PairedCrossover): FourCrossovers | undefined {
  const code = Uint8Array.from(atob(moduleBytes), (letter) => letter.charCodeAt(0));
  if (engine?.validate(code) !== true) return undefined;
  compiled ??= new engine.Module(code);
  const { memory, simulateFour } = new engine.Instance(compiled, { math: { exp, log } }).exports;
  const bytes = layout.work + BYTES_PER_PAIR * trial.pairs;
  memory.grow(Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE);
  new Int32Array(memory.buffer, layout.key, 4).set(trial.key);
  const write = (place: number, values: Float64Array): void => new Float64Array(memory.buffer, place, values.length).set(values);
  write(layout.means, trial.means);
  write(layout.sds, Float64Array.of(trial.sdBetween, trial.sdWithin));
  write(layout.edges, layerEdge);
  write(layout.scaledEdges, layerEdge.map((edge) => edge * TWO_TO_MINUS_53).subarray(0, layerEdge.length - 1));
  write(layout.heights, layerHeight);
  const { pairs, referenceFirst, allocation, outcomes } = trial;
  return {
    results: new Float64Array(memory.buffer, layout.results, 2 * TRIALS_AT_ONCE),
    simulate: (first) => simulateFour(first, pairs, referenceFirst, allocation, outcomes),
  };
}
