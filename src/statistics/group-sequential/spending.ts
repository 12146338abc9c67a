import { expm1, log1p, pow } from '../../elementary/index.ts';
import { checkFinite, checkFraction, checkPositive } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { check } from '../../arguments/shape.ts';
import { normalQuantile, normalUpperTail } from '../distributions/normal.ts';

/** How the level is spent over information: Lan–DeMets forms of O'Brien–Fleming and Pocock, power of time, exponential family. */
export type SpendingFunction =
  | { readonly kind: 'obrien-fleming' }
  | { readonly kind: 'pocock' }
  | { readonly kind: 'kim-demets'; /** Exponent > 0. */ readonly rho: number }
  | { readonly kind: 'hwang-shih-decani'; /** Below 0 spends late, above 0 early, 0 evenly. */ readonly gamma: number };

/**
 * Error probability spent by information rate t, of a total `level` on one side.
 *
 *     obrien-fleming      2 − 2 Φ(z / √t),  z = Φ⁻¹(1 − level/2)
 *     pocock              level ln(1 + (e − 1) t)
 *     kim-demets          level t^rho
 *     hwang-shih-decani   level (1 − e^(−gamma t)) / (1 − e^−gamma)
 *
 * A two-sided test spends half its level on each side by the same function.
 *
 * @param level total to be spent on this side, 0 < level < 1
 * @param t     information rate ≥ 0; from 1 on everything is spent
 * @returns a probability that rises from 0 to `level`
 * @throws RangeError unless level, t and the parameter are as said
 * @see Lan & DeMets (1983) Biometrika 70:659–663, DOI 10.1093/biomet/70.3.659; Kim & DeMets (1987) Biometrika 74:149–154, DOI 10.1093/biomet/74.1.149;
 *      Hwang, Shih & DeCani (1990) Stat Med 9:1439–1445, DOI 10.1002/sim.4780091207
 * @example
 * ```ts
 * import { spentBy } from 'crossover-sim/statistics';
 * spentBy({ kind: 'pocock' }, 0.025, 0.5); // → 0.0155029
 * ```
 */
export function spentBy(spending: SpendingFunction, level: number, t: number): number {
  checkSpending('spending', spending);
  checkFraction('level', level);
  if (!(typeof t === 'number' && t >= 0)) refuse('t', 'a number ≥ 0', t);
  if (t >= 1) return level;
  if (t === 0) return 0;
  switch (spending.kind) {
    case 'obrien-fleming':
      return 2 * normalUpperTail(-normalQuantile(level / 2) / Math.sqrt(t));
    case 'pocock':
      return level * log1p((Math.E - 1) * t);
    case 'kim-demets':
      return level * pow(t, spending.rho);
    case 'hwang-shih-decani':
      return spending.gamma === 0 ? level * t : (level * expm1(-spending.gamma * t)) / expm1(-spending.gamma);
  }
}

const spendingKinds = [
  'obrien-fleming',
  'pocock',
  'kim-demets',
  'hwang-shih-decani',
] as const satisfies readonly SpendingFunction['kind'][];

/** @throws TypeError or RangeError unless the argument is a spending function with its parameter */
export function checkSpending(name: string, spending: SpendingFunction): void {
  check(name, spending, { fields: { kind: { oneOf: spendingKinds } } });
  if (spending.kind === 'kim-demets') checkPositive(`${name}.rho`, spending.rho);
  if (spending.kind === 'hwang-shih-decani') checkFinite(`${name}.gamma`, spending.gamma);
}
