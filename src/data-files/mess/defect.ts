import type { EndpointTraits } from '../../outcomes/endpoint.ts';
import type { Stream } from '../../random/index.ts';
import type { Cell, TableColumn } from '../writing/data-table.ts';

/** What is known of a table into which defects are planted. */
export interface MessedTable {
  readonly file: string;
  readonly columns: readonly TableColumn[];
  /** Place of each column by its name. */
  readonly places: ReadonlyMap<string, number>;
  /** Traits of the endpoints that the study records, where they are known. */
  readonly endpoints: Readonly<Record<string, EndpointTraits>>;
}

/** A cell with its surroundings. */
export interface CellPlace {
  readonly table: MessedTable;
  readonly column: TableColumn;
  /** The row as it was recorded. */
  readonly row: readonly Cell[];
}

interface NamedDefect {
  /** As `--mess` and the key have it. */
  readonly name: string;
  /** What is planted, and of what the rate is a share. */
  readonly description: string;
  /** What a table must have for it, as the end of "no table has …". */
  readonly needs: string;
}

/** A defect of one cell; the rate is a share of the cells of its columns that are not empty. */
export interface CellDefect extends NamedDefect {
  readonly scope: 'cell';
  /** Whether the cells of a column may have it. */
  applies(column: TableColumn, table: MessedTable): boolean;
  /** Type of the column once it may hold such values. */
  typeAfter?(type: TableColumn['type']): TableColumn['type'];
  /** What stands in the place of a cell; undefined where this cell cannot have the defect. */
  plant(cell: Cell, place: CellPlace, stream: Stream): Cell | undefined;
}

/** Cells that are changed together: by row from 0, and by name of the column. */
export interface PlannedChange {
  readonly row: number;
  readonly column: string;
  readonly planted: Cell;
}

/** A defect of all rows of a participant; the rate is a share of the participants that can have it. */
export interface ParticipantDefect extends NamedDefect {
  readonly scope: 'participant';
  appliesTo(table: MessedTable): boolean;
  /** The changes in the rows of one participant, whose places in the table are given; none where the participant cannot have the defect. */
  plant(rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[], table: MessedTable): PlannedChange[];
}

/** A row that is there twice; the rate is a share of the rows. */
export interface RowDefect extends NamedDefect {
  readonly scope: 'row';
  appliesTo(table: MessedTable): boolean;
}

export type DefectKind = CellDefect | ParticipantDefect | RowDefect;
