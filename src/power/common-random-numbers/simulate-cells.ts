import { simulateSizes } from '../simulation/nested-curve.ts';
import type { Study } from '../../study/study.ts';
import { blocksOf } from '../simulation/blocks.ts';
import { inlineRunner } from '../simulation/inline-runner.ts';
import { newTaskId, throwIfAborted, type SimulationOptions } from '../simulation/simulation-options.ts';
import { emptyTally } from '../simulation/tally.ts';
import { simulateStudies, type CellRun, type StudyCell } from './simulate-studies.ts';
import { TrialSuccesses } from './trial-successes.ts';

/** Simulates cells, all of them at several sizes or none, and the figures of all of them or of none. @throws SimulationAborted if the signal asks to stop */
export async function simulateCells(cells: readonly StudyCell[], options: SimulationOptions): Promise<CellRun[]> {
  if (cells.length > 0 && cells.every(({ figures }) => figures === true)) return simulateFigures(cells, options);
  if (cells.every(({ sizes }) => sizes === undefined)) return simulateStudies(cells, options);
  const runs: CellRun[] = [];
  for (const { study, sizes = [], first = 0 } of cells) {
    const stage = { stage: 'sizes', participants: sizes[sizes.length - 1] } as const;
    const counts = await simulateSizes({ study, sizes, trials: study.power.replicates, first, stage }, options);
    runs.push({ total: emptyTally(study), successes: new TrialSuccesses(study, first, 0), truths: [], counts });
  }
  return runs;
}

/** A cell whose trials give figures alone. */
export function figuresRun(study: Study, figures: readonly (readonly number[])[]): CellRun {
  return { total: emptyTally(study), successes: new TrialSuccesses(study, 0, 0), truths: [], figures };
}

async function simulateFigures(
  cells: readonly StudyCell[],
  { runner = inlineRunner(), signal, onProgress }: SimulationOptions,
): Promise<CellRun[]> {
  const rows: (readonly (readonly number[])[])[] = cells.map(() => []);
  const total = cells.reduce((sum, { study }) => sum + study.power.replicates, 0);
  let done = 0;
  const tell = (): void => onProgress?.({ stage: 'trials', unit: 'trials', done, total, from: 0 });
  tell();
  const tasks = cells.map(({ study, first = 0 }) => {
    const blocks = [...blocksOf(first + study.power.replicates, first)];
    return { id: newTaskId(), study, truths: [], blocks };
  });
  const onDone = (figures: readonly (readonly number[])[], cell: number): void => {
    rows[cell] = figures;
    done += figures.length;
    tell();
  };
  await runner.run('figures', tasks, onDone, signal);
  throwIfAborted(signal, done);
  return cells.map(({ study }, cell) => figuresRun(study, rows[cell]));
}
