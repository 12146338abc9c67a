/** Exponent of the smallest normal number, 2^−1022. */
const LEAST = -1022;
const MOST = 1023;
/** By so many powers the least number becomes infinite, and the largest 0. */
const MAX_STEPS = 2200;

/** 2^k for k = −1022 … 1023 is at place k + 1022: a product with it is exact unless it leaves the normal numbers. */
export const powersOfTwo: Float64Array = byDoubling();

/** Place of 2^0 in `powersOfTwo`. */
export const PLACE_OF_ONE: number = -LEAST;

/**
 * x · 2^k, rounded once where the product is no normal number: C's `ldexp`.
 * @param k  a whole number
 */
export function timesPowerOfTwo(x: number, k: number): number {
  if (Math.abs(k) > MAX_STEPS) return timesPowerOfTwo(x, Math.sign(k) * MAX_STEPS);
  if (k > MOST) return timesPowerOfTwo(x * powersOfTwo[MOST - LEAST], k - MOST);
  // 2^−969 more at once: what is left of a normal number of 53 bits is normal still, so that only the last product rounds.
  if (k < LEAST) return timesPowerOfTwo(x * powersOfTwo[-969 - LEAST], k + 969);
  return x * powersOfTwo[k - LEAST];
}

/** All of them, by doubling, which is exact. */
function byDoubling(): Float64Array {
  const powers = new Float64Array(MOST - LEAST + 1);
  powers[0] = 2.2250738585072014e-308;
  for (let place = 1; place < powers.length; place++) powers[place] = 2 * powers[place - 1];
  return powers;
}
