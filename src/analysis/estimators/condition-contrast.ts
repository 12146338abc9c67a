import { squared } from '../../elementary/index.ts';
import { ClusterRobustInference } from '../../statistics/mixed-models/cluster-robust-inference.ts';
import { fitHighest, MANY_SUBJECTS } from '../../statistics/mixed-models/highest-fit.ts';
import { PairwiseCovariance } from '../../statistics/mixed-models/pairwise-covariance.ts';
import type { DfRule } from '../../statistics/mixed-models/random-intercept-inference.ts';
import { RepeatedMeasuresFit } from '../../statistics/mixed-models/repeated-measures-fit.ts';
import { RepeatedMeasuresInference } from '../../statistics/mixed-models/repeated-measures-inference.ts';
import { noiseSquares } from '../../statistics/rounding-noise.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import { type ConditionChoices, type ConditionLayout, ConditionValues } from '../selection/condition-values.ts';
import { hasInfusionEffects, type Variances } from '../selection/condition-groups.ts';
import type { FixedEffect } from '../selection/model-columns.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import { StructuredStart } from '../../statistics/mixed-models/structured-start.ts';
import type { Contrast, ReferenceMean } from './contrast.ts';
import { effectDetails } from './effect-details.ts';
import { aliasedEffect, aliasedReference } from './random-intercept-contrast.ts';
import { tFigures, type TFigures } from './t-estimate.ts';
import { LARGEST_IN_INFORMATION, magnitudeProblem, withoutVariation } from './variation.ts';

// Longer than other files: one class: the effect and the mean under the reference are combinations of one fit.

/** How a mixed model whose variances may differ is fitted and judged. */
export interface ConditionModel extends ConditionChoices {
  readonly df: DfRule;
  /** True for standard errors that do not rest on the fitted covariance (CR2), with degrees of freedom of their own. */
  readonly isRobust: boolean;
}

/** The model of `mixed-model` with these variances as it is by default. */
export function conditionModel(variances: Variances): ConditionModel {
  const infusions = hasInfusionEffects(variances);
  return {
    variance: variances.variance,
    infusions,
    df: 'kenward-roger',
    isRobust: false,
    negative: false,
    withBaseline: false,
    carryover: false,
  };
}

/** The fitting machinery for one layout of slots. */
interface Machinery {
  readonly layout: ConditionLayout;
  readonly fit: RepeatedMeasuresFit;
  readonly start: PairwiseCovariance;
  readonly structured: StructuredStart;
  readonly inference: RepeatedMeasuresInference;
  readonly robust: ClusterRobustInference;
}

/** The treatment effect of a mixed model of one visit whose variances may differ, read from trial after trial. */
export class ConditionContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #values: ConditionValues;
  readonly #model: ConditionModel;
  readonly #known = new Map<ConditionLayout, Machinery>();
  #machinery: Machinery | undefined;
  /** Weights of the mean under the reference; empty unless it is asked for. */
  #ofReference = new Float64Array(0);

  constructor(question: AnalysisSpec, model: ConditionModel) {
    this.#values = new ConditionValues(question, model);
    this.#model = model;
  }

  get singular(): boolean {
    return this.#machinery?.fit.singular === true;
  }

  get reads(): readonly string[] {
    return this.#values.reads;
  }

  get tally(): SubjectTally {
    return this.#values.tally;
  }

  read(data: TrialData): NotEstimable | undefined {
    const values = this.#values;
    const problem = values.read(data);
    if (problem !== undefined) return problem;
    const outOfRange = magnitudeProblem(values.largest, LARGEST_IN_INFORMATION, this.#model.transformation);
    if (outOfRange !== undefined) return outOfRange;
    const machinery = this.#machineryFor(values.layout);
    const { fit, start, layout } = machinery;
    const refusal = this.#start(machinery) ?? fitHighest(fit, start, layout.variances, layout.measures.subjects);
    if (refusal !== undefined) return notEstimable(refusal);
    if (this.#model.isRobust) machinery.robust.prepare();
    else if (!machinery.inference.prepare(this.#model.df === 'kenward-roger')) return notEstimable(noInformation);
    this.#read(machinery, values.columns.count - 1);
    if (!(this.standardError > 0 && this.df > 0 && Number.isFinite(this.df))) return notEstimable(noInformation);
    return this.#model.withReference === true && !this.#weighReference(machinery) ? notEstimable(aliasedReference) : undefined;
  }

  /** Finds the weights of the mean under the reference. Returns false where they rest on an effect that is aliased with others. */
  #weighReference({ fit }: Machinery): boolean {
    const { columns } = this.#values;
    if (this.#ofReference.length !== columns.count) this.#ofReference = new Float64Array(columns.count);
    const weights = this.#ofReference;
    columns.meanUnderReference(weights);
    // The columns of the sequences are their means.
    for (let column = 1; column < columns.count; column++) {
      if (columns.effectOf(column).kind === 'sequence') weights[0] -= weights[column];
    }
    if (Math.abs(weights[0]) < 1e-9) weights[0] = 0;
    return weights.every((weight, column) => weight === 0 || fit.likelihood.kept[column] === 1);
  }

  /** Works out `ofEffect` effects and `ofReference` means under the reference, without what was taken off the values. */
  #combine(ofEffect: number, ofReference: number): { estimate: number; variance: number; df: number } {
    const machinery = this.#machinery;
    if (machinery === undefined) return { estimate: NaN, variance: NaN, df: NaN };
    const { inference } = machinery;
    const last = this.#values.columns.count - 1;
    for (let column = 0; column <= last; column++) inference.contrast[column] = ofReference * this.#ofReference[column];
    inference.contrast[last] += ofEffect;
    inference.read();
    return { estimate: inference.estimate, variance: squared(inference.standardError), df: inference.df };
  }

  /** The least-squares mean, see `ModelColumns.meanUnderReference`; variances are those of the fitted model. */
  referenceMean(): ReferenceMean {
    const { estimate, variance } = this.#combine(0, 1);
    const together = this.#combine(1, 1).variance;
    return { mean: estimate + this.#values.centre, variance, covariance: (together - squared(this.standardError) - variance) / 2 };
  }

  dfAgainst(times: number): number {
    return Number.isFinite(times) ? this.#combine(1, -times).df : this.#combine(0, 1).df;
  }

  #machineryFor(layout: ConditionLayout): Machinery {
    let machinery = this.#known.get(layout);
    if (machinery === undefined) {
      const { measures } = layout;
      const fit = new RepeatedMeasuresFit(measures);
      machinery = {
        layout,
        fit,
        start: new PairwiseCovariance(measures),
        structured: new StructuredStart(measures.structure),
        inference: new RepeatedMeasuresInference(fit),
        robust: new ClusterRobustInference(fit),
      };
      if (this.#known.size > 64) this.#known.clear();
      this.#known.set(layout, machinery);
    }
    this.#machinery = machinery;
    return machinery;
  }

  /** Finds what cannot be estimated, and a start of the variances. */
  #start({ layout, fit, start, structured }: Machinery): string | undefined {
    const { measures, slots, variances } = layout;
    const { likelihood } = fit;
    if (measures.subjects === 0) return 'no subject has a value at this visit';
    likelihood.start();
    if (likelihood.kept[this.#values.columns.count - 1] === 0) return aliasedEffect(this.#model.carryover);
    if (measures.observations - likelihood.rank < 1) return 'too few values to tell a variance';
    start.read(0);
    const rest = measures.observations / (measures.observations - likelihood.rank);
    for (let i = 0; i < start.covariance.length; i++) start.covariance[i] *= rest;
    let largest = 0;
    for (let slot = 0; slot < slots.length; slot++) largest = Math.max(largest, start.covariance[slot * slots.length + slot]);
    if (!(largest > noiseSquares(this.#values.largest, 1))) return withoutVariation('values');
    start.conditions(fit.theta, slots, variances);
    if (measures.subjects >= MANY_SUBJECTS) structured.improve(start.covariance, fit.theta);
    return undefined;
  }

  /** Puts the effect of one column into the fields. */
  #read({ fit, inference, robust, layout }: Machinery, column: number): void {
    const { isRobust, df } = this.#model;
    const source = isRobust ? robust : inference;
    source.contrast.fill(0);
    source.contrast[column] = 1;
    // The columns of the sequences are their means: an effect is the difference from the first.
    if (this.#values.columns.effectOf(column).kind === 'sequence') source.contrast[0] = -1;
    source.read();
    this.estimate = source.estimate;
    this.standardError = source.standardError;
    this.df = df === 'residual' && !isRobust ? layout.measures.observations - fit.likelihood.rank : source.df;
  }

  #figuresOf(machinery: Machinery, column: number, level: number): TFigures {
    this.#read(machinery, column);
    return tFigures(this.estimate, this.standardError, this.df, level);
  }

  details(level: number): Record<string, unknown> {
    const machinery = this.#machinery;
    if (machinery === undefined) return {};
    const { columns } = this.#values;
    const { fit, layout } = machinery;
    const effects: (FixedEffect & { figures: TFigures })[] = [];
    const { kept } = fit.likelihood;
    for (let column = 1; column < columns.count; column++) {
      if (kept[column] === 0 || (kept[0] === 0 && columns.effectOf(column).kind === 'sequence')) continue;
      effects.push({ ...columns.effectOf(column), figures: this.#figuresOf(machinery, column, level) });
    }
    return {
      varianceComponents: this.#components(machinery),
      singular: fit.singular,
      logLik: fit.logLikelihood,
      observations: layout.measures.observations,
      ...(this.#model.carryover ? { unknownCarryover: columns.unknownBefore } : {}),
      ...effectDetails(effects),
    };
  }

  /** The variances under the names of what they are of. */
  #components({ fit, layout }: Machinery): Record<string, unknown> {
    const { variances, groups, residuals } = layout;
    const values = this.#values;
    const first = variances.subject ? 1 : 0;
    const infusions = fit.theta.subarray(first, first + variances.groups);
    const rest = fit.theta.subarray(first + variances.groups);
    return {
      ...(variances.subject ? { subject: fit.theta[0] } : {}),
      ...(variances.groups === 0
        ? {}
        : {
            infusion:
              groups.length === 0
                ? infusions[0]
                : named(
                    groups.map((code) => values.groupName(code)),
                    infusions,
                  ),
          }),
      residual:
        this.#model.variance === 'equal'
          ? rest[0]
          : named(
              residuals.map((code) => values.residualName(code)),
              rest,
            ),
    };
  }
}

function named(names: readonly string[], values: Float64Array): Record<string, number> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

const noInformation = 'the information of the variance components is not positive definite';
