import { proportionShape } from '../check-arguments.ts';
import { checkProbability } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';

/** Whether a simulated power meets a requirement. */
export type Decision = 'met' | 'missed' | 'undecided';

/**
 * `met` when the interval lies at or above the requirement, `missed` when it lies below, else `undecided` at this precision.
 *
 * @example
 * ```ts
 * import { decide } from 'crossover-sim/power';
 * import { simulatedProportion } from 'crossover-sim/statistics';
 * decide(simulatedProportion(8200, 10000), 0.8); // → 'met'
 * decide(simulatedProportion(82, 100), 0.8); // → 'undecided'
 * ```
 */
export function decide(power: SimulatedProportion, required: number): Decision {
  check('power', power, proportionShape);
  checkProbability('required', required);
  if (power.lower >= required) return 'met';
  return power.upper < required ? 'missed' : 'undecided';
}
