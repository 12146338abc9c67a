import type { Study } from '../../study/study.ts';
import type { ReportedResult } from './power-result.ts';

/** The analyses that failed (could not be estimated) in more trials than `power.maxFailures` allows. */
export function tooManyFailures(study: Study, result: ReportedResult): string[] {
  return Object.entries(result.analyses)
    .filter(([, { notEstimable }]) => notEstimable.share > study.power.maxFailures)
    .map(([name]) => name);
}
