import { streamModule, type WithMemory } from '../four-streams/stream-module.ts';
import { Stream } from '../stream.ts';
import { poisson } from '../variates.ts';
import { exponentialTable } from '../../elementary/exp.ts';
import { EXPONENTIAL_TABLE_BYTES } from './exponential-text.ts';
import { AskedStreams } from './asked-streams.ts';
import { GROUP, groupLayout as layout, MAX_ROWS, PLACES, STEP } from './group-layout.ts';
import { moduleBytes } from './module-bytes.ts';

interface Exports extends WithMemory {
  start(replicate: number, purpose: number, index: number, members: number, state: number): void;
  poissons(members: number, most: number): void;
  draw(members: number, normals: number, uniforms: number, state: number, behind: number, place: number): void;
}

/** From so many participants on, a stream is started for all at once; assumed, and of the pace alone. */
const LEAST = 3;

/**
 * The streams of several participants of one replicate, started for all of them at once, four side by side in vectors of WebAssembly: where numbers are drawn together, when the first of
 * them asks; where a stream is opened, when the second does, because many are opened for one participant alone. Without WebAssembly, or its SIMD instructions, each is started by itself, with the same numbers.
 */
export class StreamGroup {
  /** The numbers drawn of every stream that is kept. */
  readonly numbers: Float64Array;
  readonly #key: Int32Array;
  readonly #module: Exports | undefined;
  readonly #names: Int32Array;
  readonly #uniforms: Float64Array;
  readonly #means: Float64Array;
  readonly #states: Int32Array;
  readonly #statesBehind: Int32Array;
  readonly #stream = new Stream();
  readonly #opened = new AskedStreams();
  readonly #drawn = new AskedStreams();
  #replicate = 0;
  #count = 0;
  #round = 0;

  /** @param key  the root key of the run’s streams */
  constructor(key: Int32Array) {
    this.#key = key;
    this.#module = streamModule<Exports>(moduleBytes, key, layout.bytes);
    const buffer = this.#module?.memory.buffer ?? new ArrayBuffer(layout.states);
    const placesOf = (bytes: number): number => (this.#module === undefined ? 0 : PLACES * bytes);
    this.#names = new Int32Array(buffer, layout.names, GROUP);
    this.#uniforms = new Float64Array(buffer, layout.uniforms, GROUP);
    this.#means = new Float64Array(buffer, layout.means, GROUP);
    if (this.#module !== undefined) new Float64Array(buffer, layout.exponentials, EXPONENTIAL_TABLE_BYTES / 8).set(exponentialTable());
    this.#states = new Int32Array(buffer, layout.states, placesOf(layout.stateBytes) / 4);
    this.#statesBehind = new Int32Array(buffer, this.#module === undefined ? 0 : layout.statesBehind, placesOf(layout.stateBytes) / 4);
    this.numbers = new Float64Array(buffer, this.#module === undefined ? 0 : layout.numbers, placesOf(layout.numberBytes) / 8);
  }

  /** Binds the group to participants of a replicate. @param names  their numbers in the names of streams, at most `GROUP` */
  bind(replicate: number, names: Int32Array, count: number): void {
    for (let member = 0; member < count; member++) this.#names[member] = names[member];
    this.#replicate = replicate;
    this.#count = count;
    this.#round++;
  }

  /** Has a stream of one member at its beginning; false where it is to be started by itself. @param stream  receives it */
  open(purpose: number, index: number, member: number, stream: Stream): boolean {
    const place = this.#opened.placeOf(purpose, index, this.#round);
    if (place < 0 || this.#module === undefined || this.#count < LEAST) return false;
    if (this.#opened.areStarted[place] === 0) {
      this.#module.start(this.#replicate, purpose, index, this.#count, layout.states + place * layout.stateBytes);
      this.#opened.areStarted[place] = 1;
    }
    stream.resume(this.#states, stateOf(place, member));
    return true;
  }

  /**
   * Draws the first numbers of a stream of every member, as many normal and then uniform ones each time as the first.
   * @returns where those of a member begin in `numbers`, `STEP` apart; −1 where they are to be drawn by themselves
   */
  draw(purpose: number, index: number, normals: number, uniforms: number, member: number): number {
    const rows = normals + uniforms;
    if (this.#module === undefined || this.#count < LEAST || rows > MAX_ROWS) return -1;
    const place = this.#drawn.take(purpose, index, this.#round);
    if (this.#drawn.areStarted[place] === 0) {
      this.#module.start(this.#replicate, purpose, index, this.#count, layout.once);
      const [behind, numbers] = [layout.statesBehind + place * layout.stateBytes, layout.numbers + place * layout.numberBytes];
      this.#module.draw(this.#count, normals, uniforms, layout.once, behind, numbers);
      this.#drawn.areStarted[place] = 1;
    }
    return (place * layout.numberBytes) / 8 + (member >> 2) * STEP * rows + (member & 3);
  }

  /** Has a stream of one member behind the numbers that were drawn of it last. @param stream  receives it */
  resume(purpose: number, index: number, member: number, stream: Stream): Stream {
    return stream.resume(this.#statesBehind, stateOf(this.#drawn.take(purpose, index, this.#round), member));
  }

  /**
   * Poisson counts of the members by the first uniform number of a stream each, at most `most`; they hold until the next call.
   * @param means  those from position `from` on, counts; one that is no number stays so
   */
  poissons(purpose: number, index: number, means: Float64Array, from: number, most: number): Float64Array {
    const numbers = this.uniforms(purpose, index);
    const counts = this.#means;
    const count = this.#count;
    for (let member = 0; member < count; member++) counts[member] = means[from + member];
    if (this.#module !== undefined && count >= LEAST) this.#module.poissons(count, most);
    else for (let member = 0; member < count; member++) counts[member] = countOf(numbers[member], counts[member], most);
    return counts;
  }

  /** The first uniform number of a stream of every member; it holds until the next call. */
  uniforms(purpose: number, index: number): Float64Array {
    const count = this.#count;
    const numbers = this.#uniforms;
    if (this.#module === undefined || count < LEAST) {
      for (let member = 0; member < count; member++)
        numbers[member] = this.#stream.start(this.#key, this.#replicate, this.#names[member], purpose, index).uniform();
      return numbers;
    }
    this.#module.start(this.#replicate, purpose, index, count, layout.once);
    this.#module.draw(count, 0, 1, layout.once, layout.once, layout.uniforms);
    return numbers;
  }
}

function countOf(uniform: number, mean: number, most: number): number {
  return Number.isNaN(mean) ? NaN : Math.min(most, poisson(uniform, mean));
}

/** Where in the states of all places the first word of a member's begins. */
function stateOf(place: number, member: number): number {
  return place * (layout.stateBytes / 4) + 4 * (member & -4) + (member & 3);
}
