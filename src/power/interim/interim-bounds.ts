import type { InterimPlan, spendingTable } from '../../study/interim-plan.ts';
import type { SpendingFunction } from '../../statistics/group-sequential/spending.ts';
import type { ParameterValues } from '../../parameters/parameter-table.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { StoppingBounds } from '../../statistics/group-sequential/crossing.ts';
import { type LookPlan, efficacyBoundary } from '../../statistics/group-sequential/boundary.ts';
import { type FutilityRule, futilityBoundary } from '../../statistics/group-sequential/futility.ts';

/** The sign that success has: the estimate times it is what the upper bound is for. Two-sided trials stop on either side. */
export function orientationOf({ alternative, direction }: PlannedAnalysis): { readonly sign: 1 | -1; readonly sided: 1 | 2 } {
  const towards = alternative === 'two-sided' ? direction : alternative;
  return { sign: towards === 'less' ? -1 : 1, sided: towards === 'either' ? 2 : 1 };
}
export function spendingOf({ spending, parameter }: ParameterValues<typeof spendingTable>): SpendingFunction {
  if (spending === 'kim-demets') return { kind: spending, rho: parameter };
  return spending === 'hwang-shih-decani' ? { kind: spending, gamma: parameter } : { kind: spending };
}

/** Bounds of the trial, and those that inference after stopping rests on (without futility that need not be obeyed). */
export interface InterimBounds {
  readonly stopping: StoppingBounds;
  readonly inference: StoppingBounds;
}

/**
 * Stopping bounds of a plan, on the scale of z, information in proportion to the number of patients. A one-sided success (a one-sided alternative, or a direction)
 * spends its one-sided level: alpha, or alpha/2 of a two-sided test in one direction.
 *
 * @param participants  patients at the end
 * @throws RangeError if looks do not rise to below the end, or futility is asked of a two-sided test, or a spending function lacks its parameter
 * @see Lan & DeMets (1983) Biometrika 70:659–663, DOI 10.1093/biomet/70.3.659
 */
export function interimBounds(plan: InterimPlan, planned: PlannedAnalysis, participants: number): InterimBounds {
  const { sided } = orientationOf(planned);
  const alpha = sided === 1 && planned.alternative === 'two-sided' ? planned.alpha / 2 : planned.alpha;
  const informationRates = [...plan.looks.map((look) => look / participants), 1];
  const lookPlan: LookPlan = { informationRates, alpha, sided, efficacy: { kind: 'spending', spending: spendingOf(plan) } };
  const efficacy = efficacyBoundary(lookPlan);
  if (plan.futility === undefined) return { stopping: efficacy, inference: efficacy };
  const { binding, beta, bounds } = plan.futility;
  const rule: FutilityRule =
    beta > 0 ? { kind: 'spending', spending: spendingOf(plan.futility), beta, binding } : { kind: 'fixed', bounds, binding };
  const stopping = futilityBoundary(lookPlan, rule);
  return { stopping, inference: binding ? stopping : { ...stopping, lower: stopping.lower.map(() => -Infinity) } };
}
