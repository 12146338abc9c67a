import { checkSimulationOptions, checkStudies } from '../check-arguments.ts';
import type { Study } from '../../study/study.ts';
import { failedForAnswer } from '../simulation/failed-analyses.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';
import { compareCells, type ComparedCell, type Comparison } from './comparison.ts';
import { inOneStep, inquire, type Inquiry } from './inquiry.ts';

/** A design in a world, to be run. */
export interface DesignInWorld {
  readonly design: string;
  readonly world: string;
  readonly study: Study;
}

/** A design in a world in which analyses that the claim is about could too often not be estimated. */
export interface UnsoundCell {
  readonly design: string;
  readonly world: string;
  readonly analyses: readonly string[];
}

export interface ComparisonAnswer {
  readonly cells: readonly ComparedCell[];
  readonly comparison: Comparison;
  readonly unsound: readonly UnsoundCell[];
}

/**
 * Simulates designs in worlds over the same trials and compares how often each makes its claim.
 *
 * @param grid  design by design, in each the worlds in the same order; studies of one seed and one number of replicates
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { runComparison } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const options = { set: ['claim.holds=true'], replicates: 1000 };
 * const [small, large] = [24, 48].map((participants) => readStudy(text, { ...options, participants }));
 * const { comparison } = await runComparison([
 *   { design: 'small', world: 'as assumed', study: small },
 *   { design: 'large', world: 'as assumed', study: large },
 * ]);
 * comparison.cells.map(({ probability }) => probability?.value); // → [0.514, 0.817]
 * ```
 */
export async function runComparison(grid: readonly DesignInWorld[], options: SimulationOptions = {}): Promise<ComparisonAnswer> {
  checkStudies('grid', grid, { fields: { design: 'text', world: 'text' } });
  checkSimulationOptions('options', options);
  return inquire(comparisonInquiry(grid), options);
}

/** How often each design makes its claim in each world, as a question. @param grid  as `runComparison` takes it */
export function comparisonInquiry(grid: readonly DesignInWorld[]): Inquiry<ComparisonAnswer> {
  const studies = grid.map(({ study }) => ({ study }));
  return inOneStep(studies, (runs) => {
    const unsound: UnsoundCell[] = [];
    const cells = grid.map(({ design, world, study }, position): ComparedCell => {
      const { total, successes } = runs[position];
      const analyses = failedForAnswer(study, total);
      if (analyses.length > 0) unsound.push({ design, world, analyses });
      return { design, world, study, successes, sound: analyses.length === 0 };
    });
    return { cells, comparison: compareCells(cells), unsound };
  });
}
