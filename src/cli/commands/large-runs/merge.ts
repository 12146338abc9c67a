import { common, pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { workersOf } from '../../arguments/workers.ts';
import { mergedResult } from '../../questions/merged-result.ts';
import { emitAnswer } from '../../results/emit-answer.ts';
import { MERGE_AGAIN } from '../../shards/merge-tallies.ts';
import { workersIn } from '../../runs/with-workers.ts';

export const mergeCommand = defineCommand({
  usage: 'merge <folder>',
  summary: 'the result of a run in shards, once every shard is there',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan, or by --out of power, compare or sample-size' } },
  options: {
    workers: { ...common.workers, default: '1' },
    'plan-further': {
      type: 'boolean',
      default: false,
      describe: 'plan the shards that follow from the results (the widest bar of a tornado), for submit; they are simulated here otherwise',
    },
    ...pick('details', 'json', 'quiet'),
  },
  examples: [
    ['merge output/run', 'the result of all shards'],
    ['merge output/run --json', 'the same for a script'],
  ],
  interrupted: MERGE_AGAIN,
  async run({ folder, workers, planFurther, details, json }, session) {
    const result = await mergedResult(folder, planFurther, workersIn(session, workersOf(workers)));
    await emitAnswer(session, { json, details, out: folder }, result);
  },
});
