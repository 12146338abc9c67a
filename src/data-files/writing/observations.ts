import { columnParts } from '../../trial/trial-data.ts';
import type { Cell, DataTable } from './data-table.ts';
import { subjectName } from './data-table.ts';

/** One row per measurement, in order of subject, period, endpoint and time; a missing measurement is an absent row. */
export const observations: DataTable = {
  file: 'observations.csv',
  header: ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'hours', 'endpoint', 'value'],
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
          if (Number.isNaN(values[row])) continue;
          rows.push([
            trial,
            subjectName(subject),
            sequence,
            period + 1,
            treatment,
            visit,
            Number((actual?.[row] ?? time).toFixed(4)),
            endpoint,
            values[row],
          ]);
        }
      }
    }
    return rows;
  },
};
