import Papa from 'papaparse';
import type { TrialGenerator } from '../../trial/trial-generator.ts';

/** One value of a data file. An absent value is the empty text. */
export type Cell = string | number;

/** A data file that is written trial by trial. */
export interface DataTable {
  /** File name. */
  readonly file: string;
  readonly header: readonly string[];
  /** The rows of the trial just generated. @param trial  its number in the file, from 1 */
  rows(generator: TrialGenerator, trial: number): Cell[][];
}

/** CSV text of some rows: RFC 4180, CRLF line ends, decimal point. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.length === 0 ? '' : `${Papa.unparse(rows as Cell[][], { newline: '\r\n' })}\r\n`;
}

/** A subject's name in data files, unique within a trial. */
export function subjectName(subject: number): string {
  return `S${String(subject + 1).padStart(3, '0')}`;
}
