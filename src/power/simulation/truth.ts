import { estimandOf, methodNamed, type Estimand } from '../../analysis/index.ts';
import { Responses } from '../../analysis/selection/responses.ts';
import { potentialOutcomes } from '../../trial/potential-outcomes.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import { type CompiledStudy } from './compiled-study.ts';
import { questionOf } from '../../study/question.ts';
import { meanOf } from '../../statistics/moments.ts';
import { standardDeviation } from '../../statistics/running-moments.ts';
import { runReplicates } from './replicate-loop.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { whyNoTruth } from './truth-applies.ts';
import type { TrueEffect } from '../true-effect.ts';

/** The trial number whose streams belong to the first part of the population of potential outcomes; the parts that follow have −2, −3, … No simulated trial has one of them. */
const FIRST_PART = -1;

/** Most participants behind a truth: so many times `power.truthPatients`, and no more than this unless `power.truthPatients` asks for it (assumed: seconds of work). */
const MAX_PARTS = 10;
const MAX_PATIENTS = 1_000_000;

/**
 * The standard error of a truth is to be at most this share of that of the mean estimate over so many replicates. They are a fixed number, so that a run that is made longer
 * keeps its truth.
 */
const SHARE = 0.1;
const REFERENCE_REPLICATES = 1000;

/** Replicates from which the standard error of an estimate is judged beforehand; fewer, down to two, where trials are large. */
const PILOT_REPLICATES = 20;

/**
 * True effects of every analysis of a study, from virtual participants who are given each condition as their first treatment, with common random numbers and nothing missing.
 *
 * They are `power.truthPatients`, and then as many more, in parts of the same size, as it takes for the standard error of every true effect to be at most a tenth of that of the mean
 * estimate over 1000 replicates: SE(truth) ≤ 0.1 · SE(estimate)/√1000, the standard error of an estimate judged by the first 20 replicates. At most ten parts; what error is left is part of
 * the printed errors of bias and coverage. Depends on the study alone.
 *
 * @throws RangeError if nobody belongs to an analysis's population
 */
export function trueEffects(compiled: CompiledStudy): TrueEffect[] {
  const { study, key, reads, planned } = compiled;
  const { truthPatients } = study.power;
  const whyNone = planned.map((analysis) => whyNoTruth(analysis, study.trial));
  const samples = planned.map((analysis) => new EffectSample(analysis, truthPatients));
  const grow = (part: number): void => {
    const population = potentialOutcomes(study.trial, key, reads, truthPatients, FIRST_PART - part);
    samples.forEach((sample, position) => whyNone[position] ?? sample.add(population));
  };
  if (whyNone.includes(undefined)) grow(0);
  const errors = samples.map((sample, position) => (whyNone[position] === undefined ? sample.standardError() : 0));
  const parts = Math.min(partsNeeded(compiled, errors), MAX_PARTS, Math.max(1, Math.floor(MAX_PATIENTS / truthPatients)));
  for (let part = 1; part < parts; part++) grow(part);
  return samples.map((sample, position) => sample.effect(whyNone[position]));
}

/** True effects from one part of the population alone, `power.truthPatients` virtual participants: for what needs no more than their size. */
export function roughEffects({ study, key, reads, planned }: CompiledStudy): TrueEffect[] {
  const { truthPatients } = study.power;
  const population = potentialOutcomes(study.trial, key, reads, truthPatients, FIRST_PART);
  return planned.map((analysis) => {
    const whyNone = whyNoTruth(analysis, study.trial);
    const sample = new EffectSample(analysis, truthPatients);
    if (whyNone === undefined) sample.add(population);
    return sample.effect(whyNone);
  });
}

/** How many parts the population needs. @param errors  standard errors of the true effects with one part; 0 where more would not help */
function partsNeeded(compiled: CompiledStudy, errors: readonly number[]): number {
  if (errors.every((error) => error === 0)) return 1;
  const { study, planned } = compiled;
  const { participants } = study.trial.design;
  const replicates = Math.min(PILOT_REPLICATES, Math.max(2, Math.floor(study.power.truthPatients / participants)));
  const pilot = runReplicates(
    compiled,
    planned.map(() => NaN),
    0,
    replicates,
  );
  const needed = pilot.analyses.map(({ variance, variances, estimates }, position) => {
    const error = variances > 0 ? Math.sqrt(variance / variances) : standardDeviation(estimates);
    return error > 0 ? (errors[position] / (SHARE * error)) ** 2 * REFERENCE_REPLICATES : 1;
  });
  return Math.ceil(Math.max(...needed));
}

/** The responses of the participants that an analysis speaks of, under the reference and under the comparator, part after part of the population. */
class EffectSample {
  readonly #analysis: PlannedAnalysis;
  readonly #estimand: Estimand;
  readonly #responses: Responses;
  readonly #room: number;
  #reference: Float64Array = new Float64Array(0);
  #comparator: Float64Array = new Float64Array(0);
  #patients = 0;

  /** @param room  participants in a part of the population */
  constructor(analysis: PlannedAnalysis, room: number) {
    this.#analysis = analysis;
    this.#estimand = estimandOf(analysis.method, analysis.options);
    const visits = analysis.visits?.includes(analysis.visit) === false ? analysis.visits : [analysis.visit];
    this.#responses = new Responses(questionOf(analysis, 0.95), { visits });
    this.#room = room;
  }

  /**
   * Adds a part of the population. With several visits a response is their average; of a difference of differences the second one is taken from the response under the comparator.
   * @throws RangeError if nobody of it belongs to the analysis's population and nobody did before
   */
  add(population: TrialData): void {
    const responses = this.#responses;
    const failure = responses.select(population);
    if (failure !== undefined && this.#patients === 0) throw new RangeError(failure.reason);
    if (failure !== undefined) return;
    this.#reserve();
    const { minus } = this.#analysis;
    const { subjectCount, periodCount } = population;
    const [reference, comparator] = [this.#reference, this.#comparator];
    const under = (condition: string, row: number): number => average(responses.responses, row + population.treatments.indexOf(condition));
    let n = this.#patients;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (responses.included[subject] === 0) continue;
      const row = subject * periodCount;
      reference[n] = average(responses.responses, row + responses.reference);
      comparator[n] = average(responses.responses, row + responses.comparator);
      if (minus !== undefined) comparator[n] -= under(minus.comparator, row) - under(minus.reference, row);
      if (Number.isFinite(reference[n]) && Number.isFinite(comparator[n])) n++;
    }
    this.#patients = n;
  }

  /** Standard error of the true effect so far. */
  standardError(): number {
    const { kind } = this.#estimand;
    return standardErrorOfMean(
      Float64Array.from({ length: this.#patients }, (_, i) => estimandOfOne(kind, this.#reference[i], this.#comparator[i])),
    );
  }

  effect(whyNone: string | undefined): TrueEffect {
    const words = describe(this.#analysis, this.#estimand.words);
    if (whyNone !== undefined) return { value: null, mcse: null, patients: 0, words, whyNone };
    const value = this.#estimand.of(this.#reference, this.#comparator, this.#patients);
    return { value, mcse: this.standardError(), patients: this.#patients, words, ...this.#referenceMean() };
  }

  /** The mean under the reference, where the margins are shares of it. */
  #referenceMean(): Pick<TrueEffect, 'referenceMean'> {
    const { method, options } = this.#analysis;
    if (methodNamed(method).margins?.(options).unit === undefined) return {};
    return { referenceMean: meanOf(this.#reference, this.#patients) };
  }

  #reserve(): void {
    const needed = this.#patients + this.#room;
    if (this.#reference.length >= needed) return;
    const longer = (values: Float64Array): Float64Array => {
      const copy = new Float64Array(needed);
      copy.set(values);
      return copy;
    };
    this.#reference = longer(this.#reference);
    this.#comparator = longer(this.#comparator);
  }
}

function average(columns: readonly Float64Array[], row: number): number {
  let sum = 0;
  for (const column of columns) sum += column[row];
  return sum / columns.length;
}

function estimandOfOne(kind: string, reference: number, comparator: number): number {
  if (kind === 'mean-log-ratio') return reference > 0 && comparator > 0 ? Math.log(comparator) - Math.log(reference) : 0;
  if (kind === 'mean-log1p-ratio') return Math.log1p(comparator) - Math.log1p(reference);
  return comparator - reference;
}

function standardErrorOfMean(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const populationWords: Readonly<Record<PlannedAnalysis['population'], string>> = {
  all: 'all eligible patients',
  completers: 'all eligible patients (nobody missing)',
  'placebo-responders': 'the eligible patients who respond under the reference',
};

function describe(analysis: PlannedAnalysis, words: string): string {
  const when = analysis.visits?.includes(analysis.visit) === false ? `averaged over ${analysis.visits.join(', ')}` : `at ${analysis.visit}`;
  return (
    `${words}; ${analysis.comparator} (comparator) against ${analysis.reference} (reference)${analysis.minus === undefined ? '' : `, less the difference ${analysis.minus.comparator} against ${analysis.minus.reference}`}, ${analysis.measure} of ${analysis.endpoint} ${when}, ` +
    `in ${populationWords[analysis.population]}, if every participant received each treatment in the first period`
  );
}
