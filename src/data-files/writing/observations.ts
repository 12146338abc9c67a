import { columnParts } from '../../trial/trial-data.ts';
import {
  type Cell,
  dataTable,
  type DataTable,
  periodColumn,
  sequenceColumn,
  subjectColumn,
  subjectName,
  trialColumn,
} from './data-table.ts';

/** One row per measurement, in order of subject, period, endpoint and time; a missing measurement is an absent row. */
export const observations = observationsTable(false);

/** The same with a row without a value for every measurement that was planned and missed, those of periods that were not given among them. */
export const observationsWithMissed = observationsTable(true);

function observationsTable(keepsMissed: boolean): DataTable {
  return dataTable({
    file: 'observations.csv',
    label: 'One row per measurement',
    columns: [
      trialColumn,
      subjectColumn,
      sequenceColumn,
      periodColumn,
      {
        name: 'treatment',
        label: 'Condition of the period: the pretreatment, with + and the studied drug where the design varies it',
        type: 'text',
      },
      {
        name: 'visit',
        label: 'Visit',
        type: 'text',
        codes: 'mN = N minutes, dayN = N days after the studied drug; other names are the scenario’s, with their time in the column hours',
      },
      { name: 'hours', label: 'Time since the studied drug of the period; negative before it', unit: 'h', type: 'number' },
      { name: 'endpoint', label: 'What was measured', type: 'text' },
      { name: 'value', label: 'The recorded value', unit: 'see endpoint', type: 'number' },
    ],
    mostRows: ({ data, hours }) => hours.size * data.subjectCount * data.periodCount,
    rows({ data, hours, actualHours }, trial) {
      const measured = [...hours].map(([key, time]) => {
        const { endpoint, visit } = columnParts(key);
        return { endpoint, visit, time, actual: actualHours.get(key), values: data.columns.get(key) ?? new Float64Array(0) };
      });
      const rows: Cell[][] = [];
      for (let subject = 0; subject < data.subjectCount; subject++) {
        for (let period = 0; period < data.periodCount; period++) {
          const row = subject * data.periodCount + period;
          const sequence = data.sequences[data.sequence[subject]].name;
          const treatment = data.treatments[data.treatment[row]];
          for (const { endpoint, visit, time, actual, values } of measured) {
            const missed = Number.isNaN(values[row]);
            if (missed && !keepsMissed) continue;
            const at = actual?.[row] ?? NaN;
            rows.push([
              trial,
              subjectName(subject),
              sequence,
              period + 1,
              treatment,
              visit,
              Number((Number.isNaN(at) ? time : at).toFixed(4)),
              endpoint,
              missed ? '' : values[row],
            ]);
          }
        }
      }
      return rows;
    },
  });
}
