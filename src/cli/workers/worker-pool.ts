import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { once } from 'node:events';
import { availableParallelism, totalmem } from 'node:os';
import { Piscina } from 'piscina';
import type { OutcomeOf, TaskKind, TaskOf } from '../../power/simulation/block-task.ts';
import { inlineRunner } from '../../power/simulation/inline-runner.ts';
import {
  runTasksInOrder,
  type InOrderOptions,
  type OnTally,
  type StudyTrials,
  type TaskRunner,
} from '../../power/simulation/task-runner.ts';
import type { WorkerTask } from './block-worker.ts';
import { collectGarbageSometimes } from './collect-garbage.ts';

/** Where threads that are not built find what reads TypeScript, in whatever folder the command runs. */
function typeScriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

/** Room for short-lived objects in a worker, so that memory does not grow with the number of trials (assumed; V8's own limit is several times larger). */
const YOUNG_GENERATION_MB = 8;

/** Memory that a thread may take, bytes: 5 to 9 MB were measured without work, some 40 MB with a large study. */
const THREAD_BYTES = 64e6;

/** True effects are found in pieces too, however few trials there are (assumed). */
const MIN_TASKS = 8;

/** As many threads as there are processors, tasks for them, and room for in half of the memory. */
function usefulThreads(tasks = Infinity): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.max(1, Math.min(availableParallelism(), Math.max(MIN_TASKS, tasks), Math.floor(memory / 2 / THREAD_BYTES)));
}

/** Does tasks on worker threads, or in this thread where one is asked for. */
export class WorkerPool implements TaskRunner {
  readonly workers: number;
  readonly #inline = inlineRunner(collectGarbageSometimes);
  readonly #pool: Piscina | undefined;
  /** Settled when a thread has imported its work, or ended. */
  readonly #started: readonly Promise<unknown>[];

  /**
   * @param workers  number of threads; 1 runs everything in this thread
   * @param tasks    about how many tasks there will be, if that is known: `auto` starts no more threads than can have one
   */
  constructor(workers: number | 'auto', tasks?: number) {
    this.workers = workers === 'auto' ? usefulThreads(tasks) : workers;
    if (this.workers > 1) {
      const source = import.meta.url.endsWith('.ts');
      this.#pool = new Piscina({
        filename: new URL(source ? './block-worker.ts' : './block-worker.js', import.meta.url).href,
        minThreads: this.workers,
        maxThreads: this.workers,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
        ...(source ? { execArgv: ['--import', typeScriptLoader()] } : {}),
      });
    }
    this.#started = (this.#pool?.threads ?? []).map((thread) =>
      Promise.race([once(thread, 'message'), once(thread, 'exit')]).catch(() => undefined),
    );
  }

  async run<Kind extends TaskKind>(
    kind: Kind,
    tasks: Iterable<TaskOf<Kind>>,
    onDone: (outcome: OutcomeOf<Kind>, task: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const pool = this.#pool;
    // A task that is alone has nothing to share, and begins here while the threads are still starting.
    if (pool === undefined || isAlone(tasks)) return this.#inline.run(kind, tasks, onDone, signal);
    let next = 0;
    const waiting = tasks[Symbol.iterator]();
    const drainQueue = async (): Promise<void> => {
      while (signal?.aborted !== true) {
        const { done, value } = waiting.next();
        if (done === true) return;
        const position = next++;
        const work: WorkerTask<Kind> = { kind, task: value };
        onDone((await pool.run(work)) as OutcomeOf<Kind>, position);
        collectGarbageSometimes();
      }
    };
    // Two tasks a thread are under way, so that none waits.
    await Promise.all(Array.from({ length: this.workers * 2 }, drainQueue));
  }

  async runInOrder(trials: StudyTrials, onTally: OnTally, options?: InOrderOptions): Promise<void> {
    await runTasksInOrder((...task) => this.run(...task), this.workers, trials, onTally, options);
  }

  /** Ends the threads, none of them before it has imported its work: V8 of Node 20 and 22 aborts the process where an import is cut off. */
  async close(): Promise<void> {
    await Promise.all(this.#started);
    await this.#pool?.destroy();
  }
}

function isAlone(tasks: Iterable<unknown>): boolean {
  return Array.isArray(tasks) && tasks.length === 1;
}
