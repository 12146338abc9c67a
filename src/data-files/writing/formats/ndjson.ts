import type { Cell } from '../data-table.ts';
import type { TableFormat } from './table-format.ts';
import { textWriter } from './text-lines.ts';

/** JSON objects, one a line, named as the columns are; null where a value is absent. */
export const ndjson: TableFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  async open(sink, { columns }) {
    const keys = columns.map(({ name }, place) => `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    const line = (row: readonly Cell[]): string => `${keys.map((key, place) => key + value(row[place])).join('')}}\n`;
    return textWriter(sink, '', (rows) => rows.map(line).join(''));
  },
};

function value(cell: Cell): string {
  return cell === '' ? 'null' : JSON.stringify(cell);
}
