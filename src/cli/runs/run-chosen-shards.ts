import { throwIfAborted } from '../../power/simulation/simulation-options.ts';
import { runShards } from '../shards/compute-shards.ts';
import { shardsOf, type Shard } from '../shards/plan.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/**
 * Computes parts of a planned run on worker threads with progress on stderr.
 * @throws ExitError with the exit code of the signal if interrupted; finished parts are kept
 */
export async function runChosenShards(folder: ResultsFolder, chosen: readonly Shard[], options: WorkersOptions): Promise<void> {
  const total = chosen.reduce((sum, { count }) => sum + count, 0);
  const studies = chosen.map(({ cell }) => folder.plan.cells[cell].study);
  await withWorkers(
    { ...options, studies },
    async ({ runner, signal, onProgress }) => {
      const onTrials = (done: number): void => onProgress({ stage: 'trials', unit: 'trials', done, total, from: 0 });
      await runShards(runner, folder, chosen, { warn, signal, onTrials, onTruths: onProgress });
      throwIfAborted(signal, total);
    },
    () => 'finished shards are kept',
  );
}

/** The parts of these numbers. @throws ExitError (2) where a word is the number of no shard */
export function chosenShards({ plan, path }: ResultsFolder, asked: readonly string[]): Shard[] {
  const shards = shardsOf(plan);
  return asked.map((text) => {
    const index = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(index < shards.length)) throw usageError(`shard ${text}: ${path} has shards 0 to ${shards.length - 1}`);
    return shards[index];
  });
}
