import { type Block, blocksOf } from '../../power/simulation/blocks.ts';
import type { Study } from '../../study/study.ts';
import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { TrialSuccesses } from '../../power/common-random-numbers/trial-successes.ts';
import { type TrueEffect, truthValues } from '../../power/true-effect.ts';
import type { BlockTask } from '../workers/block-worker.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { Progress } from '../terminal/progress.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

/** A study to run over some trials. */
export interface Cell {
  readonly study: Study;
  /** Names the study, so that a worker compiles it once. */
  readonly hash: string;
  /** Number of its first trial; 0 unless said otherwise. */
  readonly first?: number;
}

/** What came of a cell. */
export interface CellRun {
  readonly total: Tally;
  readonly successes: TrialSuccesses;
  /** Empty unless asked for. */
  readonly truths: readonly TrueEffect[];
}

export interface CellsOptions {
  readonly workers: number | 'auto';
  readonly quiet: boolean;
  /** Whether true effects are found too, against which estimates and intervals are judged. */
  readonly withTruths: boolean;
}

/** Blocks in one task: cells are many, so that tasks need not be small for the workers to finish together. */
const BLOCKS_PER_TASK = 8;

/**
 * Runs many studies over `power.replicates` trials each on one pool of workers; every cell keeps in which trials it succeeded.
 * The same numbers for any number of workers.
 * @throws CommandFailure (130) if interrupted
 */
export async function runCells(cells: readonly Cell[], { workers, quiet, withTruths }: CellsOptions): Promise<CellRun[]> {
  const pool = new WorkerPool(workers);
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const truths = withTruths ? await truthsOf(cells, pool, quiet, interrupt.signal) : cells.map(() => []);
    if (!interrupt.signal.aborted) {
      const runs = await trialsOf(cells, truths, pool, quiet, interrupt.signal);
      if (!interrupt.signal.aborted) return runs;
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    await pool.close();
  }
  throw new CommandFailure(130, 'interrupted; nothing was kept');
}

async function truthsOf(cells: readonly Cell[], pool: WorkerPool, quiet: boolean, signal: AbortSignal): Promise<TrueEffect[][]> {
  const truths: TrueEffect[][] = cells.map(() => []);
  const progress = new Progress('truth', cells.length, 'scenarios', quiet);
  let done = 0;
  try {
    const onDone = (effects: TrueEffect[], cell: number): void => {
      truths[cell] = effects;
      progress.update(++done);
    };
    await pool.runTruths(
      cells.map(({ study }) => ({ study })),
      onDone,
      signal,
    );
  } finally {
    progress.finish();
  }
  return truths;
}

async function trialsOf(
  cells: readonly Cell[],
  truths: readonly (readonly TrueEffect[])[],
  pool: WorkerPool,
  quiet: boolean,
  signal: AbortSignal,
): Promise<CellRun[]> {
  const runs = cells.map(({ study, first = 0 }, cell) => ({
    total: emptyTally(study),
    successes: new TrialSuccesses(study, first, study.power.replicates),
    truths: truths[cell],
  }));
  const parts = cells.flatMap(({ study, first = 0 }, cell) => partsOf(first, study.power.replicates).map((blocks) => ({ cell, blocks })));
  const tasks = (function* (): Generator<BlockTask, undefined> {
    for (const { cell, blocks } of parts) {
      const { study, hash } = cells[cell];
      yield { id: hash, study, truths: valuesOf(study, truths[cell]), blocks };
    }
  })();
  const tallies: (readonly Tally[] | undefined)[] = [];
  const progress = new Progress(
    'simulating',
    runs.reduce((sum, { successes }) => sum + successes.trials, 0),
    'trials',
    quiet,
  );
  let done = 0;
  try {
    await pool.runRecorded(
      tasks,
      (blocks, task) => {
        const part = parts[task];
        tallies[task] = blocks.map(({ tally }) => tally);
        blocks.forEach(({ record }, position) => {
          const { first, count } = part.blocks[position];
          runs[part.cell].successes.take(record, first, count);
          done += count;
        });
        progress.update(done);
      },
      signal,
    );
  } finally {
    progress.finish();
  }
  // In the order of the trials, so that sums have the same bits whatever finished first.
  parts.forEach(({ cell }, task) => tallies[task]?.forEach((tally) => addTally(runs[cell].total, tally)));
  return runs;
}

/** Trials `first` … as tasks of some blocks each. */
function partsOf(first: number, replicates: number): Block[][] {
  const blocks = [...blocksOf(first + replicates, first)];
  const parts: Block[][] = [];
  for (let start = 0; start < blocks.length; start += BLOCKS_PER_TASK) parts.push(blocks.slice(start, start + BLOCKS_PER_TASK));
  return parts;
}

/** True values by analysis; where they were not asked for nothing is judged against them. */
function valuesOf({ analyses }: Study, truths: readonly TrueEffect[]): number[] {
  return truths.length > 0 ? truthValues(truths) : Object.keys(analyses).map(() => NaN);
}
