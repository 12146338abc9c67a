import { pick } from '../../arguments/common-options.ts';
import { defineCommand } from '../../arguments/define-command.ts';
import { folderProgress } from '../../questions/folder-progress.ts';
import { emitAnswer } from '../../results/emit-answer.ts';

export const statusCommand = defineCommand({
  usage: 'status <folder>',
  summary: 'how far a run in shards is, and which shards are missing or damaged',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan, or by --out of power, compare or sample-size' } },
  options: pick('json'),
  examples: [
    ['status output/run', 'what is finished and what is missing'],
    ['status output/run --json', 'the same for a script'],
  ],
  run: async ({ folder, json }, session) => emitAnswer(session, { json }, await folderProgress(folder)),
});
