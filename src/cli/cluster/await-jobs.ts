import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailure } from '../terminal/command-failure.ts';
import { failedMerge, failedTasks } from './failed-tasks.ts';
import { statusOf, statusText } from '../shards/folder-status.ts';
import { failedText, failureWords, queueText } from './queue-text.ts';
import { Progress } from '../terminal/progress.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { jobName } from './job-script.ts';
import { isHeld, queueOf, tasksIn, waitsForNodes, type Queue } from './slurm-queue.ts';
import { warn } from '../terminal/terminal.ts';

/** Seconds between two looks: soon at first, and rarer the longer it takes, as those who run a cluster like it (assumed). */
const PAUSE = { least: 1, most: 15, share: 0.05 };

/** A job may be between two states for a moment, and a hold may be about to be released: looks in a row before it counts. */
const LOOKS = { ended: 2, held: 5 };

/** Seconds that a file may take to be seen from another machine: what NFS remembers of a folder at most, its `acdirmax`. */
const UNSEEN_SECONDS = 60;

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
    for (const seen = { ended: 0, endedAt: NaN, held: 0, silent: 0, down: 0 }; ;) {
      const status = statusOf(folder, known);
      if (status.finished === status.shards && status.result) {
        progress.finish();
        say(`${statusText(status)}\nresult: ${join(path, 'power.json')}\n`);
        return;
      }
      progress.update(status.finishedTrials);
      const queue = queueOf(folder);
      if (typeof queue === 'string' && seen.silent++ === 0) warn('squeue does not answer; waiting for the files alone');
      seen.ended = queue.length === 0 ? seen.ended + 1 : 0;
      if (seen.ended === 1) seen.endedAt = performance.now();
      seen.held = isStuck(queue) ? seen.held + 1 : 0;
      if (tasksIn(queue).some(waitsForNodes) && ++seen.down === LOOKS.held) warn(`tasks wait for nodes\n${queueText(queue).join('\n')}`);
      const merge = failedMerge(path);
      if (seen.ended >= LOOKS.ended && (merge !== undefined || performance.now() - seen.endedAt > 1000 * UNSEEN_SECONDS)) {
        const failed = failedText(failedTasks(path, status.unfinished.missing ?? [], tasksIn(queue)));
        if (status.finished === status.shards && merge !== undefined) failed.push(failureWords('the merge', merge));
        const text = ['the jobs have ended and the run is not complete; submit again', statusText(status), ...failed];
        throw new CommandFailure(1, text.join('\n'));
      }
      if (seen.held >= LOOKS.held)
        throw new CommandFailure(1, `what is left in the queue is held\n${statusText(status)}\n${queueText(queue).join('\n')}`);
      const seconds = PAUSE.share * ((performance.now() - started) / 1000);
      await pause(1000 * Math.min(PAUSE.most, Math.max(PAUSE.least, seconds)), undefined, { signal: interrupt.signal }).catch(
        () => undefined,
      );
      if (interrupt.signal.aborted)
        throw new CommandFailure(
          130,
          `interrupted; the jobs go on: crossover-sim status ${path}, or scancel --name=${jobName(folder)} ends them`,
        );
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.finish();
  }
}

/** Nothing in the queue will go on by itself: everything is held, or waits for what is. */
function isStuck(queue: Queue): boolean {
  const tasks = tasksIn(queue);
  return tasks.some(isHeld) && tasks.every((task) => isHeld(task) || task.reason === 'Dependency');
}
