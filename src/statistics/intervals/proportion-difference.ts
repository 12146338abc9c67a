import { hypot } from '../../elementary/index.ts';
import { requireProportion, wilsonInterval } from './proportion-interval.ts';

/**
 * Newcombe’s hybrid score interval for the difference p₁ − p₂ of two independent proportions, from Wilson’s interval (l, u) of each:
 *
 *     lower = d − √((p₁ − l₁)² + (u₂ − p₂)²),  upper = d + √((u₁ − p₁)² + (p₂ − l₂)²)
 *
 * Has a width also where nobody or everybody has the event.
 *
 * @param x1  events of the first group   @param n1  its participants   @param x2  events of the second   @param n2  its participants   @param level  coverage, 0 < level < 1
 * @throws RangeError unless 0 ≤ x ≤ n and n > 0 in both
 * @see Newcombe (1998) Stat Med 17:873–890, method 10, DOI 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
 * @example
 * ```ts
 * import { proportionDifferenceInterval } from 'crossover-sim/statistics';
 * proportionDifferenceInterval(56, 70, 48, 80); // → { lower: 0.0524315, upper: 0.333873 }
 * ```
 */
export function proportionDifferenceInterval(
  x1: number,
  n1: number,
  x2: number,
  n2: number,
  level = 0.95,
): { readonly lower: number; readonly upper: number } {
  requireProportion(x1, n1, level, '1');
  requireProportion(x2, n2, level, '2');
  const [p1, p2] = [x1 / n1, x2 / n2];
  const [first, second] = [wilsonInterval(x1, n1, level), wilsonInterval(x2, n2, level)];
  return {
    lower: p1 - p2 - hypot(p1 - first.lower, second.upper - p2),
    upper: p1 - p2 + hypot(first.upper - p1, p2 - second.lower),
  };
}
