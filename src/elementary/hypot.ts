import { exactProduct, squareRoot } from './double-double.ts';
import { PLACE_OF_ONE, powersOfTwo } from './powers-of-two.ts';

/** From here on, and below its inverse, the square of a number leaves the numbers or loses digits. */
const LARGE = 1e140;
const DOWN = powersOfTwo[PLACE_OF_ONE - 600];
const UP = powersOfTwo[PLACE_OF_ONE + 600];

/**
 * √(a² + b²) without overflow or underflow on the way, by squares without error and a square root of their sum with a correction: the error is below 0.6 units in
 * the last place.
 * @see Borges (2020) Algorithm 1014: an improved algorithm for hypot(x,y). ACM TOMS 47:9, DOI 10.1145/3428446 (the correction)
 */
export function hypot(a: number, b: number): number {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return Infinity;
  if (larger > LARGE) return ofMiddle(a * DOWN, b * DOWN) * UP;
  return larger < 1 / LARGE ? ofMiddle(a * UP, b * UP) * DOWN : ofMiddle(a, b);
}

function ofMiddle(a: number, b: number): number {
  const [p, pLow] = exactProduct(a, a);
  const [q, qLow] = exactProduct(b, b);
  const sum = p + q;
  if (!(sum > 0)) return sum;
  const lost = p > q ? p - sum + q : q - sum + p;
  return squareRoot([sum, lost + (pLow + qLow)])[0];
}
