import type { Cell } from '../writing/data-table.ts';
import type { ParticipantDefect, PlannedChange, RowDefect } from './defect.ts';

/** A row that was entered twice. */
export const duplicateVisit: RowDefect = {
  name: 'duplicate-visit',
  description: 'a row a second time, below itself',
  needs: 'a row per visit',
  scope: 'row',
  appliesTo: ({ places }) => places.has('subject') && places.has('visit'),
};

/** The conditions of two periods of a participant, exchanged. */
export const swappedTreatment: ParticipantDefect = {
  name: 'swapped-treatment',
  description: 'the treatments of the first two periods of a participant, exchanged in every row',
  needs: 'rows per participant and period with the treatment',
  scope: 'participant',
  appliesTo: ({ places }) => ['subject', 'sequence', 'period', 'treatment'].every((name) => places.has(name)),
  plant(rows, { places }) {
    const [period, treatment] = [places.get('period') ?? 0, places.get('treatment') ?? 0];
    const given = new Map<Cell, Cell>();
    for (const { cells } of rows) given.set(cells[period], cells[treatment]);
    const [first, second] = [given.get(1), given.get(2)];
    if (first === undefined || second === undefined || first === second) return [];
    return rows.flatMap(({ row, cells }): PlannedChange[] => {
      const planted = cells[period] === 1 ? second : cells[period] === 2 ? first : undefined;
      return planted === undefined ? [] : [{ row, column: 'treatment', planted }];
    });
  },
};
