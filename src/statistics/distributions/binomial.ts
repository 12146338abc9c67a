import { exp, log, log1p } from '../../elementary/index.ts';
import { checkProbability, checkWhole } from '../../arguments/numbers.ts';
import { betaTails } from './beta.ts';
import { deviance, stirlingError } from './gamma-function.ts';

/**
 * Binomial probability P(X = x) of x successes in n trials of probability p, accurate to about 1e-14 of its own value.
 *
 * Loader's saddle-point form: no factorials, no cancellation.
 *
 * @param x whole number; outside 0 … n the probability is 0
 * @param n whole number ≥ 0
 * @param p 0 ≤ p ≤ 1
 * @throws RangeError unless x and n are whole numbers and p a probability
 * @see Loader (2000) Fast and accurate computation of binomial probabilities, Bell Laboratories
 * @example
 * ```ts
 * import { binomialProbability } from 'crossover-sim/statistics';
 * binomialProbability(8, 10, 0.8); // → 0.30199
 * ```
 */
export function binomialProbability(x: number, n: number, p: number): number {
  requireBinomial(x, n, p);
  if (x < 0 || x > n) return 0;
  if (p === 0 || p === 1) return x === n * p ? 1 : 0;
  if (x === 0) return exp(n * log1p(-p));
  if (x === n) return exp(n * log(p));
  const rest = n - x;
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(rest) - deviance(x, n * p) - deviance(rest, n * (1 - p));
  return exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * rest));
}

/**
 * Binomial distribution function P(X ≤ x), by the incomplete beta function.
 * @throws RangeError as `binomialProbability`
 * @see Abramowitz & Stegun (1964) 26.5.24
 * @example
 * ```ts
 * import { binomialCdf } from 'crossover-sim/statistics';
 * binomialCdf(7, 10, 0.8); // → 0.3222
 * ```
 */
export function binomialCdf(x: number, n: number, p: number): number {
  requireBinomial(x, n, p);
  if (x < 0) return 0;
  if (x >= n) return 1;
  return betaTails(p, 1 - p, x + 1, n - x).upper;
}

/**
 * Upper tail of the binomial distribution without its place: P(X > x); as `binomialCdf`.
 *
 * @example
 * ```ts
 * import { binomialUpperTail } from 'crossover-sim/statistics';
 * binomialUpperTail(7, 10, 0.8); // → 0.6778
 * ```
 */
export function binomialUpperTail(x: number, n: number, p: number): number {
  requireBinomial(x, n, p);
  if (x < 0) return 1;
  if (x >= n) return 0;
  return betaTails(p, 1 - p, x + 1, n - x).lower;
}

function requireBinomial(x: number, n: number, p: number): void {
  checkWhole('x', x, -Number.MAX_SAFE_INTEGER);
  checkWhole('n', n);
  checkProbability('p', p);
}
