import { exp, log } from '../elementary/index.ts';
import { checkRoom } from '../arguments/numbers.ts';
import { refuse } from '../arguments/refuse.ts';
import { threefry4x32 } from './threefry.ts';
import { layerEdge, layerHeight, TAIL_START } from './ziggurat.ts';

// Longer than other files: every kind of number takes the generator's steps by itself, so that its state stays in registers.
// Local names: a loader that turns imports into property reads would slow the hot path threefold.
const edge = layerEdge;
const height = layerHeight;
const startWords = new Int32Array(4);
const TWO_TO_32 = 4294967296;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;
/** Edges per unit of the 53-bit position; a power of two scales without rounding. */
const scaledEdge = layerEdge.map((x) => x * TWO_TO_MINUS_53);

/**
 * A stream of random numbers that can be started anywhere in constant time.
 *
 * `startAt(key, replicate, subject, purpose, index)` hashes its counters with the root key (Threefry4x32-20) into the state of a
 * xoshiro128** generator, so a stream's numbers depend on its name alone: not on the worker, the order of work, the number of
 * patients, or what else is drawn. One object may be started again and again without allocating.
 *
 * @see Blackman & Vigna (2021) Scrambled linear pseudorandom number generators. ACM TOMS 47:36, DOI 10.1145/3460772
 * @example
 * ```ts
 * import { streamId, rootKey, Stream } from 'crossover-sim';
 * const stream = new Stream().startAt(rootKey(1), 0, 0, streamId('weather'));
 * const first = stream.normal();
 * stream.startAt(rootKey(1), 0, 0, streamId('weather')).normal() === first; // → true
 * ```
 */
export class Stream {
  #a = 1;
  #b = 2;
  #c = 3;
  #d = 4;

  startAt(key: Int32Array, replicate: number, subject: number, purpose: number, index = 0): this {
    if (!(key instanceof Int32Array) || key.length !== 4) refuse('key', 'the key that rootKey makes of a seed', key);
    if (!Number.isInteger(replicate)) refuse('replicate', 'a whole number', replicate);
    if (!Number.isInteger(subject)) refuse('subject', 'a whole number', subject);
    if (!Number.isInteger(purpose)) refuse('purpose', 'the number that streamId gives to a name', purpose);
    if (!Number.isInteger(index)) refuse('index', 'a whole number', index);
    return this.start(key, replicate, subject, purpose, index);
  }

  /** As `startAt`, for counters that the program makes itself: nothing is checked. */
  start(key: Int32Array, replicate: number, subject: number, purpose: number, index: number): this {
    threefry4x32(key, replicate, subject, purpose, index, startWords);
    this.#a = startWords[0];
    this.#b = startWords[1];
    this.#c = startWords[2];
    this.#d = startWords[3];
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#d = 1;
    return this;
  }

  /** Takes up one of four streams that were started side by side. @param place  of the first word of its state; the others follow four words apart each */
  resume(states: Int32Array, place: number): this {
    this.#a = states[place];
    this.#b = states[place + 4];
    this.#c = states[place + 8];
    this.#d = states[place + 12];
    return this;
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const b = this.#b;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a = this.#a ^ d;
    this.#c = c ^ shifted;
    this.#d = (d << 11) | (d >>> 21);
    return result;
  }

  /** A uniform number between 0 and 1 with 53 random bits; never 0, and 1 only for the largest of the 2⁵³. */
  uniform(): number {
    const b = this.#b;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    const first = Math.imul(b, 5);
    const second = Math.imul(b ^ c, 5);
    const a = this.#a ^ d;
    const e = (d << 11) | (d >>> 21);
    const f = c ^ (b << 9) ^ a;
    const g = e ^ b ^ c;
    this.#b = b ^ c ^ f;
    this.#a = a ^ g;
    this.#c = f ^ ((b ^ c) << 9);
    this.#d = (g << 11) | (g >>> 21);
    const high = Math.imul((first << 7) | (first >>> 25), 9);
    const low = Math.imul((second << 7) | (second >>> 25), 9);
    return ((high >>> 11) * TWO_TO_32 + (low >>> 0) + 0.5) * TWO_TO_MINUS_53;
  }

  /**
   * A standard normal number by the ziggurat method with 256 layers and 53-bit positions; layer and sign come from bits that the position does not use.
   * @see Marsaglia & Tsang (2000) The ziggurat method for generating random variables. J Stat Softw 5(8), DOI 10.18637/jss.v005.i08
   */
  normal(): number {
    const b = this.#b;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    const first = Math.imul(b, 5);
    const second = Math.imul(b ^ c, 5);
    const a = this.#a ^ d;
    const e = (d << 11) | (d >>> 21);
    const f = c ^ (b << 9) ^ a;
    const g = e ^ b ^ c;
    this.#b = b ^ c ^ f;
    this.#a = a ^ g;
    this.#c = f ^ ((b ^ c) << 9);
    this.#d = (g << 11) | (g >>> 21);
    const word = Math.imul((first << 7) | (first >>> 25), 9);
    const low = Math.imul((second << 7) | (second >>> 25), 9);
    const layer = word & 255;
    const x = ((word >>> 11) * TWO_TO_32 + (low >>> 0)) * scaledEdge[layer];
    const sign = 1 - ((word >>> 7) & 2);
    // Times 1, so that V8 knows the result for a number, as in `exp`.
    return x < edge[layer + 1] ? sign * x : 1 * this.#outsideTheLayer(sign, layer, x);
  }

  /** Fills `out[0…count − 1]` with what `count` calls of `uniform` would give. */
  uniforms(out: Float64Array, count: number): void {
    checkRoom(out, count);
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let place = 0; place < count; place++) {
      const first = Math.imul(b, 5);
      const high = Math.imul((first << 7) | (first >>> 25), 9);
      let shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const second = Math.imul(b, 5);
      const low = Math.imul((second << 7) | (second >>> 25), 9);
      shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      out[place] = ((high >>> 11) * TWO_TO_32 + (low >>> 0) + 0.5) * TWO_TO_MINUS_53;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** Fills `out[0…count − 1]` with what `count` calls of `normal` would give, nearly twice as fast: the state stays in registers. */
  normals(out: Float64Array, count: number): void {
    checkRoom(out, count);
    const edges = edge;
    const scaled = scaledEdge;
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let place = 0; place < count; place++) {
      const first = Math.imul(b, 5);
      const word = Math.imul((first << 7) | (first >>> 25), 9);
      let shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const second = Math.imul(b, 5);
      const low = Math.imul((second << 7) | (second >>> 25), 9);
      shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const layer = word & 255;
      const x = ((word >>> 11) * TWO_TO_32 + (low >>> 0)) * scaled[layer];
      const sign = 1 - ((word >>> 7) & 2);
      if (x < edges[layer + 1]) out[place] = sign * x;
      else {
        this.#a = a;
        this.#b = b;
        this.#c = c;
        this.#d = d;
        out[place] = this.#outsideTheLayer(sign, layer, x);
        a = this.#a;
        b = this.#b;
        c = this.#c;
        d = this.#d;
      }
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  #outsideTheLayer(sign: number, layer: number, x: number): number {
    if (layer === 0) return sign * this.#tail();
    const ordinate = height[layer] + this.uniform() * (height[layer + 1] - height[layer]);
    return ordinate < exp((-x * x) / 2) ? sign * x : this.normal();
  }

  /** A normal number beyond the last layer's edge (Marsaglia's exponential rejection). */
  #tail(): number {
    for (;;) {
      const beyond = -log(this.uniform()) / TAIL_START;
      if (-2 * log(this.uniform()) > beyond * beyond) return TAIL_START + beyond;
    }
  }
}

/**
 * A stable 32-bit number for a purpose's name (FNV-1a), so that a new purpose moves nobody else's draws.
 *
 * @example
 * ```ts
 * import { streamId } from 'crossover-sim';
 * streamId('allocation') === streamId('allocation'); // → true
 * ```
 */
export function streamId(name: string): number {
  if (typeof name !== 'string') refuse('name', 'a text', name);
  let hash = 0x811c9dc5;
  for (let position = 0; position < name.length; position++) {
    hash = Math.imul(hash ^ name.charCodeAt(position), 0x01000193);
  }
  return hash | 0;
}
