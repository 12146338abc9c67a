import { check } from '../../arguments/shape.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import { nominalPValues } from './boundary.ts';
import { checkBounds, type StoppingBounds } from './crossing.ts';

/**
 * Bounds for t statistics by the significance-level approach: at each look the t whose one-sided p-value is that of the z bound.
 *
 * The joint law of successive t statistics is not that of z, so the level is kept only nearly (within about 0.001 of 0.025 from ten
 * patients per look on; to be checked by simulation).
 *
 * @param bounds z bounds
 * @param df     degrees of freedom at each look, e.g. patients − 1 (paired) or − 2 (crossover)
 * @returns critical t by look; Infinity where the bound is
 * @throws RangeError unless there are as many df as looks, all > 0
 * @see Pocock (1977) Biometrika 64:191–199, DOI 10.1093/biomet/64.2.191; Jennison & Turnbull (2000) Group Sequential Methods, sect. 3.8
 * @example
 * ```ts
 * import { criticalTAtLooks } from 'crossover-sim/statistics';
 * const bounds = { informationRates: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.9626, 1.9686] };
 * criticalTAtLooks(bounds, [10, 22]); // → [3.88169, 2.08385]
 * ```
 */
export function criticalTAtLooks(bounds: StoppingBounds, df: readonly number[]): number[] {
  checkBounds('bounds', bounds);
  check('df', df, { list: 'aboveZero', length: bounds.upper.length });
  return nominalPValues(bounds).map((p, k) => -studentTQuantile(p, df[k]));
}
