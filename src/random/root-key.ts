import { refuse } from '../arguments/refuse.ts';
import seedrandom from 'seedrandom';

/**
 * Version of the numbers that a seed gives: it changes whenever a number of a result does. Version 2 computes with elementary functions of its own, which are the
 * same on every engine; its numbers differ from those of version 1 in their last digits.
 */
export const STREAM_VERSION = 2;

/** The version that the text of every seed has; it stays 1, so that the streams are those of version 1. */
const TEXT_VERSION = 1;

/**
 * The root key of all streams: 128 bits made from the user's seed, once per run.
 *
 * The seed (any string or number; `1` and `"1"` are the same seed) goes through seedrandom's ARC4 generator. It is written as
 * an escaped JSON text first, because seedrandom takes characters modulo 256 and ignores the content of objects.
 *
 * @returns four 32-bit words, the key of `threefry4x32`
 * @see https://www.npmjs.com/package/seedrandom (ARC4)
 * @example
 * ```ts
 * import { rootKey } from 'crossover-sim';
 * rootKey('my trial').length; // → 4
 * rootKey(1)[0] === rootKey('1')[0]; // → true
 * ```
 */
export function rootKey(seed: string | number): Int32Array {
  if (typeof seed !== 'string' && !Number.isFinite(seed)) refuse('seed', 'a text or a finite number', seed);
  const generator = seedrandom(encodeURIComponent(JSON.stringify(['crossover-sim', TEXT_VERSION, String(seed)])));
  return Int32Array.from({ length: 4 }, () => generator.int32());
}
