import type { ParameterTable } from '../parameters/parameter-table.ts';
import type { AnalysisSpec, BoundAnalysis } from './analysis.ts';
import type { Estimand } from './estimand.ts';
import type { ExactPower } from './exact-power.ts';
import type { OptionsOf } from './method-options.ts';
import type { RSource } from './r-code/source.ts';
import type { TrialSums } from './sums/trial-sums.ts';

/**
 * How a method tells treatment from period: `paired`, a patient's responses under both conditions, in any order; `crossover`, two periods adjusted
 * for period, so that both orders are needed; `parallel`, the groups of period 1; `arms`, the last period of those given one condition throughout; `model`, a model of periods and sequences of any number.
 */
export type Pairing = 'paired' | 'crossover' | 'parallel' | 'arms' | 'model';

/** What a method tests: that there is no difference, that the effect lies outside margins, or that it is worse by a margin. */
export type NullHypothesis = 'difference' | 'equivalence' | 'non-inferiority';

/** Margins of the effect, lower and upper: as they are stated (differences, or ratios), and on the scale of the estimate (logarithms for ratios). */
export interface Margins {
  /** Given where both are shares of the mean under the reference, a mean that only data or a simulation tell. */
  readonly unit?: 'share-of-reference';
  readonly stated: readonly [lower: number, upper: number];
  readonly ofEstimate: readonly [lower: number, upper: number];
}

/** What a model of periods and sequences holds. */
export interface ModelTerms {
  /** Whether the treatment of the period before has an effect of its own. */
  readonly carryover: boolean;
  /** Whether the variance between participants cannot be estimated below 0. */
  readonly atLeastZero: boolean;
}

/** An option that says nothing, too much, or the impossible. */
export interface OptionProblem {
  readonly option: string;
  readonly message: string;
}

/**
 * One method of analysis: a question and options, bound once, then run on trials. What others must know of it, it declares here; no file beside
 * its own asks for it by name.
 */
export interface AnalysisMethod<Table extends ParameterTable = ParameterTable, Options = OptionsOf<Table>> {
  readonly kind: string;
  readonly label: string;
  /** With its article, as in the sentence of a protocol: “… will be compared by `phrase`”. */
  readonly phrase: string;
  /** What kind of values it takes. */
  readonly outcomeType: 'continuous' | 'binary' | 'any';
  /** One visit, or several together. */
  readonly scope: 'visit' | 'visits';
  readonly options: Table;
  readonly nullHypothesis: NullHypothesis;
  /** The distribution that its statistic is referred to; an interim analysis needs Student's t. */
  readonly judgedBy: 't' | 'ranks' | 'counts' | 'permutations';
  /** `slow` where it takes about ten times as long as the others. */
  readonly cost: 'fast' | 'slow';
  /** True where it can adjust for covariates of the subjects. */
  readonly takesCovariates?: boolean;
  /** True where it can take a difference of differences (`minus`), when its pairing is `model`. */
  readonly takesContrasts?: boolean;
  /** What the keys of those of its details mean that no other method gives, keys within keys joined by points; R and C stand for the reference's and the comparator's names. */
  readonly detailLabels?: Readonly<Record<string, string>>;
  pairing(options: Options): Pairing;
  /** The margins that it tests against, where its null hypothesis is not of no difference. */
  margins?(options: Options): Margins;
  /** What is wrong with its options, each of which is valid by itself. */
  optionProblem?(options: Options): OptionProblem | undefined;
  /** Whether it reads the baselines of the periods, whatever the measure. */
  readsBaselines?(options: Options): boolean;
  /** What the estimate aims at, to be computed from both potential outcomes of a large population. */
  estimand(options: Options): Estimand;
  /** @param sums  what it may share with other analyses of the same trials; none where each is run by itself */
  bind(question: AnalysisSpec, options: Options, sums?: TrialSums): BoundAnalysis;
  /** Its power by formula for complete normal responses (on the scale of the estimate), or why these options have none; left out where there is no formula. */
  exactPower?(options: Options): ExactPower | string;
  /** Of a method whose pairing is `model`: what its power by formula must know of the model; left out where it has no formula. */
  modelTerms?(options: Options): ModelTerms;
  /** R code that analyses `cells` in the same way and prints the figures under our names; left out where R has no equivalent. */
  rCode?(question: AnalysisSpec, options: Options, source: RSource): string;
}
