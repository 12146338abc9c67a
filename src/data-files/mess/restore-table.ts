import type { Cell } from '../writing/data-table.ts';
import type { KeyEntry } from './mess-key.ts';

/**
 * Applies the key of planted defects backwards: the rows of a table as they were recorded.
 * @param rows  of the messed table with its header, as read from its file
 * @param file  name of the table in the key
 * @throws RangeError where the key names a line or a column that the table does not have
 * @example
 * ```ts
 * import { keyEntries, restoredRows } from 'crossover-sim/data';
 * const key = keyEntries([['subjects.csv', 1, 2, 'S001', '', '', '', 'weight', 'unit-mix-up', '70', '154.3']]);
 * restoredRows([['subject', 'weight'], ['S001', '154.3']], key, 'subjects.csv'); // → [['subject', 'weight'], ['S001', '70']]
 * ```
 */
export function restoredRows(rows: readonly (readonly Cell[])[], key: readonly KeyEntry[], file: string): Cell[][] {
  const restored: Cell[][] = rows.map((row) => [...row]);
  const copies = new Set<number>();
  const header = rows[0] ?? [];
  for (const { table, line, column, trueValue } of key) {
    if (table !== file) continue;
    if (line < 2 || line > rows.length) throw new RangeError(`${file} has no line ${line}`);
    const place = header.indexOf(column);
    if (column === '') copies.add(line - 1);
    else if (place < 0) throw new RangeError(`${file} has no column ${column}`);
    else restored[line - 1][place] = trueValue;
  }
  return restored.filter((_, row) => !copies.has(row));
}
