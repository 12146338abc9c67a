import { expm1, hypot, log } from '../../elementary/index.ts';
import { checkFinite, checkFraction, checkNumber } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { normalLogUpperTail, normalUpperTail } from './normal.ts';
import { residualSdExpectation } from './residual-sd.ts';
import { studentTUpperTail } from './student-t.ts';
import { tailRoot } from './tail-root.ts';

/**
 * Noncentral Student t distribution function: P(T ≤ t) where T = (Z + ncp)/S, Z standard normal and df S² chi-square on df.
 *
 *     P(T > t) = E[Φ(ncp − t S)]
 *
 * by quadrature over S, accurate to about 1e-13 of its own value in either tail (R's `pt` is so only absolutely, to 1e-12).
 *
 * @param t   any number, ±Infinity allowed
 * @param df  real and ≥ 0.1; Infinity gives the normal distribution about ncp
 * @param ncp noncentrality, finite: true effect over its true standard error
 * @throws RangeError unless df ≥ 0.1, ncp is finite and t is a number
 * @see Johnson, Kotz & Balakrishnan (1995) Continuous Univariate Distributions vol. 2, 2nd ed., ch. 31
 * @example
 * ```ts
 * import { noncentralTCdf } from 'crossover-sim/statistics';
 * noncentralTCdf(2.07, 22, 3); // → 0.181232
 * ```
 */
export function noncentralTCdf(t: number, df: number, ncp: number): number {
  checkNoncentral(t, df, ncp);
  return noncentralTUpperTail(-t, df, -ncp);
}

/**
 * Upper tail of the noncentral t distribution: P(T > t); as `noncentralTCdf`.
 *
 * @example
 * ```ts
 * import { noncentralTUpperTail } from 'crossover-sim/statistics';
 * noncentralTUpperTail(2.07, 22, 3); // → 0.818768
 * ```
 */
export function noncentralTUpperTail(t: number, df: number, ncp: number): number {
  checkNoncentral(t, df, ncp);
  if (ncp === 0) return studentTUpperTail(t, df);
  if (t === Infinity) return 0;
  if (t === -Infinity) return 1;
  if (t === 0) return normalUpperTail(-ncp);
  if (df === Infinity) return normalUpperTail(t - ncp);
  return Math.min(
    1,
    residualSdExpectation(df, (s) => normalLogUpperTail(t * s - ncp), { bends: [ncp / t], slope: Math.abs(t) }),
  );
}

/**
 * Quantile of the noncentral t distribution: the t with P(T ≤ t) = p.
 * @param p 0 < p < 1
 * @throws RangeError unless 0 < p < 1, or as `noncentralTCdf`
 * @example
 * ```ts
 * import { noncentralTQuantile } from 'crossover-sim/statistics';
 * noncentralTQuantile(0.5, 22, 3); // → 3.03632
 * ```
 */
export function noncentralTQuantile(p: number, df: number, ncp: number): number {
  checkFraction('p', p);
  checkNoncentral(0, df, ncp);
  // in asinh t, both the centre and the algebraic tails are gentle
  const tailsAt = (place: number): { lower: number; upper: number } => {
    const t = sinh(place);
    return { lower: noncentralTCdf(t, df, ncp), upper: noncentralTUpperTail(t, df, ncp) };
  };
  const mirrored = (place: number): { lower: number; upper: number } => {
    const { lower, upper } = tailsAt(-place);
    return { lower: upper, upper: lower };
  };
  const start = Math.sign(ncp) * Math.min(700, log(Math.abs(ncp) + hypot(ncp, 1))); // asinh ncp
  return p < 0.5 ? -sinh(tailRoot(mirrored, p, -start, -700, 700)) : sinh(tailRoot(tailsAt, 1 - p, start, -700, 700));
}

/** Within 2 units in the last place, |x| ≤ 709. */
function sinh(x: number): number {
  return (expm1(x) - expm1(-x)) / 2;
}

function checkNoncentral(t: number, df: number, ncp: number): void {
  checkNumber('t', t);
  if (!(typeof df === 'number' && df >= 0.1)) refuse('df', 'a number ≥ 0.1', df);
  checkFinite('ncp', ncp);
}
