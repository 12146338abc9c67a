import { availableParallelism } from 'node:os';
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

/** Room for short-lived objects in a worker, so that memory does not grow with the number of trials (assumed; V8's own limit is several times larger). */
const YOUNG_GENERATION_MB = 8;

/** Does tasks on worker threads, or in this thread where one is asked for. */
export class WorkerPool implements TaskRunner {
  readonly workers: number;
  readonly #inline = inlineRunner(collectGarbageSometimes);
  readonly #pool: Piscina | undefined;

  /** @param workers  number of threads; 1 runs everything in this thread */
  constructor(workers: number | 'auto') {
    this.workers = workers === 'auto' ? availableParallelism() : workers;
    if (this.workers > 1) {
      const source = import.meta.url.endsWith('.ts');
      this.#pool = new Piscina({
        filename: new URL(source ? './block-worker.ts' : './block-worker.js', import.meta.url).href,
        minThreads: this.workers,
        maxThreads: this.workers,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
        ...(source ? { execArgv: ['--import', 'tsx'] } : {}),
      });
    }
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

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }
}

function isAlone(tasks: Iterable<unknown>): boolean {
  return Array.isArray(tasks) && tasks.length === 1;
}
