import type { Cell } from '../data-table.ts';
import type { ByteSink, TableWriter } from './table-format.ts';

const encoder = /* @__PURE__ */ new TextEncoder();

/** A writer of a format whose files are texts that grow by their rows. @param head  text before the first row */
export function textWriter(sink: ByteSink, head: string, textOf: (rows: readonly (readonly Cell[])[]) => string): TableWriter {
  const write = (text: string): void => {
    if (text !== '') sink.write(encoder.encode(text));
  };
  write(head);
  return {
    write(rows) {
      write(textOf(rows));
    },
    close() {
      // A text needs no end.
    },
  };
}
