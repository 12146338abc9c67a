import type { SampleSizeAnswer } from '../../power/sample-size/sample-size.ts';
import { searchSampleSize, type SampleSizeQuestion } from '../../power/sample-size/search-sample-size.ts';
import type { Study } from '../../study/study.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/**
 * Searches for a sample size on worker threads.
 * @throws ExitError (130) if interrupted
 */
export async function searchSize(study: Study, question: SampleSizeQuestion, options: WorkersOptions): Promise<SampleSizeAnswer> {
  return withWorkers(options, (simulation) => searchSampleSize(study, question, simulation));
}
