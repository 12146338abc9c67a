import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { subjectName, type Cell, type DataTable } from './data-table.ts';

/** One row per adverse event after an infusion. */
export const adverseEvents: DataTable = {
  file: 'adverse-events.csv',
  header: ['trial', 'subject', 'period', 'treatment', 'event'],
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
};
