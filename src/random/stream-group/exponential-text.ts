import { EXPONENTIAL as of } from '../../elementary/exp.ts';
import { all64, each, get, set } from '../../vectors/words.ts';

// The text of `exp` (elementary/exp.ts) of two numbers side by side: its operations in the same order, so the same bits.

/** Locals of a function that works out exponentials, all vectors; the argument is in `x`, the result is put into `e`. */
export const exponentialLocals = 'x whole parts r square tableA tableB e';

/** Bytes of its table: 2^(i/128) and what rounding took away of it, i = 0 … 127. */
export const EXPONENTIAL_TABLE_BYTES = 2048;

const entry = (lane: 0 | 1): string => `(i32.shl (i32.and (i32x4.extract_lane ${lane} ${get('parts')}) (i32.const 127)) (i32.const 4))`;
const pair = (lower: string, higher: string, bytes: 'first' | 'second'): string =>
  `(i8x16.shuffle ${bytes === 'first' ? '0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23' : '8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31'} ${lower} ${higher})`;

/**
 * Works out the exponentials of both numbers of `x`, where both lie between `EXPONENTIAL.least` and 709.
 * @param table  byte address of its table
 */
export const exponential = (table: number): string => `
  ${set('whole', `(f64x2.sub (f64x2.add (f64x2.mul ${get('x')} ${all64(String(of.partsPerUnit))}) ${all64(String(of.rounds))}) ${all64(String(of.rounds))})`)}
  ${set('parts', `(i32x4.trunc_sat_f64x2_s_zero ${get('whole')})`)}
  ${set('r', `(f64x2.sub (f64x2.sub ${get('x')} (f64x2.mul ${get('whole')} ${all64(String(of.partHigh))})) (f64x2.mul ${get('whole')} ${all64(String(of.partLow))}))`)}
  ${each(
    [
      ['tableA', 0],
      ['tableB', 1],
    ] as const,
    ([name, lane]) => set(name, `(v128.load offset=${table} ${entry(lane)})`),
  )}
  ${set('square', `(f64x2.mul ${get('r')} ${get('r')})`)}
  ${set(
    'r',
    `(f64x2.add
      (f64x2.add (f64x2.add ${pair(get('tableA'), get('tableB'), 'second')} ${get('r')}) (f64x2.mul ${get('square')} (f64x2.add ${all64('0.5')} (f64x2.mul ${get('r')} ${all64(String(of.sixth))}))))
      (f64x2.mul (f64x2.mul ${get('square')} ${get('square')}) (f64x2.add ${all64(String(of.twentyFourth))} (f64x2.mul ${get('r')} ${all64(String(of.hundredTwentieth))}))))`,
  )}
  ${set(
    'e',
    `(f64x2.mul ${pair(get('tableA'), get('tableB'), 'first')}
      (i64x2.shl (i64x2.add (i64x2.extend_low_i32x4_s (i32x4.shr_s ${get('parts')} (i32.const 7))) (v128.const i64x2 1023 1023)) (i32.const 52)))`,
  )}
  ${set('e', `(f64x2.add ${get('e')} (f64x2.mul ${get('e')} ${get('r')}))`)}`;
