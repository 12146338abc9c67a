import { check } from '../../arguments/shape.ts';
import { columnProblem, lineProblem } from './limits.ts';
import { csvRows } from './csv-rows.ts';
import type { ReadProblem } from './row-faults.ts';

/** One row of a table as texts. */
export interface RecordRow {
  /** Where it begins in the file; the header is in line 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** The column of the file that its value comes from, where the file has several. */
  readonly valueColumn?: string;
}

/** A table of recorded data, whatever file it comes from. */
export interface RecordTable {
  readonly header: readonly string[];
  /**
   * The rows below the header, from the first; it may be asked for again.
   * @param onFault  takes what is wrong with the file itself
   */
  rows(onFault?: (problem: ReadProblem) => void): Iterable<RecordRow>;
}

/**
 * The table of a CSV (RFC 4180), taken apart as it is walked through.
 * @param delimiter  between fields; guessed where empty
 * @param firstLine  where the header is in the file
 */
export function csvTable(text: string, delimiter = '', firstLine = 1): RecordTable {
  const first: string[] = csvRows(text, undefined, undefined, delimiter).next().value ?? [];
  return {
    header: first.map((name) => name.trim()),
    *rows(onFault) {
      const rows = csvRows(text, onFault, undefined, delimiter);
      rows.next();
      let line = firstLine + 1 + newlines(first);
      for (const fields of rows) {
        yield { line, fields };
        line += 1 + newlines(fields);
      }
    },
  };
}

/** Checks an argument that is the text of a CSV or a table. @throws TypeError where it is neither */
export function checkTable(source: unknown): void {
  const isTable = typeof source === 'object' && source !== null && !Array.isArray(source);
  check('text', source, isTable ? { fields: { header: { list: 'text' }, rows: 'function' } } : 'text');
}

/** The table of the text of a CSV, or a table as it is; or what is too much of it. */
export function boundedTable(source: string | RecordTable): RecordTable | { readonly problems: ReadProblem[] } {
  checkTable(source);
  const tooLong = typeof source === 'string' ? lineProblem(source) : undefined;
  if (tooLong !== undefined) return { problems: [tooLong] };
  const table = typeof source === 'string' ? csvTable(source) : source;
  const tooMany = columnProblem(table.header);
  return tooMany === undefined ? table : { problems: [tooMany] };
}

/** A table of rows that are held in memory, one a line. @param firstLine  of the first of them */
export function heldTable(header: readonly string[], rows: readonly (readonly string[])[], firstLine = 2): RecordTable {
  return heldRows(
    header,
    rows.map((fields, place) => ({ line: firstLine + place, fields })),
  );
}

/** A table of rows that are held in memory. */
export function heldRows(header: readonly string[], rows: readonly RecordRow[]): RecordTable {
  return { header: header.map((name) => name.trim()), rows: () => rows };
}

/** Whether a row says nothing. */
export function isBlank({ fields }: RecordRow): boolean {
  return fields.every((field) => field.trim() === '');
}

function newlines(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
}
