import { exp, log } from '../../elementary/index.ts';
import { moduleInstance, moduleMemory, type ModuleMemory } from '../../vectors/instance.ts';
import { layerEdge, layerHeight } from '../ziggurat.ts';
import { streamLayout } from './stream-layout.ts';

const TWO_TO_MINUS_53 = 1 / 9007199254740992;

/** What a module with streams works on. */
export interface WithMemory {
  readonly memory: ModuleMemory;
}

/** What every module exports that works on four neighbouring trials. */
export interface StreamExports extends WithMemory {
  /** Starts the streams of a purpose and index in the trials `first` … `first + 3`. @param state  address of their state */
  start(first: number, purpose: number, index: number, state: number): void;
  /** Stores the next `count` ≥ 1 numbers of each stream, row by row of four. @param place  address of the first row */
  normals(state: number, place: number, count: number): void;
  uniforms(state: number, place: number, count: number): void;
}

/**
 * A new instance of a module that is made of the streams' text, its root key and the ziggurat's tables in place.
 * @param encoded  the module in base64   @param bytes  of memory that it needs
 * @returns undefined on an engine without WebAssembly or its SIMD instructions, or where it gives no memory: TypeScript then gives the same numbers, more slowly
 */
export function streamModule<Exports extends WithMemory>(encoded: string, key: Int32Array, bytes: number): Exports | undefined {
  const memory = moduleMemory(bytes);
  if (memory === undefined) return undefined;
  const exports = moduleInstance<Omit<Exports, 'memory'>>(encoded, { math: { exp, log }, streams: { memory } });
  if (exports === undefined) return undefined;
  const write = (place: number, values: Float64Array): void => new Float64Array(memory.buffer, place, values.length).set(values);
  new Int32Array(memory.buffer, streamLayout.key, 4).set(key);
  const layers = layerHeight.subarray(1).map((_, layer) => layerEdge[layer] * TWO_TO_MINUS_53);
  const withSign = (sign: 1 | -1): number[] => [...layers].flatMap((scaled, layer) => [sign * scaled, layerEdge[layer + 1]]);
  write(streamLayout.layers, Float64Array.from([...withSign(1), ...withSign(-1)]));
  write(streamLayout.heights, layerHeight);
  return { ...exports, memory } as Exports;
}
