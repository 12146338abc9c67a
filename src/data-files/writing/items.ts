import { scales } from '../../outcomes/scales/index.ts';
import { ITEM_MISSING } from '../../trial/mechanistic/item-scores.ts';
import { type Cell, dataTable, subjectColumn, subjectName, trialColumn, periodColumn, treatmentColumn } from './data-table.ts';

/** One row per item scored: scales of depression rated item by item. A missing rating is absent. */
export const items = dataTable({
  file: 'items.csv',
  label: 'One row per item scored',
  mostRows: ({ itemScores }) => [...itemScores.values()].reduce((sum, { scores }) => sum + scores.length, 0),
  columns: [
    trialColumn,
    subjectColumn,
    periodColumn,
    treatmentColumn,
    { name: 'visit', label: 'Visit', type: 'text' },
    { name: 'scale', label: 'Scale that the item belongs to', type: 'text', codes: Object.keys(scales).join(', ') },
    { name: 'item', label: 'Number of the item on the form', type: 'integer' },
    { name: 'name', label: 'Name of the item', type: 'text' },
    { name: 'score', label: 'Score of the item', unit: 'points', type: 'integer' },
  ],
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
});
