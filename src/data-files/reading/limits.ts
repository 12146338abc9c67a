import type { ReadProblem } from './row-faults.ts';

/** How large a table of recorded data may be; far above any trial, and a bound on the time and memory that reading one takes (assumed). */
export const dataLimits = {
  /** Characters of a line. */
  lineCharacters: 200_000,
  columns: 1000,
  endpoints: 1000,
  /** Visits of all endpoints together. */
  visits: 1000,
  treatments: 100,
  /** Different sequences, as they are labelled or as they were given, in one trial. */
  sequences: 1000,
  /** Bytes of the tables of all trials: a value and its hours for every participant, period, endpoint and visit. */
  tableBytes: 1_000_000_000,
  /** Bytes of what is packed in a file: in a gzip, in a part of a workbook, in a Parquet file. */
  unpackedBytes: 100_000_000,
  /** Values of a table of a format that is held as a whole (workbooks, Parquet): rows times columns. */
  cells: 20_000_000,
} as const;

/**
 * What is too much about the lines of a CSV; a file without line breaks is one line. Undefined where nothing is. To be asked before the text is taken
 * apart.
 */
export function lineProblem(text: string): ReadProblem | undefined {
  const lineBreak = text.includes('\n') ? '\n' : '\r';
  for (let start = 0, line = 1; start < text.length; line++) {
    const found = text.indexOf(lineBreak, start);
    const end = found < 0 ? text.length : found;
    if (end - start > dataLimits.lineCharacters) {
      const message = `expected lines of at most ${dataLimits.lineCharacters} characters, got one of ${end - start}: does the file have line breaks?`;
      return { line, message };
    }
    start = end + 1;
  }
  return undefined;
}

/** What is too much about the columns of a CSV; undefined where nothing is. */
export function columnProblem(header: readonly string[]): ReadProblem | undefined {
  return tooMany(header, 'columns');
}

/** More names than a table may have of a kind; undefined where there are not. */
export function tooMany(
  names: { readonly length: number },
  kind: 'columns' | 'endpoints' | 'visits' | 'treatments',
): ReadProblem | undefined {
  if (names.length <= dataLimits[kind]) return undefined;
  return { line: 1, message: `expected at most ${dataLimits[kind]} ${kind}, got ${names.length}` };
}
