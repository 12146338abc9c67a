import { checkTrial } from '../../trial/check-trial.ts';
import { check } from '../../arguments/shape.ts';
import { outcomesOf } from '../../trial/potential-outcomes.ts';
import { columnParts } from '../../trial/trial-data.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { type Cell, dataTable, type DataTable, subjectColumn, subjectName, trialColumn } from './data-table.ts';

export const TRUTH_FILE = 'truth.csv';

/**
 * What an analysis never sees: every subject's recorded score under every condition, each given in the first period and with the same random numbers.
 * @param key  the root key of the run  @param replicateOf  gives the simulated trial’s number for its number in the file
 * @example
 * ```ts
 * import { truthTable } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const key = rootKey(study.seed);
 * const trial = compileTrial(study.trial, key, 'all');
 * trial.generate(0);
 * const truth = truthTable(study.trial, key, (number) => number - 1);
 * truth.rows(trial, 1)[0].slice(0, 5); // → [1, 'S001', 'placebo', 'score', 'outcome']
 * ```
 */
export function truthTable(model: TrialModel, key: Int32Array, replicateOf: (trial: number) => number): DataTable {
  checkTrial('model', model);
  check('key', key, 'key');
  check('replicateOf', replicateOf, 'function');
  return dataTable({
    file: TRUTH_FILE,
    label: 'One row per participant, condition, endpoint and visit',
    mostRows: ({ data, hours }) => hours.size * data.subjectCount * data.treatments.length,
    columns: [
      trialColumn,
      subjectColumn,
      { name: 'condition', label: 'Condition, given to the subject as the first treatment', type: 'text' },
      { name: 'endpoint', label: 'What would have been measured, as in observations.csv', type: 'text' },
      { name: 'visit', label: 'Visit', type: 'text' },
      { name: 'value', label: 'The value that would have been recorded', unit: 'see endpoint', type: 'number' },
    ],
    rows({ data, hours }, trial) {
      const outcomes = outcomesOf({
        model,
        key,
        reads: new Set(hours.keys()),
        patients: data.subjectCount,
        replicate: replicateOf(trial),
      });
      const rows: Cell[][] = [];
      for (let subject = 0; subject < data.subjectCount; subject++) {
        outcomes.treatments.forEach((condition, code) => {
          for (const [column, values] of outcomes.columns) {
            const { endpoint, visit } = columnParts(column);
            rows.push([trial, subjectName(subject), condition, endpoint, visit, values[subject * outcomes.periodCount + code]]);
          }
        });
      }
      return rows;
    },
  });
}
