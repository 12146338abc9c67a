import { checkSimulationOptions, checkStudies } from '../check-arguments.ts';
import type { Study } from '../../study/study.ts';
import type { PowerResult, ReportedResult } from '../characteristics/power-result.ts';
import { summarise } from '../characteristics/summarise.ts';
import { pairedDifference, type PairedDifference } from '../common-random-numbers/paired-difference.ts';
import { inOneStep, inquire, type Inquiry } from '../common-random-numbers/inquiry.ts';
import { primaryOutcome } from '../common-random-numbers/trial-successes.ts';
import type { SimulationOptions } from '../simulation/simulation-options.ts';

/** Values of some parameters, by path. */
export type Override = Readonly<Record<string, number | string | boolean>>;

/** A study with some of its parameters set. */
export interface SweptStudy {
  readonly set: Override;
  readonly study: Study;
}

/** One cell of a sweep as a report gives it. */
export interface SweepRow extends SweptStudy {
  readonly result: ReportedResult;
  /** Of the answer, to the first cell, over the same trials. */
  readonly difference: PairedDifference;
}

/** One cell of a sweep as it was run. */
export interface SweepCell extends SweepRow {
  readonly result: PowerResult;
  /** Of every analysis in turn, then of the claim, to the same of the first cell. */
  readonly differences: readonly PairedDifference[];
}

/** The operating characteristics at every setting. */
export interface SweepAnswer {
  readonly cells: readonly SweepCell[];
}

/**
 * Operating characteristics of many variants of a study over the same trials, and the difference of each to the first.
 *
 * @param studies  of one seed and one number of replicates
 * @throws RangeError if a study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { runSweep } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const settings = [3, 4].map((difference) => ({ 'gaussian.difference': difference }));
 * const studies = settings.map((set) => ({
 *   set,
 *   study: readStudy(text, { replicates: 1000, varied: [`gaussian.difference=${set['gaussian.difference']}`] }),
 * }));
 * const { cells } = await runSweep(studies);
 * cells.map(({ result }) => result.claim?.power.value); // → [0.514, 0.732]
 * cells[1].difference.value; // → 0.218
 * ```
 */
export async function runSweep(studies: readonly SweptStudy[], options: SimulationOptions = {}): Promise<SweepAnswer> {
  checkStudies('studies', studies, { fields: { set: 'object' } });
  checkSimulationOptions('options', options);
  return inquire(sweepInquiry(studies), options);
}

/** Operating characteristics of many variants of a study, as a question. @param studies  as `runSweep` takes them */
export function sweepInquiry(studies: readonly SweptStudy[]): Inquiry<SweepAnswer> {
  const judged = studies.map(({ study }) => ({ study, judged: true }));
  return inOneStep(judged, (runs) => {
    const [first] = runs;
    const cells = studies.map(({ set, study }, cell): SweepCell => {
      const { total, truths, successes } = runs[cell];
      const series = Array.from({ length: successes.analyses.length + (study.claim === undefined ? 0 : 1) }, (_, position) => position);
      return {
        set,
        study,
        result: summarise(study, total, truths),
        difference: pairedDifference(successes, primaryOutcome(study).series, first.successes, primaryOutcome(studies[0].study).series),
        differences: series.map((position) =>
          pairedDifference(successes, position, first.successes, Math.min(position, first.successes.analyses.length)),
        ),
      };
    });
    return { cells };
  });
}
