import type { TrialGenerator } from '../../../trial/trial-generator.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import { dataTable, type DataTable, type TableColumn, treatmentColumn } from '../data-table.ts';
import { subjects } from '../subjects.ts';
import { measuredCell, measuredColumns } from './measured.ts';

/** One row per subject: what `subjects.csv` holds, then for every period its condition and a column for every endpoint and visit, with names such as `hamd17_day1_p2`. */
export function participantsTable(generator: TrialGenerator, model: TrialModel): DataTable {
  const measured = measuredColumns(generator, model);
  const { periodCount } = generator.data;
  const ofPeriod = (column: TableColumn, period: number): TableColumn => ({
    ...column,
    name: `${column.name}_p${period + 1}`,
    label: `${column.label}, period ${period + 1}`,
  });
  const periods = Array.from({ length: periodCount }, (_, period) =>
    [{ ...treatmentColumn, label: 'Condition' }, ...measured.map(({ column }) => column)].map((column) => ofPeriod(column, period)),
  );
  return dataTable({
    file: 'participants.csv',
    label: 'One row per participant',
    columns: [...subjects.columns, ...periods.flat()],
    mostRows: ({ data }) => data.subjectCount,
    rows(trialAtHand, trial) {
      const { data } = trialAtHand;
      return subjects.rows(trialAtHand, trial).map((own, subject) => [
        ...own,
        ...periods.flatMap((_, period) => {
          const row = subject * periodCount + period;
          return [data.treatments[data.treatment[row]], ...measured.map(({ key }) => measuredCell(trialAtHand, key, row))];
        }),
      ]);
    },
  });
}
