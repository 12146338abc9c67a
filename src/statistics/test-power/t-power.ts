import { checkDegreesOfFreedom, checkFinite, checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { check, type Shape } from '../../arguments/shape.ts';
import { noncentralTCdf, noncentralTUpperTail } from '../distributions/noncentral-t.ts';
import { studentTQuantile } from '../distributions/student-t.ts';

/** How a t test is carried out. */
export interface TTestPlan {
  /** True effect in units of the standard deviation named by the function; the alternative of a one-sided test is effect > 0. */
  readonly d: number;
  /** Significance level of the whole test, 0 < alpha < 1. */
  readonly alpha: number;
  readonly sides: 1 | 2;
}

const tTestPlan: Shape = { fields: { d: 'finite', alpha: 'fraction', sides: { oneOf: [1, 2] } } };

/**
 * Power of any t test: the probability that |T| (two-sided) or T (one-sided) exceeds its critical value, T noncentral t.
 * Two-sided power counts both rejection regions, as `power.t.test(strict = TRUE)` in R.
 *
 * @param ncp true effect over the true standard error of its estimate
 * @param df  degrees of freedom of the test, > 0
 * @throws RangeError unless 0 < alpha < 1, df > 0 and ncp is finite
 * @see Johnson & Welch (1940) Biometrika 31:362–389, DOI 10.1093/biomet/31.3-4.362
 * @example
 * ```ts
 * import { tTestPower } from 'crossover-sim/power';
 * tTestPower(3, 22, 0.05, 2); // → 0.817765
 * ```
 */
export function tTestPower(ncp: number, df: number, alpha: number, sides: 1 | 2): number {
  checkFinite('ncp', ncp);
  checkDegreesOfFreedom('df', df);
  checkFraction('alpha', alpha);
  if (sides !== 1 && sides !== 2) refuse('sides', '1 or 2', sides);
  const critical = -studentTQuantile(alpha / sides, df);
  const upper = noncentralTUpperTail(critical, df, ncp);
  return sides === 1 ? upper : Math.min(1, upper + noncentralTCdf(-critical, df, ncp));
}

/**
 * Power of the paired t test on n patients: ncp = d √n on n − 1 degrees of freedom.
 *
 * @param plan d = mean difference / SD of the differences within patients (√2 times the within-patient SD)
 * @throws RangeError unless n ≥ 2 is whole, or as `tTestPower`
 * @see as `tTestPower`
 * @example
 * ```ts
 * import { pairedTPower } from 'crossover-sim/power';
 * pairedTPower(24, { d: 0.6, alpha: 0.05, sides: 2 }); // → 0.803671
 * ```
 */
export function pairedTPower(n: number, plan: TTestPlan): number {
  checkWhole('n', n, 2);
  checkTTestPlan('plan', plan);
  return tTestPower(plan.d * Math.sqrt(n), n - 1, plan.alpha, plan.sides);
}

/**
 * Power of the two-period crossover t test with n1 and n2 patients in its sequences:
 * ncp = 2 d / √(1/n1 + 1/n2) on n1 + n2 − 2 degrees of freedom.
 *
 * @param plan d = treatment effect / SD of the differences within patients, as for the paired test
 * @throws RangeError unless n1, n2 ≥ 1 are whole and n1 + n2 ≥ 3, or as `tTestPower`
 * @see Senn (2002) Cross-over Trials in Clinical Research, 2nd ed., ch. 9
 * @example
 * ```ts
 * import { crossoverTPower } from 'crossover-sim/power';
 * crossoverTPower(12, 12, { d: 0.6, alpha: 0.05, sides: 2 }); // → 0.802079
 * ```
 */
export function crossoverTPower(n1: number, n2: number, plan: TTestPlan): number {
  checkTwoGroups(n1, n2);
  checkTTestPlan('plan', plan);
  return tTestPower((2 * plan.d) / Math.sqrt(1 / n1 + 1 / n2), n1 + n2 - 2, plan.alpha, plan.sides);
}

/**
 * Power of the two-sample t test with pooled variance for parallel groups of n1 and n2 patients:
 * ncp = d / √(1/n1 + 1/n2) on n1 + n2 − 2 degrees of freedom.
 *
 * @param plan d = difference of means / common SD between patients
 * @throws RangeError as `crossoverTPower`
 * @see as `tTestPower`
 * @example
 * ```ts
 * import { parallelTPower } from 'crossover-sim/power';
 * parallelTPower(50, 50, { d: 0.6, alpha: 0.05, sides: 2 }); // → 0.843875
 * ```
 */
export function parallelTPower(n1: number, n2: number, plan: TTestPlan): number {
  checkTwoGroups(n1, n2);
  checkTTestPlan('plan', plan);
  return tTestPower(plan.d / Math.sqrt(1 / n1 + 1 / n2), n1 + n2 - 2, plan.alpha, plan.sides);
}

/** @throws TypeError or RangeError unless both groups have participants and there are three of them at least */
export function checkTwoGroups(n1: number, n2: number): void {
  checkWhole('n1', n1, 1);
  checkWhole('n2', n2, 1);
  checkWhole('n1 + n2', n1 + n2, 3);
}

/** @throws TypeError or RangeError unless the argument is the plan of a t test */
export function checkTTestPlan(name: string, plan: TTestPlan): void {
  check(name, plan, tTestPlan);
}
