import { fromWords, highWord, withHighWord, withoutLowWord } from './double-words.ts';
import { timesPowerOfTwo } from './powers-of-two.ts';

/** log₂ of the base in two pieces, the first with 21 significant bits. */
let high = 0;
let low = 0;

/**
 * x^y for x ≥ 0; NaN for x < 0.
 *
 *     log₂ x to some 70 bits as a sum of two doubles;  y log₂ x = n + z,  |z| ≤ ½;   x^y = 2^n · e^(z ln 2)
 *
 * The error is below 1 unit in the last place. x^0 = 1 and 1^y = 1 whatever the other (`Math.pow` gives NaN for 1^NaN and 1^∞); −0
 * counts as 0.
 *
 * @see Sun Microsystems (2004) FDLIBM, the freely distributable mathematical library, e_pow.c, https://www.netlib.org/fdlibm/
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (!(x > 0 && x < Infinity && Math.abs(y) < Infinity)) return atTheEnds(x, y);
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === 0.5) return Math.sqrt(x);
  if (Math.abs(y) > 2147483648) {
    if (Math.abs(x - 1) > 9.5367431640625e-7) return x > 1 === y > 0 ? Infinity : 0; // 2^−20
    logarithmNearOne(x - 1);
  } else logarithm(x);
  // y · (high + low), the first piece of y with 21 significant bits.
  const first = withoutLowWord(y);
  const small = (y - first) * high + y * low;
  return twoTo(first * high, small);
}

function atTheEnds(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y) || x < 0) return NaN;
  if (Math.abs(y) === Infinity) return x > 1 === y > 0 ? Infinity : 0;
  return x > 0 === y > 0 ? Infinity : 0;
}

function logarithmNearOne(t: number): void {
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = 1.4426950216293335 * t;
  const v = t * 1.9259629911266175e-8 - w * 1.4426950408889634;
  high = withoutLowWord(u + v);
  low = v - (high - u);
}

function logarithm(x: number): void {
  const isNormal = x >= 2.2250738585072014e-308;
  const normal = isNormal ? x : x * 9007199254740992; // 2^53
  const word = highWord(normal);
  const digits = word & 0xfffff;
  // The fraction is compared with 1 below √(3/2), with 3/2 below √3, and halved above.
  const isAboveRoot3 = digits >= 0xbb67a;
  const isMiddle = digits > 0x3988e && !isAboveRoot3;
  const n = (word >> 20) - 1023 - (isNormal ? 0 : 53) + (isAboveRoot3 ? 1 : 0);
  ofFraction(withHighWord(normal, digits | (isAboveRoot3 ? 0x3fe00000 : 0x3ff00000)), isMiddle, n);
}

function ofFraction(fraction: number, isMiddle: boolean, n: number): void {
  const near = isMiddle ? 1.5 : 1;
  const u = fraction - near;
  const v = 1 / (fraction + near);
  const s = u * v;
  const sHigh = withoutLowWord(s);
  const sumHigh = fromWords(((highWord(fraction) >> 1) | 0x20000000) + 0x80000 + (isMiddle ? 0x40000 : 0), 0);
  const sumLow = fraction - (sumHigh - near);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const s2 = s * s;
  const series = 0.33333332981837743 + s2 * (0.272728123808534 + s2 * (0.23066074577556175 + s2 * 0.20697501780033842));
  const r = s2 * s2 * (0.5999999999999946 + s2 * (0.4285714285785502 + s2 * series)) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = withoutLowWord(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  const w = sHigh * tHigh;
  const z = sLow * tHigh + tLow * s;
  const pHigh = withoutLowWord(w + z);
  const pLow = z - (pHigh - w);
  // Times 2 / (3 ln 2), with log₂ of 3/2 and the exponent.
  const offset = isMiddle ? 0.5849624872207642 : 0;
  const main = 0.9617967009544373 * pHigh;
  const rest = -7.028461650952758e-9 * pHigh + pLow * 0.9617966939259756 + (isMiddle ? 1.350039202129749e-8 : 0);
  high = withoutLowWord(main + rest + offset + n);
  low = rest - (high - n - offset - main);
}

/** 2^(large + small). */
function twoTo(large: number, small: number): number {
  const exponent = large + small;
  if (exponent >= 1025) return Infinity;
  if (exponent < -1076) return 0;
  const n = Math.abs(exponent) > 0.5 ? Math.round(exponent) : 0;
  const left = large - n;
  const t = withoutLowWord(small + left);
  const u = t * 0.6931471824645996;
  const v = (small - (t - left)) * 0.6931471805599453 + t * -1.904654299957768e-9;
  const z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const series = 0.00006613756321437934 + square * (-0.0000016533902205465252 + square * 4.1381367970572385e-8);
  const t1 = z - square * (0.16666666666666602 + square * (-0.0027777777777015593 + square * series));
  return timesPowerOfTwo(1 - ((z * t1) / (t1 - 2) - (w + z * w) - z), n);
}
