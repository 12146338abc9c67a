import type { Cell } from '../data-table.ts';
import { delimitedText } from '../delimited-text.ts';
import type { TableFormat } from './table-format.ts';
import { textWriter } from './text-lines.ts';

const tsvText = (rows: readonly (readonly Cell[])[]): string => delimitedText(rows, '\t');

/** Tab-separated values: as CSV, with a tab for the comma. */
export const tsv: TableFormat = {
  name: 'tsv',
  mediaType: 'text/tab-separated-values',
  async open(sink, { columns }) {
    return textWriter(sink, tsvText([columns.map(({ name }) => name)]), tsvText);
  },
};
