import { join } from 'node:path';
import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { failedMerge, failedTasks, type FailedTasks } from '../cluster/failed-tasks.ts';
import { failedText, describeFailure, queueText } from '../cluster/queue-text.ts';
import { queueOf, tasksIn, type Queue } from '../cluster/slurm-queue.ts';
import { statusOf, statusText, type FolderStatus } from '../shards/folder-status.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { progressBar } from '../terminal/progress.ts';
import { terminalOf } from '../terminal/terminal.ts';

export const statusCommand = defineCommand({
  usage: 'status <folder>',
  summary: 'how far a run in shards is, and which shards are missing or damaged',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan or by power --out' } },
  options: pick('json'),
  examples: [
    ['status output/run', 'what is finished and what is missing'],
    ['status output/run --json', 'the same for a script'],
  ],
  run({ folder: path, json }) {
    const folder = ResultsFolder.open(path);
    const status = statusOf(folder);
    const jobs = jobsOf(folder, status);
    process.stdout.write(`${json ? JSON.stringify(documentOf(status, jobs), null, 2) : textOf(path, status, jobs)}\n`);
  },
});

/** What the cluster says of a folder. */
interface Jobs {
  readonly queue: Queue;
  readonly failed: readonly FailedTasks[];
  readonly merge: Omit<FailedTasks, 'shards'> | undefined;
}

function jobsOf(folder: ResultsFolder, status: FolderStatus): Jobs {
  const queue = queueOf(folder);
  // Where the queue cannot be asked, a shard without a file may still be on its way.
  const failed = typeof queue === 'string' ? [] : failedTasks(folder.path, status.unfinished.missing ?? [], queue);
  const merge = tasksIn(queue).length === 0 && status.finished === status.shards && !status.result ? failedMerge(folder.path) : undefined;
  return { queue, failed, merge };
}

function documentOf(status: FolderStatus, { queue, failed, merge }: Jobs): object {
  return {
    ...status,
    ...(typeof queue === 'string' ? {} : { queue }),
    ...(failed.length === 0 ? {} : { failed }),
    ...(merge === undefined ? {} : { failedMerge: merge }),
  };
}

function textOf(path: string, status: FolderStatus, { queue, failed, merge }: Jobs): string {
  const bar = progressBar(status.finishedTrials, status.trials, terminalOf(process.stdout).unicode);
  return [
    `${bar} ${statusText(status)}`,
    ...failedText(failed),
    ...(merge === undefined ? [] : [describeFailure('the merge', merge)]),
    ...queueText(queue),
    ...resultText(path, status),
  ].join('\n');
}

/** Where the result is, or how to come to it when every shard is there. */
function resultText(path: string, { result, shards, finished }: FolderStatus): string[] {
  if (result) return [`result: ${join(path, 'power.json')}`];
  return shards > 0 && shards === finished ? [`no result yet: crossover-sim merge ${path} (or submit again, which sends a merge)`] : [];
}
