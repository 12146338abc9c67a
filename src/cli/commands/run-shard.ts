import type { CommandModule } from 'yargs';
import { CommandFailure } from '../terminal/command-failure.ts';
import { Progress } from '../terminal/progress.ts';
import { workersOf } from '../arguments/workers.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';
import { shardsOf } from '../shards/plan.ts';
import { shardName } from '../shards/shard-file.ts';
import { warn } from '../terminal/terminal.ts';
import { runShards } from '../shards/folder-runner.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

interface RunShardArguments {
  readonly folder: string;
  readonly shard: string[];
  readonly workers: string;
  readonly quiet: boolean;
}

export const runShardCommand: CommandModule<object, RunShardArguments> = {
  command: 'run-shard <folder> <shard..>',
  describe: 'computes parts of a planned run; parts that are finished are left alone',
  builder: (argv) =>
    argv
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan or by power --out' })
      .positional('shard', { type: 'string', array: true, demandOption: true, describe: 'numbers of shards, from 0' })
      .option('workers', { type: 'string', default: '1', describe: 'worker threads, or auto', requiresArg: true })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress on stderr' })
      .example('$0 run-shard output/run 0', 'the first part')
      .example('$0 run-shard output/run 0 1 --workers 2', 'two parts on two threads'),
  async handler({ folder: path, shard: asked, workers, quiet }) {
    const folder = ResultsFolder.open(path);
    assertSameEngine(folder, 'continued');
    const shards = shardsOf(folder.plan);
    const chosen = asked.map((text) => {
      const index = /^\d+$/.test(text) ? Number(text) : NaN;
      if (!(index < shards.length)) throw new CommandFailure(2, `shard ${text}: ${path} has shards 0 to ${shards.length - 1}`);
      return shards[index];
    });
    const pool = new WorkerPool(workersOf(workers));
    const interrupt = new AbortController();
    const onInterrupt = (): void => interrupt.abort();
    process.once('SIGINT', onInterrupt);
    const trials = chosen.reduce((sum, { count }) => sum + count, 0);
    const progress = new Progress('simulating', trials, 'trials', quiet);
    try {
      await runShards(pool, folder, chosen, { warn, signal: interrupt.signal, onTrials: (done) => progress.update(done) });
    } finally {
      progress.finish();
      process.off('SIGINT', onInterrupt);
      await pool.close();
    }
    if (interrupt.signal.aborted) throw new CommandFailure(130, 'interrupted; finished shards are kept');
    for (const shard of chosen) process.stdout.write(`${shardName(shard)} finished\n`);
  },
};
