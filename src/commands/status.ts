import type { CommandModule } from 'yargs';
import { failedTasks, type FailedTasks } from './failed-tasks.ts';
import { progressBar } from './progress.ts';
import { ResultsFolder, type ShardState } from './results-folder.ts';
import { shardsOf, type Shard } from './run-plan.ts';
import { queuedTasks, reasonWords, type QueuedTask } from './slurm-jobs.ts';
import { terminalOf } from './terminal.ts';

export interface FolderStatus {
  readonly shards: number;
  readonly trials: number;
  readonly finished: number;
  readonly finishedTrials: number;
  /** Numbers of the shards that are not finished, by what is wrong with them. */
  readonly unfinished: Readonly<Partial<Record<ShardState, readonly number[]>>>;
}

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
    const text = [`${bar} ${statusText(status)}`, ...failedText(failed), ...(queue === undefined ? [] : queueText(queue))].join('\n');
    process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text}\n`);
  },
};

export function statusOf(folder: ResultsFolder): FolderStatus {
  const shards = shardsOf(folder.plan);
  const unfinished: Partial<Record<ShardState, number[]>> = {};
  const trialsOf = (each: readonly Shard[]): number => each.reduce((sum, { count }) => sum + count, 0);
  const finished = shards.filter((shard) => {
    const state = folder.state(shard);
    if (state !== 'finished') (unfinished[state] ??= []).push(shard.index);
    return state === 'finished';
  });
  return { shards: shards.length, trials: trialsOf(shards), finished: finished.length, finishedTrials: trialsOf(finished), unfinished };
}

/** The queue in a few lines: how many tasks in which state, and what holds those that wait. */
export function queueText(queue: readonly QueuedTask[]): string[] {
  const groups = new Map<string, QueuedTask[]>();
  for (const task of queue) {
    const kind = task.state === 'PENDING' ? `${task.state} (${reasonWords(task.reason)})` : task.state;
    groups.set(kind, [...(groups.get(kind) ?? []), task]);
  }
  if (groups.size === 0) return ['queue: no task of this run'];
  return [...groups].map(([kind, tasks]) => `queue: ${tasks.length} ${kind}, e.g. ${tasks[0].job}`);
}

/** Tasks that ended without their shard, one line a reason. */
export function failedText(failed: readonly FailedTasks[]): string[] {
  return failed.map(
    ({ shards, reason, remedy, log }) => `failed: ${ranges(shards)}: ${reason}${remedy === undefined ? '' : ` → ${remedy}`} (${log})`,
  );
}

export function statusText({ shards, trials, finished, finishedTrials, unfinished }: FolderStatus): string {
  const lines = Object.entries(unfinished).map(([state, indices]) => `${state}: ${ranges(indices)}`);
  return [`${finished} of ${shards} shards finished (${finishedTrials} of ${trials} trials)`, ...lines].join('\n');
}

/** Ascending numbers in the short form that job arrays take: 0-3,7. */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length;) {
    let end = start;
    while (end + 1 < numbers.length && numbers[end + 1] === numbers[end] + 1) end++;
    parts.push(end === start ? `${numbers[start]}` : `${numbers[start]}-${numbers[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}
