import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { type Block, BLOCK_SIZE, blocksOf } from '../../power/simulation/blocks.ts';
import type { Study } from '../../study/study.ts';
import type { CurveCounts } from '../../power/sample-size/power-curve.ts';
import type { Tally } from '../../power/simulation/tally.ts';
import { taskFinished } from './collect-garbage.ts';
import type { TrueEffect } from '../../power/true-effect.ts';
import runBlocks, {
  runCurveBlocks,
  runRecordedBlocks,
  runTruth,
  type BlockTask,
  type CurveTask,
  type RecordedBlock,
  type TruthTask,
} from './block-worker.ts';

/** Most blocks in one task: few enough for even work and prompt progress, many enough that handing over costs little. */
const MOST_BLOCKS_PER_TASK = 48;

/** Blocks of the next task: many while much is left, few towards the end, so that the workers finish together. */
function blocksPerTask(trialsLeft: number, workers: number): number {
  return Math.max(1, Math.min(MOST_BLOCKS_PER_TASK, Math.floor(trialsLeft / BLOCK_SIZE / (workers * 8))));
}

/** Room for short-lived objects in a worker, so that memory does not grow with the number of trials (assumed; V8's own limit is several times larger). */
const YOUNG_GENERATION_MB = 8;

/** Runs blocks of trials, in this thread or on worker threads, and hands their tallies back in order. */
export class WorkerPool {
  readonly workers: number;
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

  /**
   * Runs trials `first` … `first + count − 1` and calls `onTally` once per block in the order of the blocks, whatever order they finish in.
   * Only the tasks under way exist, so memory does not grow with the number of trials.
   * @param signal  stops handing out work; blocks already running are finished and handed back if they are next in order
   */
  async run(
    id: string,
    study: Study,
    truths: readonly number[],
    { first, count }: Block,
    onTally: (tally: Tally, block: Block) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const end = first + count;
    let handed = 0;
    const parts = new Map<number, readonly Block[]>();
    const tasks = (function* (workers: number): Generator<BlockTask, undefined> {
      for (let [from, made] = [first, 0]; from < end; made++) {
        const to = Math.min(end, from + BLOCK_SIZE * blocksPerTask(end - from, workers));
        const blocks = [...blocksOf(to, from)];
        parts.set(made, blocks);
        from = to;
        yield { id, study, truths, blocks };
      }
    })(this.workers);
    const finished = new Map<number, readonly Tally[]>();
    const hand = (tallies: readonly Tally[], task: number): void => {
      finished.set(task, tallies);
      for (let ready = finished.get(handed); ready !== undefined; ready = finished.get(handed)) {
        finished.delete(handed);
        const blocks = parts.get(handed) ?? [];
        parts.delete(handed);
        ready.forEach((tally, position) => onTally(tally, blocks[position]));
        handed++;
      }
    };
    await this.runTasks(tasks, hand, signal);
  }

  /**
   * Runs tasks and calls `onDone` with each one's tallies as soon as it is finished.
   * @param signal  stops handing out work; tasks already running are finished and handed back
   */
  async runTasks(
    tasks: Iterable<BlockTask>,
    onDone: (tallies: readonly Tally[], task: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#each(tasks, runBlocks, onDone, signal);
  }

  /** Runs parts of a power curve; counts do not depend on their order. */
  async runCurves(tasks: readonly CurveTask[], onDone: (curve: CurveCounts) => void, signal?: AbortSignal): Promise<void> {
    await this.#each(tasks, runCurveBlocks, onDone, signal);
  }

  /** Runs tasks and calls `onDone` with the tallies of each one's blocks and what they recorded, as soon as it is finished. */
  async runRecorded(
    tasks: Iterable<BlockTask>,
    onDone: (blocks: readonly RecordedBlock[], task: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#each(tasks, runRecordedBlocks, onDone, signal);
  }

  /** Finds the true effects of many studies. */
  async runTruths(tasks: Iterable<TruthTask>, onDone: (truths: TrueEffect[], task: number) => void, signal?: AbortSignal): Promise<void> {
    await this.#each(tasks, runTruth, onDone, signal);
  }

  /** Runs tasks by one of the worker's functions, here or on the threads, with two tasks a thread under way so that none waits. */
  async #each<Task, Result>(
    tasks: Iterable<Task>,
    work: (task: Task) => Result,
    onDone: (result: Result, task: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    let next = 0;
    const waiting = tasks[Symbol.iterator]();
    const name = work.name === 'runBlocks' ? 'default' : work.name;
    const lane = async (): Promise<void> => {
      while (!signal?.aborted) {
        const { done, value } = waiting.next();
        if (done === true) return;
        const task = next++;
        if (this.#pool) {
          onDone((await this.#pool.run(value, { name })) as Result, task);
          taskFinished();
        } else {
          onDone(work(value), task);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
    };
    await Promise.all(Array.from({ length: this.#pool ? this.workers * 2 : 1 }, lane));
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }
}
