import { highWord, withHighWord } from './double-words.ts';
import { PLACE_OF_ONE, powersOfTwo } from './powers-of-two.ts';

export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

/**
 * The natural logarithm.
 *
 *     x = 2^k (1 + f),  √½ < 1 + f < √2,  s = f / (2 + f):   log x = k ln 2 + f − f²/2 + s (f²/2 + R(s²)),   R a polynomial of degree 14 in s
 *
 * The error is below 1 unit in the last place. −∞ at 0, NaN below.
 *
 * @see Sun Microsystems (1993) FDLIBM, the freely distributable mathematical library, e_log.c, https://www.netlib.org/fdlibm/
 */
export function log(x: number): number {
  // Times 1, so that V8 knows the result for a number, as in `exp`.
  if (!(x > 0 && x < Infinity)) return 1 * atTheEnds(x);
  const isNormal = x >= 2.2250738585072014e-308;
  const normal = isNormal ? x : x * 18014398509481984; // 2^54
  const high = highWord(normal);
  const digits = high & 0xfffff;
  // From √2 on the fraction is halved and the exponent raised.
  const halved = (digits + 0x95f64) & 0x100000;
  const exponent = (high >> 20) - 1023 + (halved >> 20);
  const k = isNormal ? exponent : exponent - 54;
  // The fraction by a product that is exact: to exchange the high word alone makes the processor wait for it.
  const f = (exponent < 1023 ? normal * powersOfTwo[PLACE_OF_ONE - exponent] : withHighWord(normal, digits | (halved ^ 0x3ff00000))) - 1;
  if ((0xfffff & (2 + digits)) < 3) return 1 * nearOne(f, k);
  const s = f / (2 + f);
  const R = ofRatio(s * s);
  // In the middle, f²/2 is taken out to be exact.
  if (((digits - 0x6147a) | (0x6b851 - digits)) > 0) {
    const half = 0.5 * f * f;
    return k * LN2_HIGH - (half - (s * (half + R) + k * LN2_LOW) - f);
  }
  return k * LN2_HIGH - (s * (f - R) - k * LN2_LOW - f);
}

function atTheEnds(x: number): number {
  if (x === 0) return -Infinity;
  return x > 0 ? x : NaN;
}

/** Fraction within 2^−20 of 1. */
function nearOne(f: number, k: number): number {
  const R = f * f * (0.5 - 0.3333333333333333 * f);
  return k * LN2_HIGH - (R - k * LN2_LOW - f);
}

/** R(z) = (log((1 + s)/(1 − s)) − 2s)/s for z = s² ≤ 0.0295, within 2^−58.45. */
function ofRatio(z: number): number {
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  return z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) + even;
}
