import { boundAnalysis } from '../../analysis/bind-analysis.ts';
import { rootKey } from '../../random/root-key.ts';
import { wholeLooks } from '../../study/interim-plan.ts';
import type { Study } from '../../study/study.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { InterimTrial } from '../interim/interim-trial.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { questionOf } from '../../study/question.ts';
import { crossoverKernel } from '../crossover-kernel/index.ts';

/** @throws RangeError if a part of the study contradicts another (a checked scenario never does) */
export function compileStudy(study: Study): CompiledStudy {
  const key = rootKey(study.seed);
  const names = Object.keys(study.analyses);
  const planned = Object.values(study.analyses);
  const questions = planned.map((analysis) => questionOf(analysis, study.power.level));
  const bound = planned.map(({ method, options }, position) => boundAnalysis(method, questions[position], options));
  const reads = new Set(bound.flatMap((analysis) => analysis.columns));
  const generator = trialGenerator(study.trial, key, reads, { guesses: false });
  const compiled = { study, key, generator, names, planned, bound, reads };
  const general = { bound, generate: (replicate: number): void => generator.generate(replicate) };
  const interim = study.interim === undefined ? undefined : wholeLooks(study.interim, study.trial.design.participants);
  if (interim !== undefined) return { ...compiled, work: general, looks: new InterimTrial(interim, study) };
  return { ...compiled, work: (study.multiplicity === undefined ? crossoverKernel(compiled, questions) : undefined) ?? general };
}
