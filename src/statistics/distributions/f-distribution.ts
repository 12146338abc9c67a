import { checkDegreesOfFreedom, checkFraction, checkNumber, checkPositive } from '../../arguments/numbers.ts';
import { betaPlace, betaTails } from './beta.ts';
import { chiSquareUpperQuantile, chiSquareUpperTail } from './chi-square.ts';

/**
 * Upper tail of the F distribution: P(F > f) on df1 (numerator) and df2 (denominator) degrees of freedom.
 *
 *     P(F > f) = Iₓ(df2/2, df1/2),  x = df2 / (df2 + df1 f)
 *
 * @param f   any number; at or below 0 the tail is 1
 * @param df1 real, finite and > 0
 * @param df2 real and > 0; Infinity gives the chi-square tail of df1 f
 * @throws RangeError unless df1 and df2 are as said and f is a number
 * @see Abramowitz & Stegun (1964) 26.6.2; numerics in beta.ts
 * @example
 * ```ts
 * import { fUpperTail } from 'crossover-sim/statistics';
 * fUpperTail(4.2, 2, 28); // → 0.0253976
 * ```
 */
export function fUpperTail(f: number, df1: number, df2: number): number {
  requireDegrees(df1, df2);
  checkNumber('f', f);
  if (f <= 0) return 1;
  if (f === Infinity) return 0;
  if (df2 === Infinity) return chiSquareUpperTail(df1 * f, df1);
  const ratio = (df1 * f) / df2;
  return betaTails(1 / (1 + ratio), ratio === Infinity ? 1 : ratio / (1 + ratio), df2 / 2, df1 / 2).lower;
}

/**
 * Upper quantile of the F distribution: the f with P(F > f) = p.
 * @param p 0 < p < 1
 * @throws RangeError unless 0 < p < 1, or as `fUpperTail`
 * @example
 * ```ts
 * import { fUpperQuantile } from 'crossover-sim/statistics';
 * fUpperQuantile(0.05, 2, 28); // → 3.34039
 * ```
 */
export function fUpperQuantile(p: number, df1: number, df2: number): number {
  requireDegrees(df1, df2);
  checkFraction('p', p);
  if (df2 === Infinity) return chiSquareUpperQuantile(p, df1) / df1;
  const { x, y } = betaPlace(p, df2 / 2, df1 / 2);
  return ((y / x) * df2) / df1;
}

function requireDegrees(df1: number, df2: number): void {
  checkPositive('df1', df1);
  checkDegreesOfFreedom('df2', df2);
}
