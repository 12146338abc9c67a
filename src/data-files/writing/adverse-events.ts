import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { type Cell, dataTable, subjectColumn, subjectName, trialColumn, periodColumn, treatmentColumn } from './data-table.ts';

/** One row per adverse event after an infusion. */
export const adverseEvents = dataTable({
  file: 'adverse-events.csv',
  label: 'One row per adverse event',
  mostRows: ({ data }) => data.subjectCount * data.periodCount * adverseEffectNames.length,
  columns: [
    trialColumn,
    subjectColumn,
    periodColumn,
    treatmentColumn,
    { name: 'event', label: 'Adverse event of the period', type: 'text', codes: 'nausea, vomiting, dizziness, headache' },
  ],
  rows({ data, records }, trial) {
    const rows: Cell[][] = [];
    for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
      adverseEffectNames.forEach((event, bit) => {
        if ((records.adverseEffects[row] & (1 << bit)) === 0) return;
        const subject = Math.floor(row / data.periodCount);
        rows.push([trial, subjectName(subject), (row % data.periodCount) + 1, data.treatments[data.treatment[row]], event]);
      });
    }
    return rows;
  },
});
