import type { RecordTable } from '../reading/record-table.ts';
import type { ReadProblem } from '../reading/row-faults.ts';

/** What a user says about a file beside its bytes. */
export interface FormatOptions {
  /** Encoding of a text, by a label of the WHATWG Encoding Standard; recognised where left out. */
  readonly encoding?: string | undefined;
  /** What stands between the fields of a text; recognised where left out. */
  readonly delimiter?: string | undefined;
  /** The sheet of a workbook; the only one with content where left out. */
  readonly sheet?: string | undefined;
}

/** A table with what was recognised of its file. */
export interface OpenedTable {
  readonly table: RecordTable;
  /** What was recognised, a few words each, without what is usual. */
  readonly said: readonly string[];
  /** Rows at most. */
  readonly rowCount: number;
  /** What stands between the fields; undefined where the file is no CSV in UTF-8. */
  readonly delimiter?: string;
}

/** Why a file cannot be read, each with the cure. */
export interface Unreadable {
  readonly problems: readonly ReadProblem[];
}

/** Bytes that were packed in a file. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** How they were packed. */
  readonly packing: string;
}

/** A kind of file that holds a table. A format is one file of `formats/` and one entry of the list in `index.ts`. */
export interface ReadableFormat {
  readonly name: string;
  /** Whether a file is of this format, by its first bytes. */
  recognises(bytes: Uint8Array): boolean;
  open(bytes: Uint8Array, options: FormatOptions): Promise<OpenedTable | Unpacked | Unreadable>;
}

/** Whether a file begins with these bytes. */
export function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, place) => bytes[place] === byte);
}

/** A file that cannot be read. @param message  the reason, and the cure */
export function unreadable(message: string, line = 1): Unreadable {
  return { problems: [{ line, message }] };
}
