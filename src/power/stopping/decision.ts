import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';

/** Whether a simulated power meets a requirement. */
export type Decision = 'met' | 'missed' | 'undecided';

/** `met` when the interval lies at or above the requirement, `missed` when it lies below, else `undecided` at this precision. */
export function decide(power: SimulatedProportion, required: number): Decision {
  if (power.lower >= required) return 'met';
  return power.upper < required ? 'missed' : 'undecided';
}
