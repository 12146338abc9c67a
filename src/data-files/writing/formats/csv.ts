import type { Cell } from '../data-table.ts';
import { delimitedText } from '../delimited-text.ts';
import type { TableFormat } from './table-format.ts';
import { textWriter } from './text-lines.ts';

const csvText = (rows: readonly (readonly Cell[])[]): string => delimitedText(rows, ',');

/** Comma-separated values as RFC 4180 has them: UTF-8, CRLF line ends, decimal point, names of the columns in the first line, nothing where a value is absent. */
export const csv: TableFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  async open(sink, { columns }) {
    return textWriter(sink, csvText([columns.map(({ name }) => name)]), csvText);
  },
};
