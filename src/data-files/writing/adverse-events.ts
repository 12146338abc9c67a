import { eventCauses } from '../../outcomes/adverse-event-course.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { check } from '../../arguments/shape.ts';
import { adverseEventsOf } from '../../trial/events/adverse-events.ts';
import { checkTrial } from '../../trial/check-trial.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import {
  type Cell,
  dataTable,
  type DataTable,
  subjectColumn,
  subjectName,
  trialColumn,
  periodColumn,
  treatmentColumn,
} from './data-table.ts';

/** Grades of adverse events, as the Common Terminology Criteria for Adverse Events (CTCAE) number them. */
const grades = { 1: 'Mild', 2: 'Moderate', 3: 'Severe' };

/**
 * One row per adverse event of a period: when it began and ended, its grade, and what it came from. All but its occurrence is drawn when the table is written, from streams of its own.
 * @param key  the root key of the run  @param replicateOf  gives the simulated trial’s number for its number in the file
 * @example
 * ```ts
 * import { adverseEventsTable } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * const study = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * `);
 * const key = rootKey(study.seed);
 * const trial = compileTrial(study.trial, key, 'all');
 * trial.generate(0);
 * adverseEventsTable(study.trial, key, (number) => number - 1).header.slice(4); // → ['event', 'onset_hours', 'end_hours', 'grade', 'relation']
 * ```
 */
export function adverseEventsTable(model: TrialModel, key: Int32Array, replicateOf: (trial: number) => number): DataTable {
  checkTrial('model', model);
  check('key', key, 'key');
  check('replicateOf', replicateOf, 'function');
  return dataTable({
    file: 'adverse-events.csv',
    label: 'One row per adverse event',
    mostRows: ({ data }) => data.subjectCount * data.periodCount * adverseEffectNames.length,
    columns: [
      trialColumn,
      subjectColumn,
      periodColumn,
      treatmentColumn,
      { name: 'event', label: 'Adverse event of the period', type: 'text', codes: 'nausea, vomiting, dizziness, headache' },
      {
        name: 'onset_hours',
        label: 'Start of the event since the studied drug of the period; negative before it',
        unit: 'h',
        type: 'number',
      },
      { name: 'end_hours', label: 'End of the event; empty where it was not over at the last contact', unit: 'h', type: 'number' },
      { name: 'grade', label: 'Grade of the event', type: 'integer', codes: '1 = mild, 2 = moderate, 3 = severe', values: grades },
      { name: 'relation', label: 'What the event comes from in the model', type: 'text', codes: eventCauses.join(', ') },
    ],
    rows(generator, trial) {
      const { data } = generator;
      return adverseEventsOf(model, generator, { key, replicate: replicateOf(trial) }).map(
        ({ row, event, onset, end, grade, cause }): Cell[] => {
          const own = [trial, subjectName(Math.floor(row / data.periodCount)), (row % data.periodCount) + 1];
          return [...own, data.treatments[data.treatment[row]], event, hoursOf(onset), end === undefined ? '' : hoursOf(end), grade, cause];
        },
      );
    },
  });
}

const hoursOf = (minutes: number): number => Number((minutes / 60).toFixed(4));
