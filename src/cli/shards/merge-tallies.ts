import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { usageError } from '../terminal/exit-error.ts';
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
    const blocks = folder.read(shard, conflicts);
    if (typeof blocks === 'string') throw usageError(`${folder.path} cannot be merged\n${statusText(statusOf(folder))}`);
    for (const block of blocks) addTally(totals[shard.cell], block);
  }
  return totals;
}
