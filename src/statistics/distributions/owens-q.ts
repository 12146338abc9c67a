import { checkFinite } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { normalLogCdf } from './normal.ts';
import { residualSdExpectation } from './residual-sd.ts';

/**
 * Owen's Q function: the joint probability of a normal variate and a band for the residual standard deviation,
 *
 *     Q(df, t, ncp; a, b) = √2π / (Γ(df/2) 2^{(df−2)/2}) ∫ₐᵇ Φ(t x/√df − ncp) x^{df−1} φ(x) dx = E[Φ(t S − ncp); a < √df S < b]
 *
 * where df S² is chi-square on df. Q(df, t, ncp; 0, ∞) is the noncentral t distribution function.
 *
 * @param df real, finite and ≥ 0.1
 * @param a  ≥ 0
 * @param b  ≥ a, Infinity allowed
 * @returns a probability, accurate to about 1e-13 of its own value
 * @throws RangeError unless the arguments are as said
 * @see Owen (1965) Biometrika 52:437–446, DOI 10.1093/biomet/52.3-4.437
 * @example
 * ```ts
 * import { owensQ } from 'crossover-sim/statistics';
 * owensQ(22, 2.07, 3, 0, 4); // → 0.0154207
 * ```
 */
export function owensQ(df: number, t: number, ncp: number, a = 0, b = Infinity): number {
  if (!(df >= 0.1 && Number.isFinite(df))) refuse('df', 'a finite number ≥ 0.1', df);
  checkFinite('t', t);
  checkFinite('ncp', ncp);
  if (!(typeof a === 'number' && a >= 0)) refuse('a', 'a number ≥ 0', a);
  if (!(typeof b === 'number' && b >= a)) refuse('b', 'a number ≥ a', b);
  const root = Math.sqrt(df);
  const range = { bends: t === 0 ? [] : [ncp / t], slope: t === 0 ? 1 : Math.abs(t), from: a / root, to: b / root };
  return residualSdExpectation(df, (s) => normalLogCdf(t * s - ncp), range);
}
