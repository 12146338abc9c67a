import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { failedTasks } from './failed-tasks.ts';
import { failedText, queueText, statusOf, statusText, type FolderStatus } from './folder-status.ts';
import { progressBar } from './progress.ts';
import { ResultsFolder } from './results-folder.ts';
import { queuedTasks } from './slurm-jobs.ts';
import { terminalOf } from './terminal.ts';

export const statusCommand: CommandModule<object, { readonly folder: string; readonly json: boolean }> = {
  command: 'status <folder>',
  describe: 'how far a run in parts is, and which parts are missing or damaged',
  builder: (argv) =>
    argv
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan or by power --out' })
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .example('$0 status output/run', 'what is finished and what is missing')
      .example('$0 status output/run --json', 'the same for a script'),
  handler({ folder: path, json }) {
    const folder = ResultsFolder.open(path);
    const status = statusOf(folder);
    const queue = queuedTasks(folder.hash);
    const failed = failedTasks(path, status.unfinished.missing ?? [], queue ?? []);
    const document = { ...status, ...(queue === undefined ? {} : { queue }), ...(failed.length === 0 ? {} : { failed }) };
    const bar = progressBar(status.finishedTrials, status.trials, terminalOf(process.stdout).unicode);
    const text = [
      `${bar} ${statusText(status)}`,
      ...failedText(failed),
      ...(queue === undefined ? [] : queueText(queue)),
      ...resultText(path, status),
    ].join('\n');
    process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
  },
};

/** Where the result is, or how to come to it when every part is there. */
function resultText(path: string, { result, shards, finished }: FolderStatus): string[] {
  if (result) return [`result: ${join(path, 'power.json')}`];
  return shards > 0 && shards === finished ? [`no result yet: crossover-sim merge ${path} (or submit again, which sends a merge)`] : [];
}
