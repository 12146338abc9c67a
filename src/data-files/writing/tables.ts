import { adverseEventsTable } from './adverse-events.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { DataTable } from './data-table.ts';
import { guessesTable } from './guesses.ts';
import { participantFlow } from './participant-flow.ts';
import { subjects } from './subjects.ts';

/** Every table that `simulate` writes beside the measurements by default. A table is one file of its name and one entry here. */
export function tablesBeside(model: TrialModel, key: Int32Array, replicateOf: (trial: number) => number): DataTable[] {
  const always = [subjects, adverseEventsTable(model, key, replicateOf), participantFlow];
  return model.kind === 'mechanistic' ? [...always, guessesTable(model)] : always;
}
