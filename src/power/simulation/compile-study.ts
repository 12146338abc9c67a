import type { BoundAnalysis } from '../../analysis/index.ts';
import { boundAnalysis } from '../../analysis/bind-analysis.ts';
import { TrialSums } from '../../analysis/selection/trial-sums.ts';
import { rootKey } from '../../random/root-key.ts';
import { wholeLooks } from '../../study/interim-plan.ts';
import type { Study } from '../../study/study.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { InterimTrial } from '../interim/interim-trial.ts';
import type { CompiledStudy, TrialPipeline } from './compiled-study.ts';
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
  const interim = study.interim === undefined ? undefined : wholeLooks(study.interim, study.trial.design.participants);
  if (interim !== undefined) return { ...compiled, work: eachByItself(compiled), looks: new InterimTrial(interim, study) };
  const sums = new TrialSums();
  const sharing = planned.map(({ method, options }, position) => boundAnalysis(method, questions[position], options, sums));
  return { ...compiled, work: crossoverKernel(compiled, sharing, sums) ?? withSharedSums(generator, sharing, sums) };
}

/** The long way: every trial is generated, and every analysis reads it by itself. */
export function eachByItself({ generator, bound }: Pick<CompiledStudy, 'generator' | 'bound'>): TrialPipeline {
  return { bound, generate: (replicate) => generator.generate(replicate) };
}

/** The same trials, of which the sums that several analyses read are made once. */
function withSharedSums(generator: TrialGenerator, bound: readonly BoundAnalysis[], sums: TrialSums): TrialPipeline {
  const generate = (replicate: number): void => {
    generator.generate(replicate);
    sums.renew();
  };
  return { generate, bound };
}
