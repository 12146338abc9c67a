import { checkFinite } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import { beginning, continueBetween, reachesAbove, reachesBelow } from './continuation.ts';

/** Looks of a trial and where it stops: at z ≥ upper or z ≤ lower. All arrays have one entry per look. */
export interface StoppingBounds {
  /** Share of the full information at each look, rising to 1. */
  readonly informationRates: readonly number[];
  /** −Infinity where there is none. */
  readonly lower: readonly number[];
  /** Infinity where there is none. */
  readonly upper: readonly number[];
}

/** What happens under one drift; arrays by look, each entry the probability to stop there. */
export interface CrossingProbabilities {
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  /** Probability to cross the upper bound at any look. */
  readonly power: number;
  /** Probability to stop before the last look, for either reason. */
  readonly earlyStop: number;
  /** Expected share of the full information, counting the last look where no earlier one stops the trial. */
  readonly expectedInformation: number;
}

/**
 * Probabilities of stopping at each analysis of a group-sequential trial.
 *
 * @param bounds where it stops
 * @param drift  expected z at full information: true effect over its standard error there
 * @returns accurate to about 1e-13
 * @throws RangeError unless the rates rise from above 0 to 1 and there is a pair of bounds per look
 * @see continuation.ts
 * @example
 * ```ts
 * import { crossingProbabilities } from 'crossover-sim/statistics';
 * const bounds = { informationRates: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.9626, 1.9686] };
 * const { power, earlyStop } = crossingProbabilities(bounds, 3);
 * power; // → 0.849588
 * earlyStop; // → 0.200096
 * ```
 */
export function crossingProbabilities(bounds: StoppingBounds, drift: number): CrossingProbabilities {
  checkBounds('bounds', bounds);
  checkFinite('drift', drift);
  const { informationRates: rates, lower, upper } = bounds;
  const above: number[] = [];
  const below: number[] = [];
  let state = beginning;
  rates.forEach((rate, k) => {
    above.push(reachesAbove(state, rate, upper[k], drift));
    below.push(reachesBelow(state, rate, Math.min(lower[k], upper[k]), drift));
    if (k + 1 < rates.length) state = continueBetween(state, rate, lower[k], upper[k], drift, rates[k + 1]);
  });
  let [power, earlyStop, expectedInformation] = [0, 0, 1];
  rates.forEach((rate, k) => {
    power += above[k];
    if (k + 1 === rates.length) return;
    earlyStop += above[k] + below[k];
    expectedInformation -= (above[k] + below[k]) * (1 - rate);
  });
  return { upper: above, lower: below, power, earlyStop, expectedInformation };
}

/** @throws RangeError unless the rates rise from above 0 to exactly 1 */
export function checkInformationRates(name: string, rates: readonly number[]): void {
  check(name, rates, { list: 'positive', least: 1 });
  const rising = rates.every((rate, k) => rate > (k === 0 ? 0 : rates[k - 1]));
  if (!rising || rates[rates.length - 1] !== 1) throw new RangeError(`${name} must rise from above 0 to 1, got ${rates.join(', ')}`);
}

/** @throws TypeError or RangeError unless the argument has rates that rise to 1, and a lower and an upper bound for each */
export function checkBounds(name: string, bounds: StoppingBounds): void {
  check(name, bounds, 'object');
  checkInformationRates(`${name}.informationRates`, bounds.informationRates);
  const { length } = bounds.informationRates;
  check(`${name}.lower`, bounds.lower, { list: 'number', length });
  check(`${name}.upper`, bounds.upper, { list: 'number', length });
}
