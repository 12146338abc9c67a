import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { failedMerge, failedTasks } from '../cluster/failed-tasks.ts';
import { statusOf, statusText, type FolderStatus } from '../shards/folder-status.ts';
import { failedText, failureWords, queueText } from '../cluster/queue-text.ts';
import { progressBar } from '../terminal/progress.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { queueOf, tasksIn } from '../cluster/slurm-queue.ts';
import { terminalOf } from '../terminal/terminal.ts';

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
    const queue = queueOf(folder);
    // Where the queue cannot be asked, a shard without a file may still be on its way.
    const failed = typeof queue === 'string' ? [] : failedTasks(path, status.unfinished.missing ?? [], queue);
    const merge = tasksIn(queue).length === 0 && status.finished === status.shards && !status.result ? failedMerge(path) : undefined;
    const document = {
      ...status,
      ...(typeof queue === 'string' ? {} : { queue }),
      ...(failed.length === 0 ? {} : { failed }),
      ...(merge === undefined ? {} : { failedMerge: merge }),
    };
    const bar = progressBar(status.finishedTrials, status.trials, terminalOf(process.stdout).unicode);
    const text = [
      `${bar} ${statusText(status)}`,
      ...failedText(failed),
      ...(merge === undefined ? [] : [failureWords('the merge', merge)]),
      ...queueText(queue),
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
