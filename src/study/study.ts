import type { Alternative, EndpointScoring, Measure, Population } from '../analysis/analysis.ts';
import type { MethodName } from '../analysis/methods/index.ts';
import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import type { InterimPlan } from './interim-plan.ts';
import type { MultiplicityPlan } from './multiplicity-plan.ts';
import type { TrialModel } from '../trial/trial-model.ts';

/** Directions in which a significant effect counts as success; `either` counts both. */
export const directions = ['either', 'greater', 'less'] as const;
export type Direction = (typeof directions)[number];

/** One analysis as a scenario declares it. */
export interface PlannedAnalysis {
  readonly method: MethodName;
  readonly endpoint: string;
  readonly visit: string;
  readonly visits?: readonly string[];
  readonly baseline: string;
  /** Covariates of the patients that the method adjusts for; none where left out. */
  readonly covariates?: readonly string[];
  readonly measure: Measure;
  readonly population: Population;
  readonly reference: string;
  readonly comparator: string;
  /** A second difference that is taken from the first, where the analysis is of a difference of differences. */
  readonly minus?: { readonly reference: string; readonly comparator: string };
  readonly alternative: Alternative;
  /** How values of the endpoint are called and judged, where the scenario declares it. */
  readonly declared?: EndpointScoring;
  /** Success needs p ≤ alpha and an estimate on this side of zero. */
  readonly direction: Direction;
  /** Significance level; the study's `power.alpha` unless the analysis has its own. */
  readonly alpha: number;
  /** Options of the method itself (margin, df, covariance …), complete. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
}

/** A conjunction of analyses: the trial supports the claim when all of them succeed in the same trial. */
export interface Claim {
  readonly name: string;
  readonly all: readonly string[];
  /** Whether what is claimed is true of the patients of this study; unsaid where the scenario does not say. */
  readonly holds?: boolean;
}

export const powerParameters = {
  replicates: {
    default: 10_000,
    unit: 'trials',
    min: 1,
    max: 1_000_000_000,
    integer: true,
    about: 'number of simulated trials',
    source: 'definition',
  },
  alpha: {
    default: 0.05,
    unit: 'fraction',
    min: 1e-9,
    max: 0.5,
    about: 'significance level (two-sided tests; each one-sided test of an equivalence test)',
    source: 'definition',
  },
  level: { default: 0.95, unit: 'fraction', min: 0.5, max: 0.9999, about: 'coverage of the confidence intervals', source: 'definition' },
  target: { default: 0.8, unit: 'fraction', min: 0.01, max: 0.9999, about: 'power aimed at by `sample-size`', source: 'definition' },
  truthPatients: {
    default: 20_000,
    unit: 'patients',
    min: 100,
    max: 10_000_000,
    integer: true,
    about:
      'virtual patients from whose potential outcomes the true effects are computed, at least; up to ten times as many (a million at most) are taken where the error of a true effect would count',
    source: 'definition',
  },
  maxFailures: {
    default: 0.01,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'largest share of analyses that may fail before no power is given',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/** A whole question: what is simulated, how it is analysed, and what would be claimed. */
export interface Study {
  readonly name: string;
  readonly title: string;
  readonly seed: string;
  readonly trial: TrialModel;
  readonly analyses: Readonly<Record<string, PlannedAnalysis>>;
  readonly claim?: Claim;
  /** Interim analyses of the trial. */
  readonly interim?: InterimPlan;
  /** Analyses judged together. */
  readonly multiplicity?: MultiplicityPlan;
  readonly power: ParameterValues<typeof powerParameters>;
  /** SHA-256 of the posterior's draws that the scenario names; nothing is simulated from it, and questions about what is not known are. */
  readonly posterior?: string;
}
