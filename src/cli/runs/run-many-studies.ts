import { simulateStudies, type CellRun } from '../../power/common-random-numbers/simulate-studies.ts';
import type { Study } from '../../study/study.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/** A study to run over its trials. */
export interface Variant {
  readonly study: Study;
  /** Names the study, so that a worker compiles it once. */
  readonly hash: string;
}

export interface CellsOptions extends WorkersOptions {
  /** Whether true effects are found too, against which estimates and intervals are judged. */
  readonly withTruths: boolean;
}

/**
 * Runs many studies over `power.replicates` trials each on one pool of workers; every cell keeps in which trials it succeeded.
 * The same numbers for any number of workers.
 * @throws ExitError (130) if interrupted
 */
export async function runStudies(cells: readonly Variant[], options: CellsOptions): Promise<CellRun[]> {
  const named = cells.map(({ study, hash }) => ({ study, id: hash }));
  const studies = cells.map(({ study }) => study);
  return withWorkers({ ...options, studies }, (simulation) => simulateStudies(named, { ...simulation, withTruths: options.withTruths }));
}
