import { bindAnalysis, type AnalysisQuestion, type BoundAnalysis, type MethodName } from '../../analysis/index.ts';
import { rootKey } from '../../random/index.ts';
import { compileTrial } from '../../trial/compile-trial.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { crossoverKernel, type ReplicateWork } from './crossover-kernel.ts';
import { wholeLooks } from '../../study/interim-plan.ts';
import { InterimTrial } from '../interim/interim-trial.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';

/** A study made ready for the replicate loop: streams keyed, trial compiled, analyses bound. */
export interface CompiledStudy {
  readonly study: Study;
  readonly key: Int32Array;
  readonly generator: TrialGenerator;
  readonly names: readonly string[];
  readonly planned: readonly PlannedAnalysis[];
  readonly bound: readonly BoundAnalysis[];
  /** Columns that the analyses read. */
  readonly reads: ReadonlySet<string>;
  /** What the replicate loop runs: the generator and the analyses above, or a shorter way to the same numbers. */
  readonly work: ReplicateWork;
  /** The looks of every trial, where the study has some. */
  readonly looks?: InterimTrial;
}

export function questionOf(analysis: PlannedAnalysis, level: number): AnalysisQuestion {
  const { endpoint, visit, visits, baseline, covariates, measure, population, reference, comparator, minus, alternative } = analysis;
  const question = { endpoint, visit, baseline, measure, population, reference, comparator, alternative, level };
  return {
    ...question,
    ...(visits === undefined ? {} : { visits }),
    ...(covariates === undefined ? {} : { covariates }),
    ...(minus === undefined ? {} : { minus }),
  };
}

/** @throws RangeError if a part of the study contradicts another (a checked scenario never does) */
export function compileStudy(study: Study): CompiledStudy {
  const key = rootKey(study.seed);
  const names = Object.keys(study.analyses);
  const planned = Object.values(study.analyses);
  const questions = planned.map((analysis) => questionOf(analysis, study.power.level));
  const bound = planned.map(({ method, options }, position) => bindAnalysis(method as MethodName, questions[position], options));
  const reads = new Set(bound.flatMap((analysis) => analysis.reads));
  const generator = compileTrial(study.trial, key, reads);
  const compiled = { study, key, generator, names, planned, bound, reads };
  const general = { bound, generate: (replicate: number): void => generator.generate(replicate) };
  const interim = study.interim === undefined ? undefined : wholeLooks(study.interim, study.trial.design.participants);
  if (interim !== undefined) return { ...compiled, work: general, looks: new InterimTrial(interim, study) };
  return { ...compiled, work: (study.multiplicity === undefined ? crossoverKernel(compiled, questions) : undefined) ?? general };
}
