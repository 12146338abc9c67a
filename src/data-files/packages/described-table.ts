import type { TableColumn } from '../writing/data-table.ts';

/** A column with the values of a text that is written as a labelled number, code 1 first. */
export interface DescribedColumn extends TableColumn {
  readonly levels?: readonly string[];
}

/** A table as the file of a statistical package describes it. */
export interface DescribedTable {
  /** Name of the table, without an ending: `observations`. */
  readonly name: string;
  readonly columns: readonly DescribedColumn[];
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
