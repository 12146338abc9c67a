import { highWord, withHighWord } from './double-words.ts';
import { LN2_HIGH, LN2_LOW } from './log.ts';

/**
 * log(1 + x), also where x is so small that 1 + x is rounded.
 *
 *     1 + x = 2^k (1 + f),  √½ < 1 + f < √2,  s = f / (2 + f):   log(1 + x) = k ln 2 + c + f − (f²/2 − s (f²/2 + R(s²))),
 *     c = what was rounded away of 1 + x, divided by it
 *
 * The error is below 1 unit in the last place. −∞ at −1, NaN below.
 *
 * @see Sun Microsystems (1993) FDLIBM, the freely distributable mathematical library, s_log1p.c, https://www.netlib.org/fdlibm/
 */
export function log1p(x: number): number {
  if (!(x > -1 && x < Infinity)) return atTheEnds(x);
  const magnitude = Math.abs(x);
  if (magnitude < 1.862645149230957e-9) return magnitude < 5.551115123125783e-17 ? x : x - x * x * 0.5; // 2^−29, 2^−54
  if (x > -0.29289 && x < 0.41421) return ofFraction(x, 0, 0);
  const sum = x < 9007199254740992 ? 1 + x : x; // 2^53
  const high = highWord(sum);
  const exponent = (high >> 20) - 1023;
  const lost = sum === x ? 0 : (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
  const digits = high & 0xfffff;
  const isLow = digits < 0x6a09e; // below √2
  const f = withHighWord(sum, digits | (isLow ? 0x3ff00000 : 0x3fe00000)) - 1;
  return ofFraction(f, isLow ? exponent : exponent + 1, lost);
}

function atTheEnds(x: number): number {
  if (x === -1) return -Infinity;
  return x > 0 ? x : NaN;
}

function ofFraction(f: number, k: number, lost: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const series = 0.2222219843214978 + z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586));
  const R = z * (0.6666666666666735 + z * (0.3999999999940942 + z * (0.2857142874366239 + z * series)));
  return k * LN2_HIGH - (half - (s * (half + R) + (k * LN2_LOW + lost)) - f);
}
