import { existsSync } from 'node:fs';
import { readTail } from '../files/read-bounded.ts';
import { mergeLog, shardLog } from './job-script.ts';
import type { QueuedTask } from './slurm-queue.ts';

/** Tasks that ended without leaving their shard, and what the end of their logs says. */
export interface FailedTasks {
  /** Numbers of the shards, ascending. */
  readonly shards: readonly number[];
  /** The last line of the first one's log. */
  readonly reason: string;
  /** What to do about it, where that is known. */
  readonly remedy?: string;
  /** The first one's log. */
  readonly log: string;
}

/** How much of the end of a log is read (assumed). */
const LOG_BYTES = 65_536;

/** What to do about what a log says last; the words are those of Slurm, of the kernel, and of this program. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/DUE TO TIME LIMIT/, 'longer --time, or smaller shards: plan again with smaller --shard-trials'],
  [/oom[-_ ]?kill|out of memory|heap limit/i, 'more --mem'],
  [/DUE TO NODE FAILURE|DUE TO PREEMPTION|CANCELLED/, 'submit again'],
  [/ENOSPC|no space left/i, 'free space on the disk, then submit again'],
  [/command not found|Cannot find module|execve|No such file or directory/, 'the node does not see the program or the folder'],
];

/**
 * Why shards are missing that were sent: the last words of their logs, those that differ only in numbers together.
 * @param path     the results folder
 * @param missing  shards without a file
 * @param queue    tasks that are still to run, which have not failed
 */
export function failedTasks(path: string, missing: readonly number[], queue: readonly QueuedTask[]): FailedTasks[] {
  const waiting = new Set(queue.map(({ job }) => Number(/_(\d+)$/.exec(job)?.[1] ?? NaN)));
  const groups = new Map<string, { shards: number[]; reason: string }>();
  for (const shard of missing) {
    if (waiting.has(shard) || !existsSync(shardLog(path, shard))) continue;
    const reason = lastLine(readTail(shardLog(path, shard), LOG_BYTES));
    const kind = reason.replaceAll(/\d+/g, '#');
    const group = groups.get(kind) ?? { shards: [], reason };
    group.shards.push(shard);
    groups.set(kind, group);
  }
  return [...groups.values()].map(({ shards, reason }) => ({ shards, ...withRemedy(reason), log: shardLog(path, shards[0]) }));
}

/** Why the merge failed that was sent after the shards; undefined where none did. */
export function failedMerge(path: string): Omit<FailedTasks, 'shards'> | undefined {
  const log = mergeLog(path);
  if (!existsSync(log)) return undefined;
  const text = readTail(log, LOG_BYTES).trim();
  const ended = /(?:^|\n)merge ended with exit code (\d+)$/.exec(text);
  if (text === '' || ended?.[1] === '0') return undefined;
  return { ...withRemedy(lastLine(ended === null ? text : text.slice(0, ended.index))), log };
}

function withRemedy(reason: string): Pick<FailedTasks, 'reason' | 'remedy'> {
  const remedy = remedies.find(([pattern]) => pattern.test(reason))?.[1];
  return { reason, ...(remedy === undefined ? {} : { remedy }) };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() || 'ended without a word';
}
