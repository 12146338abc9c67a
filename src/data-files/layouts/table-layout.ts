import type { ColumnNames } from '../reading/observation-rows.ts';
import type { RecordTable } from '../reading/record-table.ts';
import type { Unreadable } from '../formats/table-format.ts';
import type { ColumnRoles } from './column-roles.ts';

/** A table whose layout is looked for. */
export interface SourceTable {
  readonly table: RecordTable;
  readonly roles: ColumnRoles;
  /** The endpoint that the user names. */
  readonly endpoint: string | undefined;
  /** Columns that hold measurements, as the user says, with the visit of each. */
  readonly values: readonly ValueColumn[];
  /** Whether the user names this layout. */
  readonly isTold: boolean;
}

/** A column of measurements that a user names: `--values d7=day7`. */
export interface ValueColumn {
  readonly column: string;
  readonly visit: string | undefined;
}

/** A table with a row for each measurement. */
export interface LongTable {
  readonly table: RecordTable;
  /** What it calls its columns. */
  readonly columns: ColumnNames;
  /** What was recognised, a few words each. */
  readonly said: readonly string[];
  /** Columns of the file that hold no part of a measurement. */
  readonly aside: readonly string[];
  /** Measurements of a row of the file. */
  readonly perRow: number;
}

/** A way to lay measurements out. A layout is one file of `layouts/` and one entry of the list in `index.ts`. */
export interface TableLayout {
  /** As `--layout` names it. */
  readonly name: string;
  readonly description: string;
  /** The table with a row for each measurement; why it cannot be made; or nothing, where the header is of another layout. */
  arrange(source: SourceTable): LongTable | Unreadable | undefined;
}
