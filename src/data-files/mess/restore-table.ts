import { check, type Shape } from '../../arguments/shape.ts';
import { refuse } from '../../arguments/refuse.ts';
import type { Cell } from '../writing/data-table.ts';
import { keyEntries, type KeyEntry } from './mess-key.ts';

/** Rows of texts and numbers, with at least a header. */
export const rowsShape: Shape = {
  list: {
    list: (name, value) => {
      if (typeof value !== 'string' && typeof value !== 'number') refuse(name, 'a text or a number', value);
    },
  },
  least: 1,
};

/**
 * Applies the key of planted defects backwards: the rows of a table as they were recorded.
 * @param rows  of the messed table with its header, as read from its file
 * @param key   rows of `mess-key.csv` with its header, as read
 * @param file  name of the table in the key
 * @throws RangeError where the key names a line or a column that the table does not have
 * @example
 * ```ts
 * import { restoredRows } from 'crossover-sim/data';
 * const key = [
 *   ['trial', 'table', 'line', 'subject', 'period', 'visit', 'endpoint', 'column', 'kind', 'true_value', 'planted_value'],
 *   [1, 'subjects.csv', 2, 'S001', '', '', '', 'weight', 'unit-mix-up', '70', '154.3'],
 * ];
 * restoredRows([['subject', 'weight'], ['S001', '154.3']], key, 'subjects.csv'); // → [['subject', 'weight'], ['S001', '70']]
 * ```
 */
export function restoredRows(rows: readonly (readonly Cell[])[], key: readonly (readonly Cell[])[], file: string): Cell[][] {
  check('rows', rows, rowsShape);
  check('key', key, rowsShape);
  check('file', file, 'word');
  return restored(rows, keyEntries(key), file);
}

/** The same with what the rows of the key say. */
export function restored(rows: readonly (readonly Cell[])[], key: readonly KeyEntry[], file: string): Cell[][] {
  const clean: Cell[][] = rows.map((row) => [...row]);
  const copies = new Set<number>();
  const [header] = rows;
  for (const { table, line, column, trueValue } of key) {
    if (table !== file) continue;
    if (!(line >= 2 && line <= rows.length)) throw new RangeError(`rows must have line ${line} of ${file}, which the key names`);
    const place = header.indexOf(column);
    if (column === '') copies.add(line - 1);
    else if (place < 0) throw new RangeError(`rows must have the column ${column} of ${file}, which the key names`);
    else clean[line - 1][place] = trueValue;
  }
  return clean.filter((_, row) => !copies.has(row));
}
