import { dirname, join } from 'node:path';
import type { AnalysisSpec } from '../../analysis/index.ts';
import type { ColumnNames } from '../../data-files/reading/observation-rows.ts';
import { csvLayout, readCovariates } from '../../data-files/reading/read-covariates.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import type { RSource } from '../../report/r-code/index.ts';
import { inputError } from '../files/input-file.ts';
import { readTable, type TableOptions } from '../files/read-table.ts';

export interface CovariateSource extends TableOptions {
  readonly file: string;
  readonly text: string;
  readonly columns: ColumnNames;
  /** The file named by `--subjects`. */
  readonly subjects: string | undefined;
}

/**
 * The covariates that a question names, from the CSV of observations where it has all of them, else from the file of subjects.
 * @returns their values by name, and where R finds them
 * @throws ExitError (2) with every problem of the file
 */
export function covariatesOf(
  { covariates: names = [] }: AnalysisSpec,
  { file, text, columns, subjects, edited }: CovariateSource,
  trial: ReadTrial,
): { values: Map<string, Float64Array>; source: Pick<RSource, 'covariates'> } {
  if (names.length === 0) return { values: new Map(), source: {} };
  const { header } = csvLayout(text);
  const own = subjects === undefined && names.every((name) => header.includes(name));
  const from = own ? file : (subjects ?? join(dirname(file), 'subjects.csv'));
  const content = own ? text : readTable(from, { edited });
  // The file of subjects may use the standard names even where the observations do not.
  const { header: head, delimiter } = csvLayout(content);
  const named = (column: 'trial' | 'subject'): string => {
    const other = columns[column];
    return other !== undefined && head.includes(other) ? other : column;
  };
  const where = { trial: named('trial'), subject: named('subject') };
  const values = readCovariates(content, names, trial, where);
  if ('problems' in values) throw inputError(values.problems.map(({ line, message }) => `${from}:${line} ${message}`));
  return {
    values,
    source: {
      covariates: { file: from, delimiter, subject: where.subject, ...(head.includes(where.trial) ? { trial: where.trial } : {}) },
    },
  };
}
