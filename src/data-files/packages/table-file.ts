import type { Cell } from '../writing/data-table.ts';
import type { DescribedTable, Provenance } from './described-table.ts';
import type { TableExtent } from './table-extent.ts';

/** Where the bytes of a file go, in order. What was handed over is not changed afterwards. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

/** Takes the rows of a table, some at a time, and ends the file. */
export interface TableWriter {
  /** @throws RangeError where a cell or the number of rows is beyond the extent that was stated */
  write(rows: readonly (readonly Cell[])[]): void;
  close(): void;
}

/** A kind of file that holds one table, and whose header states what the rows need. Its memory does not grow with the rows. */
export interface MeasuredFormat {
  /** Ending of the file's name, without the dot. */
  readonly name: string;
  /** As messages name it. */
  readonly title: string;
  readonly mediaType: string;
  /**
   * Begins a file.
   * @param extent  what the rows hold, from `ExtentReader`
   * @throws RangeError where the format cannot hold such a table
   */
  open(sink: ByteSink, table: DescribedTable, provenance: Provenance, extent: TableExtent): TableWriter;
}
