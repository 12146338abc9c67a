import { squared } from '../../elementary/index.ts';
import { estimandOf, methodNamed } from '../../analysis/index.ts';
import { comparedResponses } from '../../analysis/bind-analysis.ts';
import { outcomesByPart } from '../../trial/potential-outcomes.ts';
import { sequenceOutcomes } from '../../trial/sequence-outcomes.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { ArmsOfCourse, CoursesByPeriod, PairedCourses } from './course-responses.ts';
import { EffectSample } from './effect-sample.ts';
import { FirstTreatments, type PotentialResponses } from './potential-responses.ts';
import { standardDeviation } from '../../statistics/running-moments.ts';
import { runReplicates } from './replicate-loop.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { effectAimedAt, whyNoTruth } from './truth-applies.ts';
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
 * True effects of every analysis of a study, from virtual participants with common random numbers and nothing missing: who are given each condition as their first treatment, or for an analysis of
 * a course (`effectAimedAt`) who follow every sequence to its end.
 *
 * They are `power.truthPatients`, and then as many more, in parts of the same size, as it takes for the standard error of every true effect to be at most a tenth of that of the mean
 * estimate over 1000 replicates: SE(truth) ≤ 0.1 · SE(estimate)/√1000, the standard error of an estimate judged by the first 20 replicates. At most ten parts; what error is left is part of
 * the printed errors of bias and coverage. Depends on the study alone.
 *
 * @throws RangeError if nobody belongs to an analysis's population
 */
export function trueEffects(compiled: CompiledStudy): TrueEffect[] {
  const { truthPatients } = compiled.study.power;
  const { truths, addPart } = emptyTruths(compiled);
  const grow = (part: number): void => {
    addPart(FIRST_PART - part);
  };
  grow(0);
  const errors = truths.map((truth) => truth.standardError());
  const parts = Math.min(partsNeeded(compiled, errors), MAX_PARTS, Math.max(1, Math.floor(MAX_PATIENTS / truthPatients)));
  for (let part = 1; part < parts; part++) grow(part);
  return truths.map((truth) => truth.effect());
}

/** Truths of which nothing is known yet, and what adds a part of the population to them, by the number of its trial. */
function emptyTruths({ study: { trial, power }, planned, key, reads }: CompiledStudy): {
  readonly truths: readonly Truth[];
  readonly addPart: (replicate: number) => void;
} {
  // Of courses those sequences that are read.
  const courses = coursesRead(planned, trial);
  const truths = planned.map((analysis) => new Truth(analysis, trial, courses));
  const first = truths.filter(({ aim }) => aim === 'first');
  const course = truths.filter(({ aim }) => aim === 'course');
  const outcomes = outcomesByPart({ model: trial, key, reads, patients: power.truthPatients });
  return {
    truths,
    addPart: (replicate) => {
      if (first.length > 0) {
        const population = outcomes(replicate);
        for (const { responses, sample } of first) responses.addTo(sample, population);
      }
      if (course.length > 0 && courses.kind === 'mechanistic') {
        const population = sequenceOutcomes(courses, key, reads, power.truthPatients, replicate);
        for (const { responses, sample } of course) responses.addTo(sample, population);
      }
    },
  };
}

/** The trial with those of its sequences that analyses of a course read: all of them for a model with periods, else those that give both conditions. */
function coursesRead(planned: readonly PlannedAnalysis[], trial: TrialModel): TrialModel {
  if (trial.kind === 'gaussian') return trial;
  const ofCourse = planned.filter((analysis) => effectAimedAt(analysis, trial) === 'course');
  if (!ofCourse.every(isPaired)) return trial;
  const { sequences, weights } = trial.design;
  const isRead = (sequence: readonly string[]): boolean =>
    ofCourse.some(({ reference, comparator }) => sequence.includes(reference) && sequence.includes(comparator));
  const kept = sequences.map((_, code) => code).filter((code) => isRead(sequences[code]));
  return {
    ...trial,
    design: { ...trial.design, sequences: kept.map((code) => sequences[code]), weights: kept.map((code) => weights[code]) },
  };
}

function isPaired({ method, options }: PlannedAnalysis): boolean {
  return comparedResponses(method, options) === 'pairs';
}

function isOfArms({ method, options }: PlannedAnalysis): boolean {
  return comparedResponses(method, options) === 'arms';
}

/** The true effect of one analysis, as it comes together. */
class Truth {
  readonly aim: ReturnType<typeof effectAimedAt>;
  readonly responses: PotentialResponses;
  readonly sample: EffectSample;
  readonly #analysis: PlannedAnalysis;
  readonly #words: string;
  readonly #whyNone: string | undefined;

  constructor(analysis: PlannedAnalysis, trial: TrialModel, courses: TrialModel) {
    const estimand = estimandOf(analysis.method, analysis.options);
    this.#analysis = analysis;
    this.aim = effectAimedAt(analysis, trial);
    this.#whyNone = whyNoTruth(analysis, trial);
    this.#words = estimand.words;
    this.sample = new EffectSample(estimand);
    const compared = comparedResponses(analysis.method, analysis.options);
    const Courses = { pairs: PairedCourses, arms: ArmsOfCourse, all: CoursesByPeriod, 'period-1': CoursesByPeriod }[compared];
    this.responses = this.aim === 'course' ? new Courses(analysis, estimand, courses.design.weights) : new FirstTreatments(analysis);
  }

  /** Of the true effect so far; 0 where there is none. */
  standardError(): number {
    return this.aim === 'none' ? 0 : this.sample.standardError();
  }

  effect(): TrueEffect {
    const words = describe(this.#analysis, this.#words, this.aim);
    if (this.#whyNone !== undefined) return { value: null, mcse: null, patients: 0, words, whyNone: this.#whyNone };
    return { value: this.sample.value(), mcse: this.standardError(), patients: this.sample.participants, words, ...this.#referenceMean() };
  }

  /** The mean under the reference, where the margins are shares of it. */
  #referenceMean(): Pick<TrueEffect, 'referenceMean'> {
    const { method, options } = this.#analysis;
    return methodNamed(method).margins?.(options).unit === undefined ? {} : { referenceMean: this.sample.referenceMean() };
  }
}

/** A true effect with what tells how far it is from a share of the mean under the reference. */
export interface RoughEffect extends TrueEffect {
  /** Standard error of the effect less that share of the mean; of share 0 that of the effect itself. */
  readonly errorBeyond: (share: number) => number;
}

/** True effects from one part of the population alone, `power.truthPatients` virtual participants: for what needs no more than their size. */
export function roughEffects(compiled: CompiledStudy): RoughEffect[] {
  const { truths, addPart } = emptyTruths(compiled);
  addPart(FIRST_PART);
  return truths.map((truth) => ({ ...truth.effect(), errorBeyond: (share) => truth.sample.standardError(share) }));
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
    return error > 0 ? squared(errors[position] / (SHARE * error)) * REFERENCE_REPLICATES : 1;
  });
  return Math.ceil(Math.max(...needed));
}

const populationWords: Readonly<Record<PlannedAnalysis['population'], string>> = {
  all: 'all eligible patients',
  completers: 'all eligible patients (nobody missing)',
  'placebo-responders': 'the eligible patients who respond under the reference',
};

/** What is given to whom, for the truth of an aim. */
const givenWords: Readonly<Record<ReturnType<typeof effectAimedAt>, string>> = {
  first: 'if every participant received each treatment in the first period',
  course: 'over the periods of the course, if every participant followed each sequence to its end',
  none: 'over the periods of the course',
};

function describe(analysis: PlannedAnalysis, words: string, aim: ReturnType<typeof effectAimedAt>): string {
  const when = analysis.visits?.includes(analysis.visit) === false ? `averaged over ${analysis.visits.join(', ')}` : `at ${analysis.visit}`;
  return (
    `${words}; ${analysis.comparator} (comparator) against ${analysis.reference} (reference)${analysis.minus === undefined ? '' : `, less the difference ${analysis.minus.comparator} against ${analysis.minus.reference}`}, ${analysis.measure} of ${analysis.endpoint} ${when}, ` +
    `in ${populationWords[analysis.population]}, ${isOfArms(analysis) ? 'in the last period, if every participant followed either arm to its end' : givenWords[aim]}`
  );
}
