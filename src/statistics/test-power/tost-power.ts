import { exp, log, log1p } from '../../elementary/index.ts';
import { checkDegreesOfFreedom, checkFraction, checkPositive, checkWhole } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { check, type Shape } from '../../arguments/shape.ts';
import { checkTwoGroups } from './t-power.ts';
import { normalLogInterval } from '../distributions/normal.ts';
import { residualSdExpectation } from '../distributions/residual-sd.ts';
import { studentTQuantile } from '../distributions/student-t.ts';

/** True effect, equivalence limits and level of two one-sided tests, in one unit. */
export interface EquivalencePlan {
  readonly effect: number;
  /** lower < upper; the effect may lie anywhere. */
  readonly lower: number;
  readonly upper: number;
  /** Level of each one-sided test, 0 < alpha < 1/2. */
  readonly alpha: number;
}

/**
 * Power of two one-sided t tests for equivalence (TOST): the probability that the (1 − 2 alpha) confidence interval lies within the limits.
 *
 *     power = E[Φ((upper − effect)/SE − t S) − Φ((lower − effect)/SE + t S); positive part],  t = critical value of one test
 *
 * over the law of the estimated SD relative to the true one, which is the difference of two Owen's Q. Exact, for any effect; it can be
 * 0 in effect where few degrees of freedom make the interval wider than the limits.
 *
 * @param standardError true standard error of the estimated effect, > 0, same unit
 * @param df            degrees of freedom of its estimate, ≥ 0.1
 * @throws RangeError unless the arguments are as said
 * @see Schuirmann (1987) J Pharmacokinet Biopharm 15:657–680, DOI 10.1007/BF01068419; Owen (1965) Biometrika 52:437–446, DOI 10.1093/biomet/52.3-4.437
 * @example
 * ```ts
 * import { tostPower } from 'crossover-sim/power';
 * tostPower({ effect: 0, lower: -4, upper: 4, alpha: 0.05 }, 1.2, 22); // → 0.886662
 * ```
 */
export function tostPower(plan: EquivalencePlan, standardError: number, df: number): number {
  checkEquivalencePlan('plan', plan);
  const { effect, lower, upper, alpha } = plan;
  checkPositive('standardError', standardError);
  checkDegreesOfFreedom('df', df);
  const t = -studentTQuantile(alpha, df);
  const below = (lower - effect) / standardError;
  const above = (upper - effect) / standardError;
  if (df === Infinity) return exp(normalLogInterval(below + t, above - t));
  const range = { bends: [-below / t, above / t], slope: t, to: (above - below) / (2 * t) };
  return Math.min(
    1,
    residualSdExpectation(df, (s) => normalLogInterval(below + t * s, above - t * s), range),
  );
}

/**
 * Power of TOST in a two-period crossover of n1 and n2 patients: SE = σ √((1/n1 + 1/n2)/2) on n1 + n2 − 2 degrees of freedom.
 * @param withinSd within-patient SD σ of one response, in the unit of the limits (for ratios: of the logarithm, `logSdOfCv`)
 * @throws RangeError unless n1, n2 ≥ 1 are whole and n1 + n2 ≥ 3, or as `tostPower`
 * @see as `tostPower`
 * @example
 * ```ts
 * import { crossoverTostPower, logSdOfCv, ratioPlan } from 'crossover-sim/power';
 * const plan = ratioPlan({ effect: 0.95, lower: 0.8, upper: 1.25, alpha: 0.05 });
 * crossoverTostPower(14, 14, logSdOfCv(0.25), plan); // → 0.807439
 * ```
 */
export function crossoverTostPower(n1: number, n2: number, withinSd: number, plan: EquivalencePlan): number {
  checkTwoGroups(n1, n2);
  checkPositive('withinSd', withinSd);
  return tostPower(plan, withinSd * Math.sqrt((1 / n1 + 1 / n2) / 2), n1 + n2 - 2);
}

/**
 * Power of TOST on n paired differences: SE = σ √(2/n) on n − 1 degrees of freedom.
 * @param withinSd within-patient SD σ of one response
 * @throws RangeError unless n ≥ 2 is whole, or as `tostPower`
 * @see as `tostPower`
 * @example
 * ```ts
 * import { pairedTostPower } from 'crossover-sim/power';
 * pairedTostPower(28, 5, { effect: 0, lower: -4, upper: 4, alpha: 0.05 }); // → 0.796681
 * ```
 */
export function pairedTostPower(n: number, withinSd: number, plan: EquivalencePlan): number {
  checkWhole('n', n, 2);
  checkPositive('withinSd', withinSd);
  return tostPower(plan, withinSd * Math.sqrt(2 / n), n - 1);
}

/**
 * SD of the logarithm of a log-normal response with coefficient of variation CV: σ = √ln(1 + CV²).
 * @throws RangeError unless CV > 0
 * @example
 * ```ts
 * import { logSdOfCv } from 'crossover-sim/power';
 * logSdOfCv(0.25); // → 0.246221
 * ```
 */
export function logSdOfCv(cv: number): number {
  checkPositive('cv', cv);
  return Math.sqrt(log1p(cv * cv));
}

/**
 * An equivalence plan for a ratio of geometric means, on the scale of logarithms.
 * @param plan true ratio and limits as ratios, all > 0
 * @throws RangeError unless the ratios are > 0
 * @example
 * ```ts
 * import { ratioPlan } from 'crossover-sim/power';
 * ratioPlan({ effect: 1, lower: 0.8, upper: 1.25, alpha: 0.05 }); // → { effect: 0, lower: -0.223144, upper: 0.223144, alpha: 0.05 }
 * ```
 */
export function ratioPlan(plan: EquivalencePlan): EquivalencePlan {
  checkEquivalencePlan('plan', plan);
  checkPositive('plan.effect', plan.effect);
  checkPositive('plan.lower', plan.lower);
  return { effect: log(plan.effect), lower: log(plan.lower), upper: log(plan.upper), alpha: plan.alpha };
}

const equivalencePlan: Shape = {
  fields: {
    effect: 'finite',
    lower: 'finite',
    upper: 'finite',
    alpha: (name, value) => {
      checkFraction(name, value as number, 0.5);
    },
  },
};

/** @throws TypeError or RangeError unless the argument is the plan of an equivalence test with its lower limit below its upper one */
export function checkEquivalencePlan(name: string, plan: EquivalencePlan): void {
  check(name, plan, equivalencePlan);
  if (!(plan.lower < plan.upper)) refuse(`${name}.upper`, `a number > ${plan.lower}, the lower limit`, plan.upper);
}
