import { exp, log } from '../../elementary/index.ts';
import { checkFraction, checkNumber, checkPositive } from '../../arguments/numbers.ts';
import { gammaTails } from './incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';
import { tailRoot } from './tail-root.ts';

/**
 * Chi-square distribution function: P(X ≤ x) on `df` degrees of freedom, the gamma distribution of shape df/2 and scale 2.
 * @param df real, finite and > 0
 * @throws RangeError unless df is finite and > 0 and x is a number
 * @see Abramowitz & Stegun (1964) 26.4; numerics in incomplete-gamma.ts
 * @example
 * ```ts
 * import { chiSquareCdf } from 'crossover-sim/statistics';
 * chiSquareCdf(3.84, 1); // → 0.949956
 * ```
 */
export function chiSquareCdf(x: number, df: number): number {
  checkNumber('x', x);
  checkPositive('df', df);
  return gammaTails(df / 2, x / 2).lower;
}

/**
 * Upper tail of the chi-square distribution: P(X > x); as `chiSquareCdf`.
 *
 * @example
 * ```ts
 * import { chiSquareUpperTail } from 'crossover-sim/statistics';
 * chiSquareUpperTail(3.84, 1); // → 0.0500435
 * ```
 */
export function chiSquareUpperTail(x: number, df: number): number {
  checkNumber('x', x);
  checkPositive('df', df);
  return gammaTails(df / 2, x / 2).upper;
}

/**
 * Upper quantile of the chi-square distribution: the x with P(X > x) = p, found on the logarithm of x from the Wilson–Hilferty value.
 * @param p 0 < p < 1
 * @throws RangeError unless 0 < p < 1 and df is finite and > 0
 * @see Wilson & Hilferty (1931) PNAS 17:684–688, DOI 10.1073/pnas.17.12.684 (start only)
 * @example
 * ```ts
 * import { chiSquareUpperQuantile } from 'crossover-sim/statistics';
 * chiSquareUpperQuantile(0.05, 1); // → 3.84146
 * ```
 */
export function chiSquareUpperQuantile(p: number, df: number): number {
  checkFraction('p', p);
  checkPositive('df', df);
  const cube = 1 - 2 / (9 * df) - normalQuantile(p) * Math.sqrt(2 / (9 * df));
  const start = log(cube > 0.1 ? df * (cube * cube * cube) : df * 0.1);
  const tails = (u: number): { lower: number; upper: number } => gammaTails(df / 2, exp(u) / 2);
  return exp(tailRoot(tails, p, start, -740, 700));
}
