import type { Study } from '../../study/study.ts';
import type { BlockTask } from '../simulation/block-task.ts';
import { blocksOf, type Block } from '../simulation/blocks.ts';
import { inlineRunner } from '../simulation/inline-runner.ts';
import type { CurveCounts } from '../simulation/nested-trials.ts';
import { newTaskId, throwIfAborted, type SimulationOptions } from '../simulation/simulation-options.ts';
import { addTally, emptyTally, type Tally } from '../simulation/tally.ts';
import { truthValues, type TrueEffect } from '../true-effect.ts';
import { assertMemory } from './memory.ts';
import { TrialSuccesses } from './trial-successes.ts';

/** A study to run over `power.replicates` trials. */
export interface StudyCell {
  readonly study: Study;
  /** Names the study, so that a thread compiles it once; made up where left out. */
  readonly id?: string;
  /** Number of its first trial; 0 unless said otherwise. */
  readonly first?: number;
  /** Whether its true effects are found too, against which estimates and intervals are judged. */
  readonly judged?: boolean;
  /** Ascending numbers of patients, the last that of the study: every trial is then analysed at each, and only successes are counted. */
  readonly sizes?: readonly number[];
  /** Whether nothing but the figures of every trial is wanted. */
  readonly figures?: true;
}

/** What came of a study. */
export interface CellRun {
  readonly total: Tally;
  readonly successes: TrialSuccesses;
  /** Empty unless asked for. */
  readonly truths: readonly TrueEffect[];
  /** Of a study that was analysed at several sizes; nothing else is then counted. */
  readonly counts?: CurveCounts;
  /** Of a study whose figures are wanted: a row for every trial; nothing else is then counted. */
  readonly figures?: readonly (readonly number[])[];
}

export interface StudiesOptions extends SimulationOptions {
  /** Whether true effects of all studies are found too. */
  readonly withTruths?: boolean;
}

/** Blocks in one task: studies are many, so that tasks need not be small for the workers to finish together. */
const BLOCKS_PER_TASK = 8;

type NamedCell = StudyCell & { readonly id: string };

/**
 * Runs many studies; for each it is kept in which trials it succeeded, so that studies of one seed can be compared trial by
 * trial. The same numbers on any runner.
 *
 * @throws RangeError if a study contradicts itself, or all of them would take too much memory; SimulationAborted if the signal asks to stop
 */
export async function simulateStudies(cells: readonly StudyCell[], options: StudiesOptions = {}): Promise<CellRun[]> {
  assertMemory(cells);
  const used = { ...options, runner: options.runner ?? inlineRunner() };
  const named = cells.map((cell) => ({ ...cell, id: cell.id ?? newTaskId() }));
  const truths = await truthsOf(named, used);
  return trialsOf(named, truths, used);
}

type WithRunner = StudiesOptions & Required<Pick<StudiesOptions, 'runner'>>;

/** The true effects of the cells that ask for them; none of the others. */
async function truthsOf(cells: readonly NamedCell[], { runner, signal, onProgress, withTruths }: WithRunner): Promise<TrueEffect[][]> {
  const truths: TrueEffect[][] = cells.map(() => []);
  const judged = [...cells.keys()].filter((cell) => withTruths ?? cells[cell].judged === true);
  if (judged.length === 0) return truths;
  let done = 0;
  const tell = (): void => onProgress?.({ stage: 'truth', unit: 'scenarios', done, total: judged.length, from: 0 });
  const onDone = (effects: TrueEffect[], task: number): void => {
    truths[judged[task]] = effects;
    done++;
    tell();
  };
  tell();
  const tasks = judged.map((cell) => ({ study: cells[cell].study }));
  await runner.run('truth', tasks, onDone, signal);
  throwIfAborted(signal, 0);
  return truths;
}

async function trialsOf(
  cells: readonly NamedCell[],
  truths: readonly (readonly TrueEffect[])[],
  { runner, signal, onProgress }: WithRunner,
): Promise<CellRun[]> {
  throwIfAborted(signal, 0);
  const runs = cells.map(({ study, first = 0 }, cell) => ({
    total: emptyTally(study),
    successes: new TrialSuccesses(study, first, study.power.replicates),
    truths: truths[cell],
  }));
  const parts = cells.flatMap(({ study, first = 0 }, cell) => partsOf(first, study.power.replicates).map((blocks) => ({ cell, blocks })));
  const tasks = (function* (): Generator<BlockTask, undefined> {
    for (const { cell, blocks } of parts) {
      const { study, id } = cells[cell];
      yield { id, study, truths: knownTruths(study, truths[cell]), blocks };
    }
  })();
  const tallies: (readonly Tally[] | undefined)[] = [];
  const total = runs.reduce((sum, { successes }) => sum + successes.trials, 0);
  if (total === 0) return runs;
  let done = 0;
  const tell = (): void => onProgress?.({ stage: 'trials', unit: 'trials', done, total, from: 0 });
  tell();
  await runner.run(
    'recorded',
    tasks,
    (blocks, task) => {
      const part = parts[task];
      tallies[task] = blocks.map(({ tally }) => tally);
      blocks.forEach(({ record }, position) => {
        const { first, count } = part.blocks[position];
        runs[part.cell].successes.take(record, first, count);
        done += count;
      });
      tell();
    },
    signal,
  );
  throwIfAborted(signal, done);
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
export function knownTruths({ analyses }: Study, truths: readonly TrueEffect[]): number[] {
  return truths.length > 0 ? truthValues(truths) : Object.keys(analyses).map(() => NaN);
}
