import { checkFraction, checkPositive, checkWhole } from '../../arguments/numbers.ts';
import { type McNemarPlan, McNemarPower } from '../../statistics/test-power/mcnemar-power.ts';
import { type TTestPlan, checkTTestPlan, crossoverTPower, pairedTPower } from '../../statistics/test-power/t-power.ts';
import { type EquivalencePlan, checkEquivalencePlan, crossoverTostPower, pairedTostPower } from '../../statistics/test-power/tost-power.ts';

/** The smallest number of patients that reaches the power asked for, with the power it has. */
export interface SampleSize {
  readonly status: 'found';
  readonly n: number;
  readonly power: number;
}

/** No number of patients up to `largest` reaches the power asked for. */
export interface NotReached {
  readonly status: 'not-reached';
  readonly largest: number;
  readonly reason: string;
}

/** The search ends here; assumed: no trial of this kind is larger. */
const LARGEST = 10_000_000;

/**
 * Smallest n at which a power that rises with n reaches a target: doubling, halving, then a step-by-step walk down while it still holds.
 * @param power   power with n patients
 * @param least   smallest n allowed; n runs over least, least + step, …
 * @param target  0 < target < 1
 * @throws RangeError unless 0 < target < 1
 */
export function smallestSampleSize(
  power: (n: number) => number,
  target: number,
  least: number,
  step = 1,
  largest = LARGEST,
): SampleSize | NotReached {
  checkFraction('target', target);
  const reaches = (count: number): boolean => power(least + count * step) >= target;
  const most = Math.max(0, Math.floor((largest - least) / step));
  let enough = 0;
  let below = -1;
  while (!reaches(enough)) {
    if (enough === most)
      return { status: 'not-reached', largest, reason: `no sample of up to ${largest} patients has a power of ${target}` };
    below = enough;
    enough = Math.min(most, 2 * enough + 1);
  }
  while (enough - below > 1) {
    const middle = below + Math.floor((enough - below) / 2);
    if (reaches(middle)) enough = middle;
    else below = middle;
  }
  while (enough > 0 && reaches(enough - 1)) enough--;
  const n = least + enough * step;
  return { status: 'found', n, power: power(n) };
}

/**
 * Patients for a paired t test, n ≥ 3.
 *
 * @see `pairedTPower`
 * @example
 * ```ts
 * import { pairedTSampleSize } from 'crossover-sim/power';
 * pairedTSampleSize(0.8, { d: 0.6, alpha: 0.05, sides: 2 }); // → { status: 'found', n: 24, power: 0.803671 }
 * ```
 */
export function pairedTSampleSize(target: number, plan: TTestPlan): SampleSize | NotReached {
  checkFraction('target', target);
  checkTTestPlan('plan', plan);
  return smallestSampleSize((n) => pairedTPower(n, plan), target, 3);
}

/**
 * Patients for a crossover t test with equal sequences: an even number ≥ 4.
 *
 * @see `crossoverTPower`
 * @example
 * ```ts
 * import { crossoverTSampleSize } from 'crossover-sim/power';
 * crossoverTSampleSize(0.8, { d: 0.6, alpha: 0.05, sides: 2 }); // → { status: 'found', n: 24, power: 0.802079 }
 * ```
 */
export function crossoverTSampleSize(target: number, plan: TTestPlan): SampleSize | NotReached {
  checkFraction('target', target);
  checkTTestPlan('plan', plan);
  return smallestSampleSize((n) => crossoverTPower(n / 2, n / 2, plan), target, 4, 2);
}

/**
 * Patients for TOST in a crossover with equal sequences: an even number ≥ 4.
 *
 * @see `crossoverTostPower`
 * @example
 * ```ts
 * import { crossoverTostSampleSize, logSdOfCv, ratioPlan } from 'crossover-sim/power';
 * const plan = ratioPlan({ effect: 0.95, lower: 0.8, upper: 1.25, alpha: 0.05 });
 * crossoverTostSampleSize(0.8, logSdOfCv(0.25), plan); // → { status: 'found', n: 28, power: 0.807439 }
 * ```
 */
export function crossoverTostSampleSize(target: number, withinSd: number, plan: EquivalencePlan): SampleSize | NotReached {
  checkFraction('target', target);
  checkPositive('withinSd', withinSd);
  checkEquivalencePlan('plan', plan);
  return smallestSampleSize((n) => crossoverTostPower(n / 2, n / 2, withinSd, plan), target, 4, 2);
}

/**
 * Patients for TOST on paired differences, n ≥ 3.
 *
 * @see `pairedTostPower`
 * @example
 * ```ts
 * import { pairedTostSampleSize } from 'crossover-sim/power';
 * pairedTostSampleSize(0.8, 5, { effect: 0, lower: -4, upper: 4, alpha: 0.05 }); // → { status: 'found', n: 29, power: 0.815347 }
 * ```
 */
export function pairedTostSampleSize(target: number, withinSd: number, plan: EquivalencePlan): SampleSize | NotReached {
  checkFraction('target', target);
  checkPositive('withinSd', withinSd);
  checkEquivalencePlan('plan', plan);
  return smallestSampleSize((n) => pairedTostPower(n, withinSd, plan), target, 3);
}

/** Two answers, because the power of a discrete test is a saw-tooth in n. */
export interface McNemarSampleSize {
  readonly status: 'found';
  /** The first n that reaches the target. */
  readonly first: number;
  readonly powerAtFirst: number;
  /** The smallest n from which every n up to `horizon` reaches it. */
  readonly always: number;
  readonly horizon: number;
}

/**
 * Pairs for McNemar's test: the first number that reaches the target, and the number from which it is never missed again.
 *
 * @param horizon how far "never again" looks: 300, or twice the first number where that is larger than 300, unless given
 * @throws RangeError unless 0 < target < 1, or as `mcnemarPower`
 * @see Chernick & Liu (2002) Am Stat 56:149–155, DOI 10.1198/000313002317572835 (the saw-tooth)
 * @example
 * ```ts
 * import { mcnemarSampleSize } from 'crossover-sim/power';
 * const found = mcnemarSampleSize(0.8, { onlyA: 0.1, onlyB: 0.35, alpha: 0.05, test: 'exact' });
 * found; // → { status: 'found', first: 60, powerAtFirst: 0.801422, always: 60, horizon: 300 }
 * ```
 */
export function mcnemarSampleSize(target: number, plan: McNemarPlan, horizon?: number): McNemarSampleSize | NotReached {
  checkFraction('target', target);
  if (horizon !== undefined) checkWhole('horizon', horizon, 1, LARGEST);
  const power = new McNemarPower(plan);
  const largest = 3000;
  let first = 1;
  while (first <= largest && power.at(first) < target) first++;
  const end = horizon ?? (first <= 300 ? 300 : 2 * first);
  if (first > largest) return { status: 'not-reached', largest, reason: `no sample of up to ${largest} pairs has a power of ${target}` };
  let always = Math.max(first, end);
  while (always > first && power.at(always - 1) >= target) always--;
  if (power.at(Math.max(first, end)) < target)
    return { status: 'not-reached', largest: end, reason: `the power falls below ${target} again at ${end} pairs` };
  return { status: 'found', first, powerAtFirst: power.at(first), always, horizon: end };
}
