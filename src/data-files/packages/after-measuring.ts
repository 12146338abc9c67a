import type { Cell } from '../writing/data-table.ts';
import type { DescribedTable, Provenance } from './described-table.ts';
import { ExtentReader } from './table-extent.ts';
import type { ByteSink, MeasuredFormat, TableWriter } from './table-file.ts';

/** Bytes that are kept until they are read once, in order. */
export interface Aside {
  write(bytes: Uint8Array): void;
  /** Everything that was written, in pieces of any size. */
  read(): Iterable<Uint8Array>;
  /** Gives up what is kept. */
  drop(): void;
}

/** A sink that can keep bytes elsewhere than in memory. */
export interface RoomySink extends ByteSink {
  aside?(): Aside;
}

/** Bytes kept in memory. */
class InMemory implements Aside {
  #parts: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  read(): Iterable<Uint8Array> {
    return this.#parts;
  }

  drop(): void {
    this.#parts = [];
  }
}

/** Rows that are read again at a time. */
const PIECE_ROWS = 1000;

/**
 * Writes a file of a format whose header states what the rows need: they are kept aside until all are there, then written. They are kept where the sink says, else in memory.
 * @throws RangeError from `close` where the format cannot hold the table
 */
export function writeAfterMeasuring(format: MeasuredFormat, sink: RoomySink, table: DescribedTable, provenance: Provenance): TableWriter {
  const reader = new ExtentReader(table.columns);
  const aside = sink.aside?.() ?? new InMemory();
  const encoder = new TextEncoder();
  return {
    write(rows) {
      reader.rows(rows);
      if (rows.length > 0) aside.write(encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
    },
    close() {
      const writer = format.open(sink, table, provenance, reader.extent);
      let rows: Cell[][] = [];
      for (const line of linesOf(aside.read())) {
        rows.push(JSON.parse(line) as Cell[]);
        if (rows.length < PIECE_ROWS) continue;
        writer.write(rows);
        rows = [];
      }
      writer.write(rows);
      writer.close();
      aside.drop();
    },
  };
}

/** Lines of a text of UTF-8 in pieces, each of which ends with a line break. */
function* linesOf(pieces: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let begun = '';
  for (const piece of pieces) {
    const lines = (begun + decoder.decode(piece, { stream: true })).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}
