import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ColumnNames } from '../../data-files/reading/observation-rows.ts';
import { readCovariates } from '../../data-files/reading/read-covariates.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import type { RecordTable } from '../../data-files/reading/record-table.ts';
import { inputError } from '../files/input-file.ts';
import { openFile } from '../arguments/reading-options.ts';

/** Where the covariates of participants are. */
export interface CovariateSource {
  readonly names: readonly string[];
  readonly file: string;
  readonly table: RecordTable;
  /** What stands between its fields; undefined where it is no CSV in UTF-8. */
  readonly delimiter: string | undefined;
  /** What it calls the columns of trials and participants. */
  readonly columns: { readonly trial: string; readonly subject: string };
}

/** A file of observations as it was read. */
interface ObservationFile {
  readonly file: string;
  readonly table: RecordTable;
  readonly columns: ColumnNames;
  readonly delimiter: string | undefined;
  /** The file named by `--subjects`. */
  readonly subjects: string | undefined;
  readonly edited: boolean;
}

/** Names that a file of participants may have for them beside that of the observations. */
const subjectNames: readonly string[] = ['subject', 'USUBJID', 'SUBJID'];

/**
 * Where the covariates that a question names are: in the file of observations where it has all of them, else in the file of subjects; none where it names none.
 * @throws ExitError (2) where that file cannot be read
 */
export async function covariateSource(
  names: readonly string[],
  { file, table, columns, delimiter, subjects, edited }: ObservationFile,
): Promise<CovariateSource | undefined> {
  if (names.length === 0) return undefined;
  const isOwn = subjects === undefined && names.every((name) => table.header.includes(name));
  const from = isOwn ? file : (subjects ?? besides(file));
  const other = isOwn ? { table, delimiter } : (await openFile(from, { edited })).opened;
  const { header } = other.table;
  // The file of subjects may use the standard names even where the observations do not.
  const named = (column: 'trial' | 'subject', usual: readonly string[]): string =>
    [columns[column], ...usual].find((name) => name !== undefined && header.includes(name)) ?? column;
  const where = { trial: named('trial', ['trial']), subject: named('subject', subjectNames) };
  return { names, file: from, table: other.table, delimiter: other.delimiter, columns: where };
}

/** The table of subjects beside a table of observations. */
function besides(file: string): string {
  const [subjects, adsl] = ['subjects.csv', 'adsl.csv'].map((name) => join(dirname(file), name));
  return existsSync(subjects) || !existsSync(adsl) ? subjects : adsl;
}

/** The covariates of the participants of a trial, by name. @throws ExitError (2) with every problem of the file */
export function covariatesOf(source: CovariateSource | undefined, trial: ReadTrial): Map<string, Float64Array> {
  if (source === undefined) return new Map();
  const values = readCovariates(source.table, source.names, trial, source.columns);
  if ('problems' in values) throw inputError(values.problems.map(({ line, message }) => `${source.file}:${line} ${message}`));
  return values;
}
