import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { LearningKind, LearningOutcome, LearningTask } from '../../learning/learning-task.ts';
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
import type { LearningWorkerTask } from './learning-worker.ts';
import { inlineForLongWork } from './long-work.ts';
import { assertThreadMemory, machineMemory, threadBytes, truthBytes, type SizedStudy } from './thread-memory.ts';
import { workerFile, workerOptions } from './worker-file.ts';

/** Room for short-lived objects in a worker, so that memory does not grow with the number of trials (assumed; V8's own limit is several times larger). */
const YOUNG_GENERATION_MB = 8;

/** Memory that a thread may take at least, bytes: some 40 MB were measured with a study of many analyses. */
const THREAD_BYTES = 64e6;

/** Tasks a thread that are under way, so that none waits. */
const AT_ONCE = 2;

/** True effects are found in pieces too, however few trials there are (assumed). */
const MIN_TASKS = 8;

/** As many threads as there are processors, tasks for them, and room for in half of the memory. */
function usefulThreads(tasks: number, bytes: number): number {
  const fitting = Math.floor(machineMemory() / 2 / Math.max(THREAD_BYTES, bytes));
  return Math.max(1, Math.min(availableParallelism(), Math.max(MIN_TASKS, tasks), fitting));
}

/** What is known about the work before it begins. */
export interface ExpectedWork {
  /** About how many tasks there will be: `auto` starts no more threads than can have one. */
  readonly tasks?: number | undefined;
  /** Studies whose trials will be simulated: they have to fit into the memory of the machine in every thread. */
  readonly studies?: readonly Pick<SizedStudy, 'trial'>[] | undefined;
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
   * @throws ExitError (2) where the trials would take more memory than there is; no thread has started then
   */
  constructor(workers: number | 'auto', { tasks = Infinity, studies = [] }: ExpectedWork = {}) {
    const bytes = threadBytes(studies);
    this.workers = workers === 'auto' ? usefulThreads(tasks, bytes) : workers;
    assertThreadMemory(this.workers, bytes);
    inlineForLongWork(tasks / this.workers);
    if (this.workers > 1) {
      this.#pool = new Piscina({
        filename: workerFile('block-worker'),
        minThreads: this.workers,
        maxThreads: this.workers,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
        ...workerOptions(),
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
    // A task that is alone has nothing to share, and begins here while the threads are still starting.
    const pool = isAlone(tasks) ? undefined : this.#pool;
    if (pool === undefined) return this.#inline.run(kind, fittingTasks(kind, tasks, 1), onDone, signal);
    const work = (task: TaskOf<Kind>): Promise<OutcomeOf<Kind>> => pool.run({ kind, task } satisfies WorkerTask<Kind>);
    await drained(fittingTasks(kind, tasks, this.workers), work, this.workers * AT_ONCE, { onDone, signal });
  }

  /** Does tasks of a posterior, and hands over what each gives with its position. @param signal  stops handing out tasks, as in `run` */
  async learn<Kind extends LearningKind>(
    kind: Kind,
    tasks: Iterable<LearningTask<Kind>>,
    onDone: (outcome: LearningOutcome<Kind>, task: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const pool = this.#pool;
    const { doLearningTask } = await import('../../learning/learning-task.ts'); // not loaded by those who do not learn
    const filename = workerFile('learning-worker');
    const work = async (task: LearningTask<Kind>): Promise<LearningOutcome<Kind>> => {
      if (pool !== undefined)
        return (await pool.run({ kind, task } satisfies LearningWorkerTask<Kind>, { filename })) as LearningOutcome<Kind>;
      const outcome = doLearningTask(kind, task);
      await nextTurn();
      return outcome;
    };
    await drained(tasks[Symbol.iterator](), work, pool === undefined ? 1 : this.workers * AT_ONCE, { onDone, signal });
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

/** Does tasks one after the other, so many at once, and hands over what each gives as soon as it is there. */
async function drained<Task, Outcome>(
  tasks: Iterator<Task>,
  work: (task: Task) => Promise<Outcome>,
  atOnce: number,
  { onDone, signal }: { readonly onDone: (outcome: Outcome, task: number) => void; readonly signal: AbortSignal | undefined },
): Promise<void> {
  let next = 0;
  const drainQueue = async (): Promise<void> => {
    while (signal?.aborted !== true) {
      const { done, value } = tasks.next();
      if (done === true) return;
      const position = next++;
      onDone(await work(value), position);
      collectGarbageSometimes();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, drainQueue));
}

/** Tasks, each once its trials are known to fit into memory: their studies may be larger than those that were known at the start. */
function* fittingTasks<Kind extends TaskKind>(
  kind: Kind,
  tasks: Iterable<TaskOf<Kind>>,
  workers: number,
): Generator<TaskOf<Kind>, undefined> {
  for (const task of tasks) {
    assertThreadMemory(workers, kind === 'truth' ? truthBytes(task.study) : threadBytes([task.study]));
    yield task;
  }
}

function isAlone(tasks: Iterable<unknown>): boolean {
  return Array.isArray(tasks) && tasks.length === 1;
}
