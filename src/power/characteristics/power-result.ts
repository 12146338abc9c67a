import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { InterimResult } from '../interim/interim-result.ts';
import type { MultiplicityResult } from '../multiplicity/multiplicity-result.ts';

export interface AnalysisResult {
  /**
   * Probability of success in the trial as it is run: rejected at the analysis's alpha, in the direction asked; with interim analyses at the stop, judged together with others after
   * adjustment. Trials that could not be analysed count as failures.
   */
  readonly power: SimulatedProportion;
  /** Probability of success of the analysis by itself, at its own alpha on all participants; only where that is not how the trial is run. */
  readonly unadjustedPower?: SimulatedProportion;
  /** The true effect, from potential outcomes; null where the one that is known is not what the analysis estimates (`notes` say why). */
  readonly trueEffect: number | null;
  readonly trueEffectMcse: number | null;
  readonly estimand: string;
  /** What must be known to read these figures, in sentences; absent where there is nothing. */
  readonly notes?: readonly string[];
  /** Mean estimate. */
  readonly meanEstimate: SimulatedFigure;
  /** Mean estimate minus true effect; its error includes that of the true effect. */
  readonly bias: SimulatedFigure;
  /** SD of the estimates over trials. */
  readonly empiricalSe: number | null;
  /** Root mean squared standard error that the analysis reports. */
  readonly modelSe: number | null;
  /**
   * Share of confidence intervals that hold the true effect; its error includes that of the true effect.
   * An interval of ranks (`wilcoxon`, `rank-crossover`) counts with the level that it reaches, not with the level asked.
   */
  readonly coverage: SimulatedFigure;
  /** Share of the significant estimates that have the wrong sign (type S error); null without significant estimates or without a true effect. */
  readonly signError: number | null;
  /** Mean absolute significant estimate over the absolute true effect (type M error). */
  readonly exaggeration: number | null;
  /** Share of fits on the boundary of the parameter space. */
  readonly singular: number;
  readonly notEstimable: { readonly count: number; readonly share: number; readonly reasons: Readonly<Record<string, number>> };
  /** Exact power by formula, where the scenario has one. */
  readonly analyticPower?: number;
}

/** Mean numbers of patients per trial. */
export interface FlowResult {
  readonly screened: number;
  readonly screenFailures: number;
  readonly randomised: number;
  readonly perPeriod: readonly number[];
  readonly completed: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** Operating characteristics of a study. */
export interface PowerResult {
  readonly participants: number;
  readonly replicates: number;
  readonly analyses: Readonly<Record<string, AnalysisResult>>;
  /** The claim in the trial as it is run. */
  readonly claim?: {
    readonly name: string;
    readonly power: SimulatedProportion;
    /** Of a claim of two analyses, where a formula gives it. */
    readonly analyticPower?: number;
  };
  /** Where the scenario has interim analyses. */
  readonly groupSequential?: InterimResult;
  /** Where the scenario judges analyses together. */
  readonly multiplicity?: MultiplicityResult;
  readonly flow: FlowResult;
}

/** An analysis as documents and reports give it: without a power where it could not be estimated too often. */
export interface ReportedAnalysis extends Omit<AnalysisResult, 'power'> {
  readonly power: SimulatedProportion | null;
}

/** A result as documents and reports give it: the power of what could not be estimated too often is null. Every `PowerResult` is one. */
export interface ReportedResult extends Omit<PowerResult, 'analyses' | 'claim'> {
  readonly analyses: Readonly<Record<string, ReportedAnalysis>>;
  readonly claim?: Omit<NonNullable<PowerResult['claim']>, 'power'> & { readonly power: SimulatedProportion | null };
}
