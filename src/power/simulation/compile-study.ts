import { boundAnalysis } from '../../analysis/bind-analysis.ts';
import type { BoundAnalysis } from '../../analysis/index.ts';
import type { TrialSums } from '../../analysis/sums/trial-sums.ts';
import { rootKey } from '../../random/root-key.ts';
import { wholeLooks } from '../../study/interim-plan.ts';
import type { Study } from '../../study/study.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { InterimTrial } from '../interim/interim-trial.ts';
import { AnalysisCounter } from '../replicates/analysis-counter.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { questionOf } from '../../study/question.ts';
import { trialsSideBySide } from '../replicates/side-by-side.ts';
import { eachByItself } from '../replicates/trial-pipeline.ts';

/** @throws RangeError if a part of the study contradicts another (a checked scenario never does) */
export function compileStudy(study: Study): CompiledStudy {
  const key = rootKey(study.seed);
  const names = Object.keys(study.analyses);
  const planned = Object.values(study.analyses);
  const questions = planned.map((analysis) => questionOf(analysis, study.power.level));
  const bound = planned.map(({ method, options }, position) => boundAnalysis(method, questions[position], options));
  const reads = new Set(bound.flatMap((analysis) => analysis.columns));
  const covariates = questions.some((question) => (question.covariates ?? []).length > 0);
  const generator = trialGenerator(study.trial, key, reads, { guesses: false, covariates });
  const counters = planned.map((analysis) => new AnalysisCounter(analysis, study.power.level));
  const compiled = { study, key, generator, names, planned, bound, reads, counters };
  const interim = study.interim === undefined ? undefined : wholeLooks(study.interim, study.trial.design.participants);
  if (interim !== undefined) return { ...compiled, work: eachByItself(compiled), looks: new InterimTrial(interim, study) };
  const bind = (sums: TrialSums): BoundAnalysis[] =>
    planned.map(({ method, options }, position) => boundAnalysis(method, questions[position], options, sums));
  return { ...compiled, work: trialsSideBySide(generator, bind) ?? eachByItself(compiled) };
}
