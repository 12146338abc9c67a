import type { AnalysisSpec } from '../analysis/analysis.ts';
import type { PlannedAnalysis } from './study.ts';

export function questionOf(analysis: PlannedAnalysis, level: number): AnalysisSpec {
  const { endpoint, visit, visits, baseline, covariates, measure, population, reference, comparator, minus, alternative, declared } =
    analysis;
  const question = { endpoint, visit, baseline, measure, population, reference, comparator, alternative, level };
  return {
    ...question,
    ...(visits === undefined ? {} : { visits }),
    ...(declared === undefined ? {} : { declared }),
    ...(covariates === undefined ? {} : { covariates }),
    ...(minus === undefined ? {} : { minus }),
  };
}
