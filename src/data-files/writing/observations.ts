import { columnParts } from '../../trial/trial-data.ts';
import { type Cell, dataTable, subjectColumn, subjectName, trialColumn } from './data-table.ts';

/** One row per measurement, in order of subject, period, endpoint and time; a missing measurement is an absent row. */
export const observations = dataTable({
  file: 'observations.csv',
  columns: [
    trialColumn,
    subjectColumn,
    { name: 'sequence', label: 'Ordered conditions of the subject, joined by -', type: 'text' },
    { name: 'period', label: 'Period, from 1', type: 'integer' },
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
});
