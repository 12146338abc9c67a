import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailure } from './command-failure.ts';
import { failedTasks } from './failed-tasks.ts';
import { failedText, queueText, statusOf, statusText } from './folder-status.ts';
import { Progress } from './progress.ts';
import type { ResultsFolder } from './results-folder.ts';
import { isHeld, jobName, queuedTasks, type QueuedTask } from './slurm-jobs.ts';
import { warn } from './terminal.ts';

/** Seconds between two looks: soon at first, and rarer the longer it takes, as those who run a cluster like it (assumed). */
const PAUSE = { least: 1, most: 15, share: 0.05 };
/** A job may be between two states for a moment, and a hold may be about to be released: looks in a row before it counts. */
const LOOKS = { ended: 2, held: 5 };

/**
 * Waits until the result is there.
 * @throws CommandFailure (1) when nothing of this run is left in the queue, or only what is held, and the result is not there; (130) when interrupted, which leaves the jobs alone
 */
export async function untilEnded(folder: ResultsFolder, quiet: boolean, say: (text: string) => void): Promise<void> {
  const { path } = folder;
  const known = new Set<number>(); // found finished once; the merge checks every file again
  const { trials, finishedTrials } = statusOf(folder, known);
  const progress = new Progress('waiting', trials, 'trials', quiet, { from: finishedTrials });
  const started = performance.now();
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    for (const seen = { ended: 0, held: 0, silent: 0 }; ;) {
      const status = statusOf(folder, known);
      if (status.finished === status.shards && status.result) {
        progress.finish();
        say(`${statusText(status)}\nresult: ${join(path, 'power.json')}\n`);
        return;
      }
      progress.update(status.finishedTrials);
      const queue = queuedTasks(folder.hash);
      if (queue === undefined && seen.silent++ === 0) warn('squeue does not answer; waiting for the files alone');
      seen.ended = queue?.length === 0 ? seen.ended + 1 : 0;
      seen.held = queue !== undefined && isStuck(queue) ? seen.held + 1 : 0;
      const failed = (): string => failedText(failedTasks(path, status.unfinished.missing ?? [], queue ?? [])).join('\n');
      if (seen.ended >= LOOKS.ended)
        throw new CommandFailure(
          1,
          `the jobs have ended and the run is not complete; submit again\n${statusText(status)}\n${failed()}`.trimEnd(),
        );
      if (seen.held >= LOOKS.held)
        throw new CommandFailure(1, `what is left in the queue is held\n${statusText(status)}\n${queueText(queue ?? []).join('\n')}`);
      const seconds = PAUSE.share * ((performance.now() - started) / 1000);
      await pause(1000 * Math.min(PAUSE.most, Math.max(PAUSE.least, seconds)), undefined, { signal: interrupt.signal }).catch(
        () => undefined,
      );
      if (interrupt.signal.aborted)
        throw new CommandFailure(
          130,
          `interrupted; the jobs go on: crossover-sim status ${path}, or scancel --name=${jobName(folder.hash)} ends them`,
        );
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.finish();
  }
}

/** Nothing in the queue will go on by itself: everything is held, or waits for what is. */
function isStuck(queue: readonly QueuedTask[]): boolean {
  return queue.some(isHeld) && queue.every((task) => isHeld(task) || task.reason === 'Dependency');
}
