import { checkStudy } from '../../study/check-study.ts';
import { checkWhole } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import type { Study } from '../../study/study.ts';
import type { OutcomeOf, TaskKind, TaskOf } from './block-task.ts';
import { BLOCK_SIZE, blocksOf, type Block } from './blocks.ts';
import type { Tally } from './tally.ts';

/** Neighbouring trials of one study. */
export interface StudyTrials extends Block {
  /** Names the study, so that a thread compiles it once. */
  readonly id: string;
  readonly study: Study;
  /** The true effect of every analysis; NaN where there is none. */
  readonly truths: readonly number[];
}

export interface InOrderOptions {
  /** Stops handing out work; what is under way is finished and handed back if it is next in order. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of trials up to which the work is done. */
  readonly onTrials?: (trials: number) => void;
}

/** Takes the tally of the next block; false when no more are wanted. */
export type OnTally = (tally: Tally, block: Block) => boolean;

/**
 * Where tasks are done: in this thread, on worker threads, in a folder that several machines share. The numbers depend on the
 * tasks alone, so every runner gives the same.
 */
export interface TaskRunner {
  /**
   * Does tasks of one kind and hands back what each gives as soon as it is there, with the task's position.
   * @param signal  stops handing out tasks; those under way are finished and handed back
   */
  run<Kind extends TaskKind>(
    kind: Kind,
    tasks: Iterable<TaskOf<Kind>>,
    onDone: (outcome: OutcomeOf<Kind>, task: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;

  /** Runs trials of one study and hands back one tally per block in the order of the trials, whatever finishes first. */
  runInOrder(trials: StudyTrials, onTally: OnTally, options?: InOrderOptions): Promise<void>;
}

/** Most blocks in one task: few enough for even work and prompt progress, many enough that handing over costs little. */
const MAX_BLOCKS_PER_TASK = 48;

/** Blocks of the next task: many while much is left, few towards the end, so that the workers finish together. */
function blocksPerTask(trialsLeft: number, workers: number): number {
  return Math.max(1, Math.min(MAX_BLOCKS_PER_TASK, Math.floor(trialsLeft / BLOCK_SIZE / (workers * 8))));
}

/** The blocks of trials, cut into tasks for so many workers, one by one: there may be millions. */
function* tasksOf({ first, count }: Block, workers: number): Generator<readonly Block[], undefined> {
  const end = first + count;
  for (let from = first; from < end;) {
    const to = Math.min(end, from + BLOCK_SIZE * blocksPerTask(end - from, workers));
    yield [...blocksOf(to, from)];
    from = to;
  }
}

/**
 * Runs trials in order for a runner that can do tasks: cuts them into tasks and puts what comes back in order.
 * Only the tasks under way exist, so that memory does not grow with the number of trials.
 *
 * @example
 * ```ts
 * import { doTask, estimatePowerAsync, runTasksInOrder, type TaskRunner } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const run: TaskRunner['run'] = async (kind, tasks, onDone) => {
 *   let position = 0;
 *   for (const task of tasks) onDone(doTask(kind, task), position++); // a pool would hand them to its workers
 * };
 * const runner: TaskRunner = { run, runInOrder: (...trials) => runTasksInOrder(run, 4, ...trials) };
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * (await estimatePowerAsync(study, { runner })).claim?.power.value; // → 0.505
 * ```
 */
export async function runTasksInOrder(
  run: TaskRunner['run'],
  workers: number,
  trials: StudyTrials,
  onTally: OnTally,
  options: InOrderOptions = {},
): Promise<void> {
  check('run', run, 'function');
  checkWhole('workers', workers, 1);
  check('trials', trials, { fields: { id: 'text', study: 'object', truths: { list: 'anything' }, first: 'count', count: 'count' } });
  checkStudy('trials.study', trials.study);
  check('onTally', onTally, 'function');
  check('options', options, { fields: { 'signal?': 'signal', 'onTrials?': 'function' } });
  const { signal, onTrials } = options;
  const enough = new AbortController();
  const stop = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
  const { id, study, truths } = trials;
  const cut = new Map<number, readonly Block[]>();
  const tasks = (function* () {
    let made = 0;
    for (const blocks of tasksOf(trials, workers)) {
      cut.set(made++, blocks);
      yield { id, study, truths, blocks };
    }
  })();
  const deliverInOrder = (tally: Tally, block: Block): void => {
    if (enough.signal.aborted) return;
    if (!onTally(tally, block)) enough.abort();
    onTrials?.(block.first + block.count);
  };
  const finished = new Map<number, readonly Tally[]>();
  let nextIndex = 0;
  const onDone = (tallies: readonly Tally[], task: number): void => {
    finished.set(task, tallies);
    for (let next = finished.get(nextIndex); next !== undefined; next = finished.get(nextIndex)) {
      const blocks = cut.get(nextIndex) ?? [];
      finished.delete(nextIndex);
      cut.delete(nextIndex);
      next.forEach((tally, position) => deliverInOrder(tally, blocks[position]));
      nextIndex++;
    }
  };
  await run('blocks', tasks, onDone, stop);
}
