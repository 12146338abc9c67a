import { checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { wilsonInterval } from './proportion-interval.ts';

/**
 * A simulated proportion with SE √(p(1 − p)/n) and Wilson interval.
 *
 * @param level  coverage of the interval
 * @example
 * ```ts
 * import { simulatedProportion } from 'crossover-sim/statistics';
 * simulatedProportion(8200, 10000); // → { value: 0.82, mcse: 0.00384187, lower: 0.812348, upper: 0.827407 }
 * ```
 */
export function simulatedProportion(successes: number, trials: number, level = 0.95): SimulatedProportion {
  checkWhole('trials', trials, 1);
  checkWhole('successes', successes, 0, trials);
  checkFraction('level', level);
  const value = successes / trials;
  const { lower, upper } = wilsonInterval(successes, trials, level);
  return { value, mcse: Math.sqrt((value * (1 - value)) / trials), lower, upper };
}

/** A simulated proportion with its Monte-Carlo standard error and 95 % Wilson interval. */
export interface SimulatedProportion {
  readonly value: number;
  readonly mcse: number;
  readonly lower: number;
  readonly upper: number;
}

/** A simulated figure with its Monte-Carlo standard error; null where the figure is not defined. */
export interface SimulatedFigure {
  readonly value: number | null;
  readonly mcse: number | null;
}
