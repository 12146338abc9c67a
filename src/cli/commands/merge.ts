import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { mergedResult } from '../questions/merged-result.ts';
import { emitAnswer } from '../results/emit-answer.ts';

export const mergeCommand = defineCommand({
  usage: 'merge <folder>',
  summary: 'the result of a run in shards, once every shard is there',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan or by power --out' } },
  options: pick('details', 'json'),
  examples: [
    ['merge output/run', 'the result of all shards'],
    ['merge output/run --json', 'the same for a script'],
  ],
  run: ({ folder, details, json }, session) => emitAnswer(session, { json, details, out: folder }, mergedResult(folder)),
});
