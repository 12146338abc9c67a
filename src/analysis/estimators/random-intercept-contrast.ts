import { squared } from '../../elementary/index.ts';
import { RandomInterceptFit } from '../../statistics/mixed-models/random-intercept-fit.ts';
import { noiseSquares } from '../../statistics/rounding-noise.ts';
import { type DfRule, RandomInterceptInference } from '../../statistics/mixed-models/random-intercept-inference.ts';
import { SubjectSums } from '../../statistics/mixed-models/subject-sums.ts';
import type { SubjectUnit } from '../../statistics/mixed-models/subject-unit.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast, ReferenceMean } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { effectDetails } from './effect-details.ts';
import { type FixedEffect, ModelColumns } from '../selection/model-columns.ts';
import { notEstimable, Responses } from '../selection/responses.ts';
import { SubjectUnits } from '../selection/subject-units.ts';
import { SubjectTally } from '../selection/subject-tally.ts';
import { tFigures, type TFigures } from './t-estimate.ts';
import { magnitudeProblem } from './variation.ts';

// Longer than other files: one class: the effect and the mean under the reference are combinations of one fit.

/** How a random-intercept model is fitted and judged. */
export interface RandomInterceptChoices {
  readonly df: DfRule;
  /** True when the covariance within subjects may be negative. */
  readonly negative: boolean;
  /** True to adjust for the baseline of each period. */
  readonly withBaseline: boolean;
  /** True to use the closed form where there is one. */
  readonly closedForm: boolean;
  /** True to adjust for the treatment of the period before. */
  readonly carryover?: boolean;
  /** What is analysed instead of the response. */
  readonly transformation?: Transformation;
  /** True where the mean under the reference is asked for. */
  readonly withReference?: boolean;
}

/** The model of `mixed-model` as it is by default. */
export const plainModel: RandomInterceptChoices = { df: 'kenward-roger', negative: false, withBaseline: false, closedForm: true };

/** Squares of values beyond this overflow, or their sums do; assumed. */
const LARGEST = 1e150;

const nothing: Float64Array<ArrayBuffer> = new Float64Array(0);

/** Why the effect of a model of sequences and periods cannot be estimated. */
export function aliasedEffect(carryover: boolean): string {
  return `the treatment effect cannot be separated from the effects of sequence, period${carryover ? ', carry-over' : ''} and covariates`;
}

/** Why the mean under the reference cannot be estimated. */
export const aliasedReference =
  'the mean under the reference, averaged over sequences and periods, cannot be separated from the effects of sequence, period and covariates';

/** The treatment effect of a random-intercept model read from trial after trial. */
export class RandomInterceptContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly tally = new SubjectTally();
  readonly #responses: Responses;
  readonly #choices: RandomInterceptChoices;
  readonly #columns: ModelColumns;
  readonly #units: SubjectUnits;
  readonly #sums = new SubjectSums();
  readonly #fit = new RandomInterceptFit();
  readonly #inference = new RandomInterceptInference();
  #transformed = nothing;
  #largest = 0;
  /** Taken off every value. */
  #centre = 0;
  /** Weights of the mean under the reference, for the columns kept, and what was taken off it. */
  #ofReference = new Float64Array(0);
  #shift = 0;
  /** Coefficients already taken off the responses, by column; empty unless what they explain would drown the residuals in rounding. */
  #taken: Float64Array = nothing;

  constructor(question: AnalysisSpec, choices: RandomInterceptChoices) {
    this.#responses = new Responses(question, { baselines: choices.withBaseline });
    this.#choices = choices;
    this.#columns = new ModelColumns(question, choices.withBaseline, choices.carryover === true);
    this.#units = new SubjectUnits(this.#columns, choices.withBaseline || (question.covariates ?? []).length > 0);
  }

  get singular(): boolean {
    return this.#fit.singular;
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  read(data: TrialData): NotEstimable | undefined {
    const problem = this.#responses.select(data) ?? this.#columns.start(data, this.#responses);
    if (problem !== undefined) return problem;
    this.#taken = nothing;
    this.#collect(data);
    const sums = this.#sums;
    if (sums.observations === 0) return notEstimable('no subject has a value at this visit');
    const outOfRange = magnitudeProblem(this.#largest, LARGEST, this.#choices.transformation);
    if (outOfRange !== undefined) return outOfRange;
    const last = sums.width - 2;
    sums.dropRedundant();
    if (sums.columns[sums.columns.length - 1] !== last) {
      return notEstimable(aliasedEffect(this.#choices.carryover === true));
    }
    const noise = noiseSquares(this.#largest, sums.observations);
    const { negative, closedForm, df } = this.#choices;
    let failure = this.#fit.fit(sums, { negative, closedForm, noise });
    if (this.#fit.cancelled) {
      this.#takeOff(data);
      failure = this.#fit.fit(sums, { negative, closedForm, noise });
    }
    if (failure !== undefined) return notEstimable(failure);
    this.#inference.prepare(sums, this.#fit, this.#fit.saturated ? 'residual' : df);
    this.#inference.of(sums.columns.length - 1);
    this.estimate = this.#inference.estimate + (this.#taken[last] ?? 0);
    this.standardError = this.#inference.standardError;
    this.df = this.#inference.df;
    if (!(this.standardError > 0 && this.df > 0 && Number.isFinite(this.df))) {
      return notEstimable('the information of the variance components is not positive definite');
    }
    return this.#choices.withReference === true && !this.#weighReference() ? notEstimable(aliasedReference) : undefined;
  }

  /** Finds the weights of the mean under the reference. Returns false where it has no standard error. */
  #weighReference(): boolean {
    const columns = this.#columns;
    const weights = new Float64Array(columns.count);
    columns.meanUnderReference(weights);
    const kept = this.#sums.columns;
    this.#ofReference = Float64Array.from(kept, (column) => weights[column]);
    this.#shift = this.#centre;
    for (let column = 0; column < columns.count; column++) this.#shift += weights[column] * (this.#taken[column] ?? 0);
    return !this.#fit.saturated && weights.every((weight, column) => weight === 0 || kept.includes(column) || columns.mayDrop(column));
  }

  /** Works out `ofEffect` effects and `ofReference` means under the reference, without what was taken off the values. */
  #combine(ofEffect: number, ofReference: number): { estimate: number; variance: number; df: number } {
    const weights = this.#ofReference.map((weight) => ofReference * weight);
    weights[weights.length - 1] += ofEffect;
    this.#inference.ofWeights(weights);
    const { estimate, standardError, df } = this.#inference;
    return { estimate, variance: standardError * standardError, df };
  }

  /** The least-squares mean, see `ModelColumns.meanUnderReference`; variances are those of the fitted model. */
  referenceMean(): ReferenceMean {
    const { estimate, variance } = this.#combine(0, 1);
    const together = this.#combine(1, 1).variance;
    return { mean: estimate + this.#shift, variance, covariance: (together - squared(this.standardError) - variance) / 2 };
  }

  dfAgainst(times: number): number {
    return Number.isFinite(times) ? this.#combine(1, -times).df : this.#combine(0, 1).df;
  }

  /** Takes the effects off the responses, all of them and then those within subjects, so that the sums hold what the effects leave. */
  #takeOff(data: TrialData): void {
    const sums = this.#sums;
    this.#taken = new Float64Array(this.#columns.count);
    for (const matrix of [sums.all(), undefined]) {
      sums.residualSquares(matrix ?? sums.within);
      const coefficients = sums.coefficients();
      sums.columns.forEach((column, place) => (this.#taken[column] += coefficients[place]));
      this.#collect(data);
      sums.dropRedundant();
    }
  }

  #collect(data: TrialData): void {
    const units = this.#units;
    const columns = this.#columns;
    this.tally.start(data, this.#responses.includedCount);
    units.start(data);
    this.#sums.start(columns.count + 1, data.periodCount);
    columns.startMeans(this.#choices.withReference === true);
    this.#addSubjects(data, this.#analysed(data));
    for (let u = 0; u < units.count; u++) if (units.units[u].count > 0) this.#addUnit(units.units[u]);
  }

  #addUnit(unit: SubjectUnit): void {
    this.#sums.add(unit);
    if (this.#choices.withReference !== true) return;
    for (let r = 0; r < unit.size; r++) this.#columns.addToMeans(unit.rows, r * unit.columns, unit.count);
  }

  /** What is analysed, by subject-period. */
  #analysed({ subjectCount, periodCount }: TrialData): Float64Array {
    const { response } = this.#responses;
    const { transformation } = this.#choices;
    if (transformation === undefined) return response;
    const rows = subjectCount * periodCount;
    if (this.#transformed.length < rows) this.#transformed = new Float64Array(rows);
    for (let row = 0; row < rows; row++) this.#transformed[row] = transformation.of(response[row]);
    return this.#transformed;
  }

  /** Adds each subject to its unit. */
  #addSubjects(data: TrialData, analysed: Float64Array): void {
    const { subjectCount, periodCount, sequence } = data;
    const { included } = this.#responses;
    const units = this.#units;
    const taken = this.#taken;
    let centre = NaN;
    let largest = Math.max(this.#responses.magnitude, this.#choices.transformation?.magnitude ?? 0);
    for (let subject = 0, row = 0; subject < subjectCount; subject++, row += periodCount) {
      if (included[subject] === 0) continue;
      const unit = units.unitOf(data, subject, analysed);
      const { size, periods, values } = unit;
      if (size === 0) continue;
      for (let r = 0; r < size; r++) {
        const value = analysed[row + periods[r]];
        if (centre !== centre) centre = value;
        if (Math.abs(value) > largest) largest = Math.abs(value);
        values[r] = value - centre;
      }
      if (taken.length > 0) unit.takeOff(taken);
      unit.add();
      if (units.alone) this.#addUnit(unit);
      this.tally.add(sequence[subject], size === periodCount);
    }
    this.#centre = centre;
    this.#largest = largest;
  }

  details(level: number): Record<string, unknown> {
    const sums = this.#sums;
    const withinOnly = this.#fit.saturated;
    if (withinOnly) sums.residualSquares(sums.within);
    const effects: (FixedEffect & { figures: TFigures })[] = [];
    sums.columns.forEach((column, place) => {
      if (column === 0 || (withinOnly && !sums.isIndependent(place))) return;
      this.#inference.of(place);
      const { estimate, standardError, df } = this.#inference;
      if (!(standardError > 0)) return;
      const shifted = estimate + (this.#taken[column] ?? 0);
      effects.push({ ...this.#columns.effectOf(column), figures: tFigures(shifted, standardError, df, level) });
    });
    return {
      varianceComponents: { subject: this.#fit.subjectVariance, residual: this.#fit.residualVariance },
      singular: this.#fit.singular,
      ...(withinOnly ? { subjects: 'fixed: the sequences leave no difference between participants' } : {}),
      logLik: this.#fit.logLikelihood,
      observations: sums.observations,
      ...(this.#choices.carryover === true ? { unknownCarryover: this.#columns.unknownBefore } : {}),
      ...effectDetails(effects),
    };
  }
}
