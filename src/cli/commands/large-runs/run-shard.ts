import { common, pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { workersOf } from '../../arguments/workers.ts';
import { chosenShards, runChosenShards } from '../../runs/run-chosen-shards.ts';
import { workersIn } from '../../runs/with-workers.ts';
import { ResultsFolder } from '../../shards/results-folder.ts';
import { assertSameEngine } from '../../shards/same-engine.ts';
import { shardName } from '../../shards/shard-file.ts';

export const runShardCommand = defineCommand({
  usage: 'run-shard <folder> <shard..>',
  summary: 'computes shards of a planned run; shards that are finished are left alone',
  positionals: {
    folder: { type: 'string', describe: 'a folder made by plan, or by --out of power, compare or sample-size' },
    shard: { type: 'string', many: true, describe: 'numbers of shards, from 0' },
  },
  options: { workers: { ...common.workers, default: '1' }, ...pick('quiet') },
  examples: [
    ['run-shard output/run 0', 'the first shard'],
    ['run-shard output/run 0 1 --workers 2', 'two shards on two threads'],
  ],
  async run({ folder: path, shard, workers }, session) {
    const folder = ResultsFolder.open(path);
    assertSameEngine(folder, 'continued');
    const chosen = chosenShards(folder, shard);
    await runChosenShards(folder, chosen, workersIn(session, workersOf(workers)));
    for (const each of chosen) process.stdout.write(`${shardName(each)} finished\n`);
  },
});
