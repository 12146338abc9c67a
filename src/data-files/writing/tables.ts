import { adverseEventsTable } from './adverse-events.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { DataTable } from './data-table.ts';
import { guessesTable } from './guesses.ts';
import { participantFlow } from './participant-flow.ts';
import { subjects } from './subjects.ts';

/**
 * Every table that `simulate` writes beside the measurements by default. A table is one file of its name and one entry here.
 *
 * @param key          of the study's streams: `rootKey(study.seed)`
 * @param replicateOf  the number of the trial in the run, from 0, for its number in the files, from 1
 * @example
 * ```ts
 * import { rootKey } from 'crossover-sim';
 * import { tablesBeside } from 'crossover-sim/data';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * tablesBeside(study.trial, rootKey(study.seed), (trial) => trial - 1).map(({ file }) => file); // → ['subjects.csv', 'adverse-events.csv', 'participant-flow.csv']
 * ```
 */
export function tablesBeside(model: TrialModel, key: Int32Array, replicateOf: (trial: number) => number): DataTable[] {
  const always = [subjects, adverseEventsTable(model, key, replicateOf), participantFlow];
  return model.kind === 'mechanistic' ? [...always, guessesTable(model)] : always;
}
