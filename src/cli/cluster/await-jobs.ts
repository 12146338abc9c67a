import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { incomplete } from '../terminal/exit-error.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { failedMerge, failedTasks } from './failed-tasks.ts';
import { resultName, statusOf, statusText, type FolderStatus } from '../shards/folder-status.ts';
import { failedText, describeFailure, queueText } from './queue-text.ts';
import { Progress } from '../terminal/progress.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { goesOn } from '../shards/planned-question.ts';
import { jobName } from './job-script.ts';
import { isHeld, queueOf, tasksIn, waitsForNodes, type Queue } from './slurm-queue.ts';
import { warn } from '../terminal/terminal.ts';

/** Seconds between two looks: soon at first, and rarer the longer it takes, as those who run a cluster like it (assumed). */
const PAUSE = { least: 1, most: 15, share: 0.05 };

/** A job may be between two states for a moment, and a hold may be about to be released: looks in a row before it counts. */
const LOOKS = { ended: 2, held: 5 };

/** Seconds that a file may take to be seen from another machine: what NFS remembers of a folder at most, its `acdirmax`. */
const UNSEEN_SECONDS = 60;

/** How a command waits for jobs. */
export interface Waiting {
  readonly quiet: boolean;
  /** Takes what is said in the end. */
  say(text: string): void;
  /** Ends the wait and does not touch the jobs. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the caller gives the answer itself: once every shard is there and the jobs have ended, no result is no fault. */
  readonly answers?: boolean | undefined;
}

/**
 * Waits until the result is there, or the merge has planned further shards that follow from the results: those are to be sent then.
 * @throws ExitError (1) when nothing of this run is left in the queue, or only what is held, and the result is not there;
 *   that of the signal when interrupted
 */
export async function waitForJobs(folder: ResultsFolder, { quiet, say, signal, answers }: Waiting): Promise<'finished' | 'further'> {
  const { path } = folder;
  const known = new Set<number>(); // found finished once; the merge checks every file again
  const { trials, finishedTrials } = statusOf(folder, known);
  const progress = new Progress('waiting', trials, 'trials', quiet, { from: finishedTrials });
  const started = performance.now();
  const watch = new QueueWatch();
  try {
    for (;;) {
      const status = statusOf(folder, known);
      if (status.finished === status.shards && status.result) {
        progress.finish();
        say(`${statusText(status)}\nresult: ${join(path, resultName(folder.plan))}\n`);
        return 'finished';
      }
      progress.update(status.finishedTrials);
      const queue = queueOf(folder);
      watch.look(queue);
      if (status.finished === status.shards && tasksIn(queue).length === 0) {
        if (goesOn(folder.plan) && folder.reread()) return 'further';
        if (answers === true && watch.hasEnded(path)) return 'finished';
      }
      const fault = watch.hasEnded(path) ? endedText(path, status, queue) : watch.isHeld() ? heldText(status, queue) : undefined;
      if (fault !== undefined) throw incomplete(fault);
      await pauseAfter((performance.now() - started) / 1000, signal);
      if (signal?.aborted === true)
        throw interrupted(signal, `the jobs go on: crossover-sim status ${path}, or scancel --name=${jobName(folder)} ends them`);
    }
  } finally {
    progress.finish();
  }
}

/** What successive reads of a queue have shown. */
class QueueWatch {
  #ended = 0;
  #endedAt = NaN;
  #held = 0;
  #down = 0;
  #silent = false;

  /** Counts one look, and warns of what a person may want to know while waiting. */
  look(queue: Queue): void {
    if (typeof queue === 'string' && !this.#silent) warn('squeue does not answer; waiting for the files alone');
    this.#silent ||= typeof queue === 'string';
    this.#ended = queue.length === 0 ? this.#ended + 1 : 0;
    if (this.#ended === 1) this.#endedAt = performance.now();
    this.#held = isStuck(queue) ? this.#held + 1 : 0;
    if (tasksIn(queue).some(waitsForNodes) && ++this.#down === LOOKS.held) warn(`tasks wait for nodes\n${queueText(queue).join('\n')}`);
  }

  /** Whether no task is left, and no file can still be on its way. */
  hasEnded(path: string): boolean {
    return this.#ended >= LOOKS.ended && (failedMerge(path) !== undefined || performance.now() - this.#endedAt > 1000 * UNSEEN_SECONDS);
  }

  /** Whether nothing goes on by itself. */
  isHeld(): boolean {
    return this.#held >= LOOKS.held;
  }
}

function endedText(path: string, status: FolderStatus, queue: Queue): string {
  const merge = failedMerge(path);
  const failed = failedText(failedTasks(path, status.unfinished.missing ?? [], tasksIn(queue)));
  if (status.finished === status.shards && merge !== undefined) failed.push(describeFailure('the merge', merge));
  return ['the jobs have ended and the run is not complete; submit again', statusText(status), ...failed].join('\n');
}

function heldText(status: FolderStatus, queue: Queue): string {
  return `what is left in the queue is held\n${statusText(status)}\n${queueText(queue).join('\n')}`;
}

/** Waits between two looks, or until the signal. @param waited  seconds so far */
async function pauseAfter(waited: number, signal: AbortSignal | undefined): Promise<void> {
  const seconds = Math.min(PAUSE.most, Math.max(PAUSE.least, PAUSE.share * waited));
  await pause(1000 * seconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** Nothing in the queue will go on by itself: everything is held, or waits for what is. */
function isStuck(queue: Queue): boolean {
  const tasks = tasksIn(queue);
  return tasks.some(isHeld) && tasks.every((task) => isHeld(task) || task.reason === 'Dependency');
}
