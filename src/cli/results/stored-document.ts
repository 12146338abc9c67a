import type { Study } from '../../study/study.ts';
import { isOrigins, type Origins } from '../../scenario/index.ts';
import { isAsWritten } from '../files/checked-json.ts';
import { readJson } from '../files/input-file.ts';
import { documentProblem } from './checked-document.ts';
import { usageError, type ExitError } from '../terminal/exit-error.ts';

/** A part of a stored document whose form is not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A stored document: everything it says, and the results in it. */
export interface StoredDocument {
  readonly path: string;
  readonly whole: Fields;
  /** Whether it is not what its checksum is of. */
  readonly changed: boolean;
  /** Results of several cells, or the only one, each with its place in the file for messages. */
  readonly cells: readonly { readonly where: string; readonly fields: Fields }[];
}

/** Whether a value is a map of names to values. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a document that `--json` printed or a folder keeps, which has to be as it was written.
 * @throws ExitError (2) as `readChangedDocument`, or where the file was changed, or is not of the form of a result
 */
export function readStoredDocument(path: string): StoredDocument {
  const document = readChangedDocument(path);
  if (document.changed)
    throw usageError(
      `${path} was changed after it was written: put it back as it was, or run its command again (reproduce names what differs)`,
    );
  const problem = documentProblem(document.whole);
  if (problem !== undefined) throw usageError(`${path} ${problem}; run its command again`);
  return document;
}

/**
 * Reads a document that `--json` printed or a folder keeps, even where it was changed since.
 * @throws ExitError (2) if the file cannot be read, or has cells and none in them
 */
export function readChangedDocument(path: string): StoredDocument {
  const read = readJson(path, 'result');
  const { checksum, ...whole } = isRecord(read) ? read : {};
  const changed = !isAsWritten({ checksum, ...whole });
  if (!Array.isArray(whole.cells)) return { path, whole, changed, cells: [{ where: path, fields: whole }] };
  if (whole.cells.length === 0) throw usageError(`${path} cells: expected at least one result, got none`);
  const cells = whole.cells.map((cell: unknown, position) => ({ where: `${path} cells.${position}`, fields: isRecord(cell) ? cell : {} }));
  return { path, whole, changed, cells };
}

/** Whether a part of a document is a study: it was resolved and checked when the result was made, and its hash says whether it is still the same. */
export function isStudy(value: unknown): value is Study {
  return isRecord(value) && isRecord(value.power);
}

/** Where the values of a stored study come from, where the document says it. */
export function storedOrigins({ origins }: Fields): { origins?: Origins } {
  return isOrigins(origins) ? { origins } : {};
}

/** The hash in the head of a document; empty where it has none. */
export function storedHash({ scenario }: Fields): string {
  return isRecord(scenario) ? String(scenario.hash) : '';
}

/** That a document is no result of `power`. @param got  what it is instead */
export function noResult(where: string, got: string): ExitError {
  return usageError(`${where}: expected a result of power (power --json, or power.json of --out), got ${got}`);
}
