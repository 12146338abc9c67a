import { throwIfAborted } from '../../power/simulation/simulation-options.ts';
import { common, pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { workersOf } from '../arguments/workers.ts';
import { withWorkers } from '../runs/with-workers.ts';
import { runShards } from '../shards/folder-runner.ts';
import { shardsOf, type Shard } from '../shards/plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';
import { shardName } from '../shards/shard-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { warn } from '../terminal/terminal.ts';

export const runShardCommand = defineCommand({
  usage: 'run-shard <folder> <shard..>',
  summary: 'computes shards of a planned run; shards that are finished are left alone',
  positionals: {
    folder: { type: 'string', describe: 'a folder made by plan or by power --out' },
    shard: { type: 'string', many: true, describe: 'numbers of shards, from 0' },
  },
  options: { workers: { ...common.workers, default: '1' }, ...pick('quiet') },
  examples: [
    ['run-shard output/run 0', 'the first shard'],
    ['run-shard output/run 0 1 --workers 2', 'two shards on two threads'],
  ],
  async run({ folder: path, shard: asked, workers, quiet }, { signal }) {
    const folder = ResultsFolder.open(path);
    assertSameEngine(folder, 'continued');
    const chosen = chosenShards(folder, asked);
    const total = chosen.reduce((sum, { count }) => sum + count, 0);
    await withWorkers(
      { workers: workersOf(workers), quiet, signal },
      async ({ runner, onProgress }) => {
        const onTrials = (done: number): void => onProgress({ stage: 'trials', unit: 'trials', done, total, from: 0 });
        await runShards(runner, folder, chosen, { warn, signal, onTrials });
        throwIfAborted(signal, total);
      },
      () => 'finished shards are kept',
    );
    for (const shard of chosen) process.stdout.write(`${shardName(shard)} finished\n`);
  },
});

/** @throws ExitError (2) where a word is the number of no shard */
function chosenShards({ plan, path }: ResultsFolder, asked: readonly string[]): Shard[] {
  const shards = shardsOf(plan);
  return asked.map((text) => {
    const index = /^\d+$/.test(text) ? Number(text) : NaN;
    if (!(index < shards.length)) throw usageError(`shard ${text}: ${path} has shards 0 to ${shards.length - 1}`);
    return shards[index];
  });
}
