import { LN2_HIGH, LN2_LOW } from './log.ts';
import { PLACE_OF_ONE, powersOfTwo, timesPowerOfTwo } from './powers-of-two.ts';

const OVERFLOW = 709.782712893384;

/**
 * e^x − 1, also where x is so small that e^x is rounded to 1.
 *
 *     x = k ln 2 + r,  |r| ≤ ln 2 / 2:   e^x − 1 = 2^k (e^r − 1) + (2^k − 1),
 *     e^r − 1 = r + r²/2 + (r²/2) (3 − (R + R r/2)) / (6 − r (3 − R r/2)),   R a polynomial of degree 5 in r²
 *
 * The error is below 1 unit in the last place.
 *
 * @see Sun Microsystems (1993) FDLIBM, the freely distributable mathematical library, s_expm1.c, https://www.netlib.org/fdlibm/
 */
export function expm1(x: number): number {
  const magnitude = Math.abs(x);
  // 56 ln 2; times 1, so that V8 knows the result for a number, as in `exp`.
  if (!(magnitude < 38.816242)) return 1 * far(x);
  if (magnitude < 5.551115123125783e-17) return x; // 2^−54
  if (magnitude <= 0.34657359027997264) return ofRest(x, 0, 0);
  const k = powerIn(x, magnitude);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return ofRest(r, high - r - low, k);
}

function far(x: number): number {
  if (!(x < 0)) return x > OVERFLOW ? Infinity : ofFar(x);
  return -1;
}

function ofFar(x: number): number {
  if (Number.isNaN(x)) return x;
  const k = powerIn(x, x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return ofRest(r, high - r - low, k);
}

/** How many times ln 2 is subtracted; between a half and one and a half of it, once. */
function powerIn(x: number, magnitude: number): number {
  const sign = x < 0 ? -1 : 1;
  return magnitude < 1.0397207708399179 ? sign : Math.trunc(1.4426950408889634 * x + 0.5 * sign);
}

/** 2^k e^(r + c) − 1, c what was rounded away of r. */
function ofRest(r: number, c: number, k: number): number {
  const half = 0.5 * r;
  const square = r * half;
  const tail = -0.00007936507578674879 + square * (0.000004008217827329362 - square * 2.0109921818362437e-7);
  const R = 1 + square * (-0.03333333333333313 + square * (0.0015873015872548146 + square * tail));
  const t = 3 - R * half;
  const ratio = square * ((R - t) / (6 - r * t));
  if (k === 0) return r - (r * ratio - square);
  return withPower(r, r * (ratio - c) - c - square, k);
}

function withPower(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k > 56) return 1 * timesPowerOfTwo(1 - (e - r), k) - 1;
  // Products with powers of two between 2^−56 and 2^56 are exact.
  if (k <= -2) return (1 - (e - r)) * powersOfTwo[k + PLACE_OF_ONE] - 1;
  const inverse = powersOfTwo[PLACE_OF_ONE - k];
  return (k < 20 ? 1 - inverse - (e - r) : r - (e + inverse) + 1) * powersOfTwo[k + PLACE_OF_ONE];
}
