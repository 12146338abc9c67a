import { timesPowerOfTwo } from '../../elementary/index.ts';
import { checkWhole } from '../../arguments/numbers.ts';
/** P(X = k) for X binomial with n trials of probability ½, by a product that neither overflows nor loses digits. */
function halfBinomial(k: number, n: number): number {
  let probability = 1;
  let halvings = n;
  const few = Math.min(k, n - k);
  for (let i = 1; i <= few; i++) {
    probability *= (n - few + i) / i;
    while (probability > 1 && halvings > 0) {
      probability /= 2;
      halvings--;
    }
  }
  return probability * timesPowerOfTwo(1, -halvings);
}

/**
 * Exact sign test: tails of X of n discordant pairs, each falling either way with probability ½.
 *
 * @returns P(X ≤ x), P(X ≥ x) and P(X = x); all 1 when n is 0
 * @throws RangeError unless 0 ≤ x ≤ n are whole numbers
 * @see McNemar (1947) Psychometrika 12:153–157, DOI 10.1007/BF02295996
 * @example
 * ```ts
 * import { signTestTails } from 'crossover-sim/statistics';
 * signTestTails(2, 10); // → { less: 0.0546875, greater: 0.989258, point: 0.0439453 }
 * ```
 */
export function signTestTails(x: number, n: number): { less: number; greater: number; point: number } {
  checkWhole('n', n);
  checkWhole('x', x, 0, n);
  const below = Math.min(x, n - x);
  const point = halfBinomial(below, n);
  let term = point;
  let tail = 0;
  for (let k = below; k >= 0 && term > tail * 1e-18; k--) {
    tail += term;
    term *= k / (n - k + 1);
  }
  const other = Math.min(1, 1 - tail + point);
  return x === below ? { less: tail, greater: other, point } : { less: other, greater: tail, point };
}
