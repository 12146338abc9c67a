import { simulateSizes } from '../simulation/nested-curve.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { emptyTally } from '../simulation/tally.ts';
import { simulateStudies, type CellRun, type StudyCell } from './simulate-studies.ts';
import { TrialSuccesses } from './trial-successes.ts';

/** Simulates cells, all of them at several sizes or none. @throws SimulationAborted if the signal asks to stop */
export async function simulateCells(cells: readonly StudyCell[], options: SimulationOptions): Promise<CellRun[]> {
  if (cells.every(({ sizes }) => sizes === undefined)) return simulateStudies(cells, options);
  const runs: CellRun[] = [];
  for (const { study, sizes = [], first = 0 } of cells) {
    const stage = { stage: 'sizes', participants: sizes[sizes.length - 1] } as const;
    const counts = await simulateSizes({ study, sizes, trials: study.power.replicates, first, stage }, options);
    runs.push({ total: emptyTally(study), successes: new TrialSuccesses(study, first, 0), truths: [], counts });
  }
  return runs;
}
