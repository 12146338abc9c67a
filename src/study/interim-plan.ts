import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

const spendingNames = ['obrien-fleming', 'pocock', 'kim-demets', 'hwang-shih-decani'] as const;

/** How an interim analysis is judged: a spending function and its parameter. */
export const spendingTable = {
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
  /** Numbers of randomised patients whose data are complete at each interim analysis, rising. */
  readonly looks: readonly number[];
  readonly futility?: ParameterValues<typeof futilityParameters> & {
    /** z values for the interim analyses, in the direction of success; used when beta is 0. */
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
