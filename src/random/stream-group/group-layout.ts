import { EXPONENTIAL_TABLE_BYTES } from './exponential-text.ts';
import { STATE_BYTES, streamLayout } from '../four-streams/stream-layout.ts';

/** Most participants whose streams are started together; of 4, 8 and 16, trials of 14 participants run fastest by 16. */
export const GROUP = 16;
/** Streams of different names that are kept at a time, a power of two; a period of a trial of the shipped scenarios opens at most some dozens (assumed). */
export const PLACES = 64;
/** Places between two numbers of one participant, which stand row by row for four of them. */
export const STEP = 4;
/** Most numbers of one stream that are drawn together; assumed. */
export const MAX_ROWS = 16;

const stateBytes = (GROUP / 4) * STATE_BYTES;
const numberBytes = 8 * GROUP * MAX_ROWS;
const names = streamLayout.free + (-streamLayout.free & 63);
const uniforms = names + 4 * GROUP;
const means = uniforms + 8 * GROUP;
const exponentials = means + 8 * GROUP;
const once = exponentials + EXPONENTIAL_TABLE_BYTES;
const states = once + stateBytes;
const statesBehind = states + PLACES * stateBytes;
const numbers = statesBehind + PLACES * stateBytes;

/** Byte addresses of what the module keeps in its memory, behind what every module with streams does (`streamLayout`). */
export const groupLayout = {
  /** The number of every participant in the names of streams, `GROUP` × i32. */
  names,
  /** The first uniform number of every participant in the stream asked for last, `GROUP` × f64. */
  uniforms,
  /** The mean of a Poisson count of every participant, and then the counts, `GROUP` × f64. */
  means,
  /** Table of the exponential function. */
  exponentials,
  /** States of the stream that is asked for its first numbers alone. */
  once,
  /** By place, the states of four participants after those of four, of streams at their beginning. */
  states,
  /** The same of streams behind the numbers that were drawn. */
  statesBehind,
  /** By place, the numbers drawn: those of four participants, row by row, after those of four. */
  numbers,
  stateBytes,
  numberBytes,
  bytes: numbers + PLACES * numberBytes,
} as const;
