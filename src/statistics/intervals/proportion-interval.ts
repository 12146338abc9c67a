import { checkFraction, checkPositive } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { betaQuantile } from '../distributions/beta.ts';
import { normalQuantile } from '../distributions/normal.ts';

/** An interval for a proportion, 0 ≤ lower ≤ upper ≤ 1. */
export interface ProportionInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson's score interval for a binomial proportion: all p for which |x/n − p| ≤ z √(p (1 − p)/n).
 *
 * Its coverage is near the nominal one on average, also for 0 or n successes.
 *
 * @param x     successes, 0 ≤ x ≤ n
 * @param n     trials > 0
 * @param level coverage, 0 < level < 1
 * @throws RangeError unless the arguments are as said
 * @see Wilson (1927) J Am Stat Assoc 22:209–212, DOI 10.1080/01621459.1927.10502953
 * @example
 * ```ts
 * import { wilsonInterval } from 'crossover-sim/statistics';
 * wilsonInterval(82, 100); // → { lower: 0.733326, upper: 0.882998 }
 * ```
 */
export function wilsonInterval(x: number, n: number, level = 0.95): ProportionInterval {
  requireProportion(x, n, level);
  const z = -normalQuantile((1 - level) / 2);
  const centre = x + (z * z) / 2;
  const reach = z * Math.sqrt((x * (n - x)) / n + (z * z) / 4);
  const whole = n + z * z;
  return { lower: x === 0 ? 0 : Math.max(0, (centre - reach) / whole), upper: x === n ? 1 : Math.min(1, (centre + reach) / whole) };
}

/**
 * Clopper and Pearson's exact interval for a binomial proportion: all p that neither one-sided exact test at (1 − level)/2 rejects.
 *
 *     lower = Beta⁻¹((1 − level)/2; x, n − x + 1),  upper = Beta⁻¹((1 + level)/2; x + 1, n − x)
 *
 * Covers at least the nominal share, whatever p. Arguments and exceptions as `wilsonInterval`.
 *
 * @see Clopper & Pearson (1934) Biometrika 26:404–413, DOI 10.1093/biomet/26.4.404
 * @example
 * ```ts
 * import { clopperPearsonInterval } from 'crossover-sim/statistics';
 * clopperPearsonInterval(82, 100); // → { lower: 0.730523, upper: 0.889689 }
 * ```
 */
export function clopperPearsonInterval(x: number, n: number, level = 0.95): ProportionInterval {
  requireProportion(x, n, level);
  const tail = (1 - level) / 2;
  return { lower: x === 0 ? 0 : betaQuantile(tail, x, n - x + 1), upper: x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x) };
}

/**
 * Monte-Carlo standard error of a simulated proportion: √(p (1 − p)/n) with p = x/n.
 * It is 0 at x = 0 and x = n, where only an interval tells how little is known.
 * @throws RangeError unless 0 ≤ x ≤ n and n > 0
 * @example
 * ```ts
 * import { proportionStandardError } from 'crossover-sim/statistics';
 * proportionStandardError(8200, 10000); // → 0.00384187
 * ```
 */
export function proportionStandardError(x: number, n: number): number {
  requireProportion(x, n, 0.95);
  return Math.sqrt((x / n) * ((n - x) / n) * (1 / n));
}

/**
 * @param group  what the names of the arguments end in, where there are several groups
 * @throws TypeError or RangeError unless 0 ≤ x ≤ n, n > 0 and 0 < level < 1
 */
export function requireProportion(x: number, n: number, level: number, group = ''): void {
  checkPositive(`n${group}`, n);
  if (!(typeof x === 'number' && x >= 0 && x <= n)) refuse(`x${group}`, `a number ≥ 0 and ≤ n${group}`, x);
  checkFraction('level', level);
}
