import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { breather } from '../terminal/breather.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { usageError, type ExitError } from '../terminal/exit-error.ts';
import { statusOf, statusText } from './folder-status.ts';
import { shardsOf } from './plan.ts';
import type { ResultsFolder } from './results-folder.ts';

/** What is said of a merge that was interrupted. */
export const MERGE_AGAIN = 'all shards are kept: run the same command again';

/**
 * The tallies of every cell of a folder, added in the order of the trials.
 * @throws ExitError (2) naming the shards that are missing, damaged, of another run or in conflict; with the exit code of the signal if interrupted
 */
export async function mergedTallies(folder: ResultsFolder, signal: AbortSignal | undefined): Promise<Tally[]> {
  const totals = folder.plan.cells.map(({ study }) => emptyTally(study));
  const conflicts = folder.conflicts();
  const breath = breather();
  for (const shard of shardsOf(folder.plan)) {
    await breath();
    if (signal?.aborted === true) throw interrupted(signal, MERGE_AGAIN);
    const content = folder.read(shard, conflicts);
    if (typeof content === 'string') throw unfinished(folder);
    if ('blocks' in content) for (const block of content.blocks) addTally(totals[shard.cell], block);
  }
  return totals;
}

/** @throws ExitError (2) naming the shards that are missing, damaged, of another run or in conflict; with the exit code of the signal if interrupted */
export async function assertFinished(folder: ResultsFolder, signal: AbortSignal | undefined): Promise<void> {
  const conflicts = folder.conflicts();
  const breath = breather();
  for (const shard of shardsOf(folder.plan)) {
    await breath();
    if (signal?.aborted === true) throw interrupted(signal, MERGE_AGAIN);
    if (folder.state(shard, conflicts) !== 'finished') throw unfinished(folder);
  }
}

function unfinished(folder: ResultsFolder): ExitError {
  return usageError(`${folder.path} cannot be merged\n${statusText(statusOf(folder))}`);
}
