import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import { pick, scenarioFiles, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, tellWarnings } from '../arguments/load-study.ts';
import { plannedFolder } from '../cluster/planned-folder.ts';
import { shardsOf } from '../shards/plan.ts';

export const planCommand = defineCommand({
  usage: 'plan <scenario..>',
  summary: 'a results folder for a power run in shards, on one machine or many',
  positionals: scenarioFiles,
  options: {
    ...studyOptions,
    ...pick('replicates'),
    out: { type: 'string', required: true, describe: 'the folder' },
    'shard-trials': { type: 'number', describe: `trials per shard, a multiple of ${BLOCK_SIZE} (default: a hundredth of the run)` },
  },
  examples: [
    [
      'plan scenarios/gaussian-textbook.yaml --replicates 20000 --shard-trials 10000 --out output/run',
      'two shards; then run-shard, status, merge',
    ],
    ['plan scenarios/williams-2018.yaml scenarios/null.yaml --out output/both', 'two scenarios in one folder'],
  ],
  run({ scenario, out, shardTrials, ...changes }) {
    const loaded = scenario.map((path) => loadStudy(path, changes));
    tellWarnings(loaded);
    const { plan, hash, path } = plannedFolder(out, loaded, shardTrials);
    const shards = shardsOf(plan).length;
    process.stdout.write(`${path}: ${shards} shards of up to ${plan.shardTrials} trials, numbered 0 to ${shards - 1}\nplan ${hash}\n`);
  },
});
