import type { Cell, TableColumn } from '../writing/data-table.ts';
import type { TableExtent } from './table-extent.ts';

/** Bytes that are kept until they are read once, in order. */
export interface Aside {
  write(bytes: Uint8Array): void;
  /** Everything that was written, in pieces of any size. */
  read(): Iterable<Uint8Array>;
  /** Gives up what is kept. */
  drop(): void;
}

/** Where the bytes of a file go, in order. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
  /** Room elsewhere than in memory. */
  aside?(): Aside;
}

/** Takes the rows of a table, some at a time, and ends the file. */
export interface TableWriter {
  write(rows: readonly (readonly Cell[])[]): void;
  close(): void;
}

/** A table as the file of a statistical package describes it. */
export interface TableDescription {
  /** Name without an extension: `observations`. */
  readonly name: string;
  /** What one row is, in words. */
  readonly label?: string;
  readonly columns: readonly TableColumn[];
}

/** Where simulated data come from; every file says so in its metadata. */
export interface Provenance {
  readonly scenario: string;
  /** SHA-256 of the resolved scenario. */
  readonly hash: string;
  readonly seed: string;
  /** Version of the program. */
  readonly version: string;
}

/** A kind of file that holds one table, and whose header states what the rows need. Its memory does not grow with the rows. */
export interface MeasuredFormat {
  /** Ending of the file's name, without the dot. */
  readonly name: string;
  /** As messages name it. */
  readonly title: string;
  /**
   * Begins a file, whose writer throws RangeError where a cell or the number of rows is beyond the extent that was stated.
   * @param extent  what the rows hold, from `ExtentReader`
   * @throws RangeError where the format cannot hold such a table
   */
  open(sink: ByteSink, table: TableDescription, provenance: Provenance, extent: TableExtent): TableWriter;
}
