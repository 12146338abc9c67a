import type { TrialGenerator } from '../../../trial/trial-generator.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import {
  type Cell,
  dataTable,
  type DataTable,
  periodColumn,
  sequenceColumn,
  subjectColumn,
  subjectName,
  trialColumn,
  treatmentColumn,
} from '../data-table.ts';
import { measuredCell, measuredColumns } from './measured.ts';

/** One row per subject and period, a column for every endpoint and visit. @param keepsMissed  whether a period of which nothing was recorded has a row too */
export function periodsTable(generator: TrialGenerator, model: TrialModel, keepsMissed: boolean): DataTable {
  const measured = measuredColumns(generator, model);
  return dataTable({
    file: 'periods.csv',
    label: 'One row per participant and period',
    columns: [trialColumn, subjectColumn, sequenceColumn, periodColumn, treatmentColumn, ...measured.map(({ column }) => column)],
    mostRows: ({ data }) => data.subjectCount * data.periodCount,
    rows(trialAtHand, trial) {
      const { data } = trialAtHand;
      const rows: Cell[][] = [];
      for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
        const values = measured.map(({ key }) => measuredCell(trialAtHand, key, row));
        if (!keepsMissed && values.every((value) => value === '')) continue;
        const subject = Math.floor(row / data.periodCount);
        const sequence = data.sequences[data.sequence[subject]].name;
        rows.push([trial, subjectName(subject), sequence, (row % data.periodCount) + 1, data.treatments[data.treatment[row]], ...values]);
      }
      return rows;
    },
  });
}
