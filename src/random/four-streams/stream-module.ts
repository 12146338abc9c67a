import { exp, log } from '../../elementary/index.ts';
import { layerEdge, layerHeight } from '../ziggurat.ts';
import { streamLayout } from './module-layout.ts';

const PAGE = 65_536;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;

/** What every module with streams exports. */
export interface ModuleExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** What is used of the engine's WebAssembly; absent where it has none. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Exports>(module: object, imports: object) => { readonly exports: Exports };
}

const engine = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly;
const compiled = new Map<string, object>();

/**
 * A new instance of a module that is made of the streams' text, its root key and the ziggurat's tables in place.
 * @param encoded  the module in base64   @param bytes  of memory that it needs
 * @returns undefined on an engine without WebAssembly or its SIMD instructions: TypeScript then gives the same numbers, more slowly
 */
export function streamModule<Exports extends ModuleExports>(encoded: string, key: Int32Array, bytes: number): Exports | undefined {
  let module = compiled.get(encoded);
  if (module === undefined) {
    const code = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    if (engine?.validate(code) !== true) return undefined;
    module = new engine.Module(code);
    compiled.set(encoded, module);
  }
  if (engine === undefined) return undefined;
  const { exports } = new engine.Instance<Exports>(module, { math: { exp, log } });
  const { memory } = exports;
  memory.grow(Math.max(0, Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE));
  const write = (place: number, values: Float64Array): void => new Float64Array(memory.buffer, place, values.length).set(values);
  new Int32Array(memory.buffer, streamLayout.key, 4).set(key);
  write(streamLayout.edges, layerEdge);
  write(streamLayout.scaledEdges, layerEdge.map((edge) => edge * TWO_TO_MINUS_53).subarray(0, layerEdge.length - 1));
  write(streamLayout.heights, layerHeight);
  return exports;
}
