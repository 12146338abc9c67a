import { checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import { tailRoot } from '../distributions/tail-root.ts';
import { beginning, continueBetween, reachesAbove } from './continuation.ts';
import { checkBounds, type StoppingBounds } from './crossing.ts';

/** Where a trial stopped: the look (0 for the first) and the z found there. */
export interface StoppedTrial {
  readonly look: number;
  readonly z: number;
}

/**
 * Probability of a result at least as extreme as the one observed, in the stage-wise ordering: crossing the upper bound earlier is more
 * extreme, crossing the lower bound earlier less, and at one look the larger z.
 *
 *     P(cross the upper bound before the look) + P(reach the look and Z ≥ z there)
 *
 * Bounds at the look itself and later do not matter, so that it holds although later looks were never planned or held.
 *
 * @param bounds the bounds; non-binding futility is to be left out (lower −Infinity) for inference that holds without it
 * @param drift  expected z at full information; 0 gives the p-value
 * @throws RangeError unless the look is one of the trial's and z is finite
 * @see Fairbanks & Madsen (1982) Biometrika 69:69–74, DOI 10.1093/biomet/69.1.69; Tsiatis, Rosner & Mehta (1984) Biometrics 40:797–803, DOI 10.2307/2530924
 */
export function stageWiseTail(bounds: StoppingBounds, stopped: StoppedTrial, drift: number): number {
  checkStopped(bounds, stopped);
  return tailAt(bounds, stopped, drift);
}

function tailAt({ informationRates: rates, lower, upper }: StoppingBounds, { look, z }: StoppedTrial, drift: number): number {
  let state = beginning;
  let earlier = 0;
  for (let k = 0; k < look; k++) {
    earlier += reachesAbove(state, rates[k], upper[k], drift);
    state = continueBetween(state, rates[k], lower[k], upper[k], drift, rates[k + 1]);
  }
  return Math.min(1, earlier + reachesAbove(state, rates[look], z, drift));
}

/**
 * One-sided stage-wise p-value; at the last analysis of a spent level it is at most alpha exactly when z crosses the bound. As `stageWiseTail` without drift.
 *
 * @example
 * ```ts
 * import { stageWisePValue } from 'crossover-sim/statistics';
 * const bounds = { informationRates: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.9626, 1.9686] };
 * stageWisePValue(bounds, { look: 1, z: 2.1 }); // → 0.0184675
 * ```
 */
export function stageWisePValue(bounds: StoppingBounds, stopped: StoppedTrial): number {
  return stageWiseTail(bounds, stopped, 0);
}

/**
 * Two-sided stage-wise p-value: twice the smaller tail, at most 1. As `stageWiseTail` without drift.
 *
 * @example
 * ```ts
 * import { stageWiseTwoSided } from 'crossover-sim/statistics';
 * const bounds = { informationRates: [0.5, 1], lower: [-2.9626, -1.9686], upper: [2.9626, 1.9686] };
 * stageWiseTwoSided(bounds, { look: 1, z: 2.1 }); // → 0.0369351
 * ```
 */
export function stageWiseTwoSided(bounds: StoppingBounds, stopped: StoppedTrial): number {
  const tail = stageWiseTail(bounds, stopped, 0);
  return Math.min(1, 2 * Math.min(tail, 1 - tail));
}

/** Estimate and interval of the drift, that is of the effect in standard errors at full information. */
export interface DriftEstimate {
  /** Half of all trials with this drift give a result as extreme or more. */
  readonly medianUnbiased: number;
  /** z / √t: what the data say if the stopping is ignored; too large on average after an early stop. */
  readonly naive: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

/** No trial has a drift beyond; assumed. */
const MAX_DRIFT = 400;

/**
 * Median-unbiased estimate and equal-tailed confidence interval of the drift after a group-sequential trial has stopped, by inverting the
 * stage-wise tail, which rises with the drift. Multiply by the standard error at full information for the effect.
 *
 * @param level coverage, 0 < level < 1
 * @throws RangeError unless 0 < level < 1, or as `stageWiseTail`
 * @see Tsiatis, Rosner & Mehta (1984) Biometrics 40:797–803, DOI 10.2307/2530924; Kim (1989) Biometrics 45:1105–1114, DOI 10.2307/2531764
 * @example
 * ```ts
 * import { driftAfterStopping } from 'crossover-sim/statistics';
 * const bounds = { informationRates: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.9626, 1.9686] };
 * const drift = driftAfterStopping(bounds, { look: 0, z: 3.2 });
 * drift; // → { medianUnbiased: 4.52548, naive: 4.52548, lower: 1.75368, upper: 7.29729, level: 0.95 }
 * ```
 */
export function driftAfterStopping(bounds: StoppingBounds, stopped: StoppedTrial, level = 0.95): DriftEstimate {
  checkFraction('level', level);
  checkStopped(bounds, stopped);
  const outside = (1 - level) / 2;
  const [medianUnbiased, lower, upper] = [0.5, outside, 1 - outside].map((tail) => driftWithTail(bounds, stopped, tail));
  return { medianUnbiased, naive: naiveDrift(bounds, stopped), lower, upper, level };
}

/** The drift with which that tail is as it is given, unchecked: a loop asks for one at a time. */
export function driftWithTail(bounds: StoppingBounds, stopped: StoppedTrial, tail: number): number {
  return -tailRoot(
    (place) => {
      const upper = tailAt(bounds, stopped, -place);
      return { upper, lower: 1 - upper };
    },
    tail,
    -naiveDrift(bounds, stopped),
    -MAX_DRIFT,
    MAX_DRIFT,
  );
}

function naiveDrift({ informationRates }: StoppingBounds, { look, z }: StoppedTrial): number {
  return z / Math.sqrt(informationRates[look]);
}

function checkStopped(bounds: StoppingBounds, stopped: StoppedTrial): void {
  checkBounds('bounds', bounds);
  check('stopped', stopped, { fields: { look: 'count', z: 'finite' } });
  checkWhole('stopped.look', stopped.look, 0, bounds.informationRates.length - 1);
}
