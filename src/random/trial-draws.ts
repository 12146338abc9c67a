import { moduleBytes } from './four-streams/module-bytes.ts';
import { streamLayout } from './four-streams/module-layout.ts';
import { streamModule, type ModuleExports } from './four-streams/stream-module.ts';
import { Stream } from './stream.ts';

/** Trials whose numbers are made in one call. */
const TRIALS_AT_ONCE = 4;
/** Longer rows are made trial by trial: four of them would crowd the cache; assumed. */
const LONGEST_ROW = 1 << 15;

interface Exports extends ModuleExports {
  normals(first: number, purpose: number, index: number, count: number): void;
  uniforms(first: number, purpose: number, index: number, count: number): void;
}

/** One stream of every trial as a whole, and how many of its first numbers are read. */
export interface TrialStream {
  readonly key: Int32Array;
  readonly purpose: number;
  readonly index?: number;
  readonly distribution: 'normals' | 'uniforms';
  readonly count: number;
}

/**
 * The first numbers of one stream in trial after trial: those that `Stream` gives, to the last bit. Where trials are asked for in their order and the engine has WebAssembly with SIMD,
 * the numbers of four neighbouring trials are made at a time, one in each lane of its vectors.
 */
export class TrialDraws {
  readonly #stream = new Stream();
  readonly #asked: TrialStream;
  readonly #own: Float64Array;
  #fill: Exports['normals'] | undefined;
  #rows: readonly Float64Array[] = [];
  /** The first of the trials whose numbers are in the rows. */
  #first = NaN;
  #next = NaN;

  /** @param inFours  false to do without WebAssembly */
  constructor(asked: TrialStream, inFours = true) {
    const { key, distribution, count } = asked;
    this.#asked = asked;
    this.#own = new Float64Array(count);
    if (!inFours || count === 0 || count > LONGEST_ROW) return;
    const rowBytes = count * Float64Array.BYTES_PER_ELEMENT;
    const instance = streamModule<Exports>(moduleBytes, key, streamLayout.free + TRIALS_AT_ONCE * rowBytes);
    if (instance === undefined) return;
    const { buffer } = instance.memory;
    this.#fill = instance[distribution];
    this.#rows = Array.from({ length: TRIALS_AT_ONCE }, (_, lane) => new Float64Array(buffer, streamLayout.free + lane * rowBytes, count));
  }

  /** The numbers of a trial, until the next one is asked for. Not to be changed. */
  of(replicate: number): Float64Array {
    const lane = replicate - this.#first;
    if (lane >= 0 && lane < TRIALS_AT_ONCE) return this.#rows[lane];
    const { key, purpose, index = 0, distribution, count } = this.#asked;
    const isNext = replicate === this.#next;
    this.#next = replicate + 1;
    if (this.#fill === undefined || !isNext) {
      this.#stream.startAt(key, replicate, 0, purpose, index)[distribution](this.#own, count);
      return this.#own;
    }
    this.#fill(replicate, purpose, index, count);
    this.#first = replicate;
    this.#next = replicate + TRIALS_AT_ONCE;
    return this.#rows[0];
  }
}
