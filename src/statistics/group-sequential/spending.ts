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
  if (!(level > 0 && level < 1 && t >= 0)) throw new RangeError(`spending needs 0 < level < 1 and t ≥ 0, got ${level} and ${t}`);
  if (t >= 1) return level;
  if (t === 0) return 0;
  switch (spending.kind) {
    case 'obrien-fleming':
      return 2 * normalUpperTail(-normalQuantile(level / 2) / Math.sqrt(t));
    case 'pocock':
      return level * Math.log1p((Math.E - 1) * t);
    case 'kim-demets':
      if (!(spending.rho > 0)) throw new RangeError(`Kim–DeMets spending needs rho > 0, got ${spending.rho}`);
      return level * Math.pow(t, spending.rho);
    case 'hwang-shih-decani':
      if (!Number.isFinite(spending.gamma)) throw new RangeError(`Hwang–Shih–DeCani spending needs a finite gamma, got ${spending.gamma}`);
      return spending.gamma === 0 ? level * t : (level * Math.expm1(-spending.gamma * t)) / Math.expm1(-spending.gamma);
  }
}
