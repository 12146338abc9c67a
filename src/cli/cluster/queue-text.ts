import type { FailedTasks } from './failed-tasks.ts';
import { ranges } from '../shards/folder-status.ts';
import { type Queue, type QueuedTask, describeReason } from './slurm-queue.ts';

/** The queue in a few lines: how many tasks in which state, and what holds those that wait. */
export function queueText(queue: Queue): string[] {
  if (queue === 'absent') return [];
  if (queue === 'silent') return ['queue: squeue does not answer'];
  const groups = new Map<string, QueuedTask[]>();
  for (const task of queue) {
    const kind = task.state === 'PENDING' ? `${task.state} (${describeReason(task.reason)})` : task.state;
    groups.set(kind, [...(groups.get(kind) ?? []), task]);
  }
  if (groups.size === 0) return ['queue: no task of this run'];
  return [...groups].map(([kind, tasks]) => `queue: ${tasks.length} ${kind}, e.g. ${tasks[0].job}`);
}

/** Tasks that ended without their shard, one line per reason. */
export function failedText(failed: readonly FailedTasks[]): string[] {
  return failed.map((each) => describeFailure(ranges(each.shards), each));
}

/** What failed, why, what to do, and where it says so. */
export function describeFailure(what: string, { reason, remedy, log }: Omit<FailedTasks, 'shards'>): string {
  return `failed: ${what}: ${reason}${remedy === undefined ? '' : ` → ${remedy}`} (${log})`;
}
