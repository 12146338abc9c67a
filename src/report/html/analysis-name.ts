import { methodNamed } from '../../analysis/index.ts';
import type { Study } from '../../study/study.ts';
import { responseWords } from '../sentences/analysis-sentence.ts';

/** What a reader calls an analysis: its response and its method. */
export function analysisName(planned: Study['analyses'][string], trial: Study['trial']): string {
  return `${responseWords(planned, trial)} (${methodNamed(planned.method).label})`;
}
