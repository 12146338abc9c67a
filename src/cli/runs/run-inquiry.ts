import { inquire, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { inquireKept } from '../shards/kept-runs.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { warn } from '../terminal/terminal.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/**
 * Simulates what a question asks for on worker threads, in memory or in a folder that keeps it; the same numbers, to the last bit, for any number of workers and interruptions.
 * @throws ExitError with the exit code of the signal if interrupted
 */
export async function runInquiry<Answer>(inquiry: Inquiry<Answer>, options: WorkersOptions, folder?: ResultsFolder): Promise<Answer> {
  const step = inquiry([]);
  const known = { ...options, studies: 'cells' in step ? step.cells.map(({ study }) => study) : [] };
  if (folder === undefined)
    return withWorkers(
      known,
      (simulation) => inquire(inquiry, simulation),
      ({ trials }) => `nothing of ${trials} trials was kept; with --out DIR finished shards are`,
    );
  return withWorkers(
    known,
    (simulation) => inquireKept(inquiry, folder, { ...simulation, warn }),
    () => `finished shards are kept in ${folder.path}: run the same command again with --resume`,
  );
}
