import { ITEM_MISSING } from '../../trial/mechanistic/item-scores.ts';
import type { Cell, DataTable } from './data-table.ts';
import { subjectName } from './data-table.ts';

/** One row per item scored: scales of depression rated item by item. A missing rating is absent. */
export const items: DataTable = {
  file: 'items.csv',
  header: ['trial', 'subject', 'period', 'treatment', 'visit', 'scale', 'item', 'name', 'score'],
  rows({ data, itemScores }, trial) {
    const rows: Cell[][] = [];
    for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
      const subject = subjectName(Math.floor(row / data.periodCount));
      const period = (row % data.periodCount) + 1;
      const treatment = data.treatments[data.treatment[row]];
      for (const { scale, visit, scores } of itemScores.values()) {
        scale.items.forEach(({ name }, item) => {
          const score = scores[row * scale.items.length + item];
          if (score !== ITEM_MISSING) rows.push([trial, subject, period, treatment, visit, scale.name, item + 1, name, score]);
        });
      }
    }
    return rows;
  },
};
