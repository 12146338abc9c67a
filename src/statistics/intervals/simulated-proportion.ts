import { wilsonInterval } from './proportion-interval.ts';
import type { SimulatedProportion } from '../../power/characteristics/power-result.ts';

/** A simulated proportion with SE √(p(1 − p)/n) and Wilson interval. @param level  coverage of the interval */
export function simulatedProportion(successes: number, trials: number, level = 0.95): SimulatedProportion {
  const value = successes / trials;
  const { lower, upper } = wilsonInterval(successes, trials, level);
  return { value, mcse: Math.sqrt((value * (1 - value)) / trials), lower, upper };
}
