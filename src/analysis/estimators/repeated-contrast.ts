import type { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import { RepeatedMeasuresFit } from '../../statistics/mixed-models/repeated-measures-fit.ts';
import { RepeatedMeasuresInference } from '../../statistics/mixed-models/repeated-measures-inference.ts';
import { PairwiseCovariance } from '../../statistics/mixed-models/pairwise-covariance.ts';
import { isRoundingNoise, noiseSquares } from '../../statistics/rounding-noise.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast } from './contrast.ts';
import type { RepeatedValues } from '../selection/repeated-values.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import { tFigures, type TFigures } from './t-estimate.ts';
import { LARGEST_IN_INFORMATION, magnitudeProblem, withoutVariation } from './variation.ts';

/** The fitting machinery for one layout of slots. */
interface Machinery {
  readonly measures: RepeatedMeasures;
  readonly fit: RepeatedMeasuresFit;
  readonly start: PairwiseCovariance;
  readonly inference: RepeatedMeasuresInference;
}

/** The treatment effect at a visit, or averaged over visits, of a repeated-measures model. */
export class RepeatedContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #values: RepeatedValues;
  readonly #visits: readonly string[];
  /** The visit asked, or −1 for the average. */
  readonly #asked: number;
  readonly #isUnstructured: boolean;
  readonly #kenwardRoger: boolean;
  #machinery: Machinery;

  constructor({ visit }: AnalysisSpec, visits: readonly string[], values: RepeatedValues, isUnstructured: boolean, kenwardRoger: boolean) {
    this.#values = values;
    this.#visits = visits;
    this.#asked = visits.indexOf(visit);
    this.#isUnstructured = isUnstructured;
    this.#kenwardRoger = kenwardRoger;
    this.#machinery = machineryFor(values.measures);
  }

  get singular(): boolean {
    return this.#machinery.fit.singular;
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
    const { measures } = values;
    if (measures !== this.#machinery.measures) this.#machinery = machineryFor(measures);
    const { fit, inference } = this.#machinery;
    const outOfRange = magnitudeProblem(values.largest, LARGEST_IN_INFORMATION);
    if (outOfRange !== undefined) return outOfRange;
    const refusal = this.#start();
    if (refusal !== undefined) return notEstimable(refusal);
    let failure = fit.fit();
    if (failure !== undefined && this.#isUnstructured) {
      this.#machinery.start.equicorrelated(fit.theta);
      failure = fit.fit();
    }
    if (failure !== undefined) return notEstimable(this.#unvarying() ?? failure);
    if (!inference.prepare(this.#kenwardRoger)) return notEstimable('the information of the covariance is not positive definite');
    this.#effectAt(this.#asked);
    this.estimate = inference.estimate;
    this.standardError = inference.standardError;
    this.df = inference.df;
    if (!(this.standardError > 0 && this.df > 0 && Number.isFinite(this.df))) return notEstimable('the standard error is not positive');
    return undefined;
  }

  /** Finds what cannot be estimated, and a start of the covariance. */
  #start(): string | undefined {
    const { measures, weights, fixedPerSlot, largest } = this.#values;
    const { fit, start } = this.#machinery;
    const { slots } = measures.structure;
    if (measures.subjects === 0) return 'no subject has the values that are compared';
    fit.likelihood.start();
    for (let visit = 0; visit < this.#visits.length; visit++) {
      for (let c = 0; c < weights.length; c++) {
        if (weights[c] === 0 || fit.likelihood.kept[visit * measures.base + c] === 1) continue;
        return `the treatment effect at visit ${this.#visits[visit]} cannot be separated from sequence and period: a group has no values there`;
      }
    }
    start.read(fixedPerSlot);
    let noise = 0;
    for (let slot = 0; slot < slots; slot++) {
      const variance = start.covariance[slot * slots + slot];
      if (!isRoundingNoise(Math.sqrt(variance), largest)) continue;
      if (Number.isNaN(variance)) return `there are no values to compare at ${this.#values.slotName(slot)}`;
      if (this.#isUnstructured) return withoutVariation(`values compared at ${this.#values.slotName(slot)}`);
      noise++;
    }
    if (noise === slots) return withoutVariation('values');
    if (!this.#isUnstructured) {
      start.subjectPeriod(fit.theta, this.#visits.length);
      return undefined;
    }
    if (measures.subjects < slots + fixedPerSlot) {
      return `an unstructured covariance of ${slots} measurements needs at least ${slots + fixedPerSlot} subjects, got ${measures.subjects}`;
    }
    start.unstructured(fit.theta);
    return undefined;
  }

  /** The words for values of two periods at one visit whose difference is always that of the fixed effects; undefined where there are none. */
  #unvarying(): string | undefined {
    const { measures, largest } = this.#values;
    const { slots } = measures.structure;
    for (let a = 0; a < slots; a++) {
      for (let b = 0; b < a; b++) {
        if (measures.visitOf[a] !== measures.visitOf[b]) continue;
        const { squares, count } = measures.differenceSquares(a, b);
        if (count > 0 && !(squares > noiseSquares(largest, count))) {
          return withoutVariation(`differences between ${this.#values.slotName(b)} and ${this.#values.slotName(a)}`);
        }
      }
    }
    return undefined;
  }

  /** Puts the effect at a visit, or their average (−1), into the inference. */
  #effectAt(visit: number): void {
    const { inference } = this.#machinery;
    const { weights, measures } = this.#values;
    const visits = this.#visits.length;
    inference.contrast.fill(0);
    for (let v = 0; v < visits; v++) {
      if (visit >= 0 && visit !== v) continue;
      for (let c = 0; c < weights.length; c++) inference.contrast[v * measures.base + c] = weights[c] / (visit < 0 ? visits : 1);
    }
    inference.read();
  }

  #figuresAt(visit: number, level: number): TFigures {
    this.#effectAt(visit);
    const { estimate, standardError, df } = this.#machinery.inference;
    return tFigures(estimate, standardError, df, level);
  }

  details(level: number): Record<string, unknown> {
    const { fit, measures } = this.#machinery;
    const { slots } = measures.structure;
    const [subject, period, residual] = fit.theta;
    return {
      // A list: the keys of an object that look like numbers (visits 1.5, 3, 6) would not stay in the order of the visits.
      visits: this.#visits.map((name, visit) => ({ visit: name, ...this.#figuresAt(visit, level) })),
      average: this.#figuresAt(-1, level),
      asked: this.#asked < 0 ? 'average' : this.#visits[this.#asked],
      ...(this.#isUnstructured
        ? {
            measurements: Array.from({ length: slots }, (_, slot) => this.#values.slotName(slot)),
            covariance: Array.from({ length: slots }, (_, a) => [...fit.likelihood.covariance.subarray(a * slots, (a + 1) * slots)]),
          }
        : { varianceComponents: { subject, subjectPeriod: period, residual } }),
      singular: fit.singular,
      logLik: fit.logLikelihood,
      observations: measures.observations,
      steps: fit.steps,
    };
  }
}

function machineryFor(measures: RepeatedMeasures): Machinery {
  const fit = new RepeatedMeasuresFit(measures);
  return { measures, fit, start: new PairwiseCovariance(measures), inference: new RepeatedMeasuresInference(fit) };
}
