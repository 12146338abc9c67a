import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import {
  efficacyBoundary,
  futilityBoundary,
  type FutilityRule,
  type LookPlan,
  type SpendingFunction,
  type StoppingBounds,
} from '../statistics/group-sequential/index.ts';
import type { PlannedAnalysis } from './study.ts';

const spendingNames = ['obrien-fleming', 'pocock', 'kim-demets', 'hwang-shih-decani'] as const;

/** How an interim analysis is judged: a spending function and its parameter. */
const spendingTable = {
  spending: {
    kind: 'choice',
    default: 'obrien-fleming',
    options: spendingNames,
    about: 'error-spending function of Lan and DeMets',
    source: 'definition',
  },
  parameter: {
    default: 0,
    unit: 'none',
    min: -40,
    max: 40,
    about: 'rho of kim-demets (above 0) or gamma of hwang-shih-decani; the others have none',
    source: 'definition',
  },
} as const satisfies ParameterTable;

export const interimParameters = spendingTable;
export const futilityParameters = {
  ...spendingTable,
  beta: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 0.9,
    about: 'error of the second kind to spend; 0 = bounds are given as z values',
    source: 'definition',
  },
  binding: {
    kind: 'switch',
    default: false,
    about: 'whether the trial must stop for futility, so that the bounds for efficacy may count on it',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/** The looks of a trial that may stop early, as a scenario declares them. */
export interface InterimPlan extends ParameterValues<typeof interimParameters> {
  /** The analysis that is repeated at every look and at the end. */
  readonly analysis: string;
  /** Numbers of randomised patients whose data are complete at each look before the end, rising. */
  readonly looks: readonly number[];
  readonly futility?: ParameterValues<typeof futilityParameters> & {
    /** z values for the looks before the end, in the direction of success; used when beta is 0. */
    readonly bounds: readonly number[];
  };
}

/**
 * The plan of a trial of this many participants: every interim analysis at the same fraction of them as before, in whole participants once it is run (`wholeLooks`).
 * @param before  the number of participants that the plan is for
 */
export function scaledPlan(plan: InterimPlan, before: number, participants: number): InterimPlan {
  return before === participants ? plan : { ...plan, looks: plan.looks.map((look) => (look * participants) / before) };
}

/** The plan in whole participants, without interim analyses that so small a trial has no room for; undefined when none is left. */
export function wholeLooks(plan: InterimPlan, participants: number): InterimPlan | undefined {
  const rounded = plan.looks.map(Math.round);
  const kept = rounded.map((look, place) => look >= 1 && look < participants && look > (rounded[place - 1] ?? 0));
  if (!kept.includes(true)) return undefined;
  const looks = rounded.filter((_, place) => kept[place]);
  const { futility } = plan;
  if (futility === undefined) return { ...plan, looks };
  return { ...plan, looks, futility: { ...futility, bounds: futility.bounds.filter((_, place) => kept[place]) } };
}

/** The sign that success has: the estimate times it is what the upper bound is for. Two-sided trials stop on either side. */
export function orientationOf({ alternative, direction }: PlannedAnalysis): { readonly sign: 1 | -1; readonly sided: 1 | 2 } {
  const towards = alternative === 'two-sided' ? direction : alternative;
  return { sign: towards === 'less' ? -1 : 1, sided: towards === 'either' ? 2 : 1 };
}

function spendingOf({ spending, parameter }: ParameterValues<typeof spendingTable>): SpendingFunction {
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
