import { check } from '../../../arguments/shape.ts';
import { checkTrial } from '../../../trial/check-trial.ts';
import type { TrialGenerator } from '../../../trial/trial-generator.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import { type DataTable, generatorShape } from '../data-table.ts';
import { observations, observationsWithMissed } from '../observations.ts';
import { participantsTable } from './participants.ts';
import { periodsTable } from './periods.ts';

/** What one row of the measurements is: a measurement, a period of a participant, or a participant. */
export const tableShapes = ['long', 'wide', 'participant'] as const;
export type TableShape = (typeof tableShapes)[number];

/** What becomes of visits that were missed: no row, or a row without a value. */
export const missedRows = ['absent', 'rows'] as const;
export type MissedRows = (typeof missedRows)[number];

/**
 * The table of the measurements of a trial in a shape.
 * @example
 * ```ts
 * import { measurementsTable } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const trial = compileTrial(study.trial, rootKey(study.seed), 'all');
 * trial.generate(0);
 * measurementsTable(trial, study.trial, 'participant', 'absent').rows(trial, 1).length; // → 24
 * ```
 */
export function measurementsTable(generator: TrialGenerator, model: TrialModel, shape: TableShape, missed: MissedRows): DataTable {
  check('generator', generator, generatorShape);
  checkTrial('model', model);
  check('shape', shape, { oneOf: tableShapes });
  check('missed', missed, { oneOf: missedRows });
  if (shape === 'participant') return participantsTable(generator, model);
  if (shape === 'wide') return periodsTable(generator, model, missed === 'rows');
  return missed === 'rows' ? observationsWithMissed : observations;
}
