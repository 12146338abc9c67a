import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { usageError, type ExitError } from '../terminal/exit-error.ts';
import { statusOf, statusText } from './folder-status.ts';
import { shardsOf } from './plan.ts';
import type { ResultsFolder } from './results-folder.ts';

/**
 * The tallies of every cell of a folder, added in the order of the trials.
 * @throws ExitError (2) naming the shards that are missing, damaged, of another run or in conflict
 */
export function mergedTallies(folder: ResultsFolder): Tally[] {
  const totals = folder.plan.cells.map(({ study }) => emptyTally(study));
  const conflicts = folder.conflicts();
  for (const shard of shardsOf(folder.plan)) {
    const content = folder.read(shard, conflicts);
    if (typeof content === 'string') throw unfinished(folder);
    if ('blocks' in content) for (const block of content.blocks) addTally(totals[shard.cell], block);
  }
  return totals;
}

/** @throws ExitError (2) naming the shards that are missing, damaged, of another run or in conflict */
export function assertFinished(folder: ResultsFolder): void {
  const conflicts = folder.conflicts();
  if (shardsOf(folder.plan).some((shard) => folder.state(shard, conflicts) !== 'finished')) throw unfinished(folder);
}

function unfinished(folder: ResultsFolder): ExitError {
  return usageError(`${folder.path} cannot be merged\n${statusText(statusOf(folder))}`);
}
