import type { Provenance, TableDescription } from '../table-file.ts';
import type { TableColumn } from '../../writing/data-table.ts';
import type { ColumnExtent, TableExtent } from '../table-extent.ts';

/** What a program reads in beside a CSV file: the table, what its cells need, and where it comes from. */
export interface SyntaxRequest {
  readonly table: TableDescription;
  readonly extent: TableExtent;
  readonly provenance: Provenance;
  /** Name of the CSV file, in the same folder. */
  readonly csv: string;
  /** What stands between its fields. */
  readonly delimiter: ',' | '\t';
}

/** Code of a statistical package that reads a CSV file with the labels of its variables and values. */
export interface SyntaxFile {
  /** Ending of the file's name, without the dot. */
  readonly extension: string;
  /** As messages name the package. */
  readonly name: string;
  /** @throws RangeError where a column has no name that the packages take without quotation marks */
  text(request: SyntaxRequest): string;
}

/** A column with what its cells need. */
export interface SyntaxColumn extends TableColumn {
  readonly extent: ColumnExtent;
}

/** The columns of a table, each with its extent. */
export function columnsOf({ table, extent }: SyntaxRequest): SyntaxColumn[] {
  return table.columns.map((column, position) => ({ ...column, extent: extent.columns[position] }));
}

/** Width of a text column in bytes; 0 of a number. */
export function textBytes({ extent }: SyntaxColumn): number {
  if (extent.kind === 'text') return Math.max(1, extent.bytes);
  return extent.kind === 'labelled' ? Math.max(...extent.levels.map((level) => new TextEncoder().encode(level).length)) : 0;
}

/** A text without what could end a comment or a line. */
export function commentText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .,:;_()-]/gu, ' ');
}

/** The name of a table as a name of a data set. */
export function dataSetName({ name }: TableDescription): string {
  return name.replaceAll(/\W/g, '_');
}
