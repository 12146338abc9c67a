import { summaryNamed } from '../../data-files/reading/derived-columns.ts';
import type { ReadTrial } from '../../data-files/reading/build-trial.ts';
import type { ColumnNames } from '../../data-files/reading/observation-rows.ts';
import type { RecordTable } from '../../data-files/reading/record-table.ts';
import { rCode, rComment, type RSequences, type RSource } from '../../report/r-code/index.ts';
import { recordedPeriod } from '../../trial/trial-data.ts';
import type { CovariateSource } from './analysis-covariates.ts';
import { usageError } from '../terminal/exit-error.ts';
import { allOptions, type RecordedQuestion } from './recorded-analysis.ts';

/** Rows of a file that R code holds itself, at most (assumed): more are no code to read. */
const MAX_ROWS = 5000;

/** `analyze --r`: R code that does the same with the same file, or with its rows where R would have to read it otherwise. @throws ExitError (2) where a method has none */
export function analysisInR({ opened, records, request, covariates }: RecordedQuestion, read: ReadTrial): string {
  const { method, question } = request;
  const { table, columns, isChanged, observations } = records;
  const own = columns.value === undefined && table.header.includes(question.endpoint) ? { value: question.endpoint } : {};
  const named: ColumnNames = { ...columns, ...own };
  const source: RSource = {
    file: opened.file,
    ...(isChanged ? { lines: linesOf(table, opened.file) } : { delimiter: opened.opened.delimiter ?? ',' }),
    columns: named,
    trial: read.trial,
    firstPeriod: recordedPeriod(read.data, 0),
    sequences: sequencesInR(read, named.sequence !== undefined),
    planned: read.planned,
    ...(covariates === undefined ? {} : { covariates: covariatesInR(covariates, opened.file) }),
    summary: summaryNamed(question.visit, observations.schedules.get(question.endpoint)?.derived),
  };
  const code = rCode(method, question, allOptions(request), source);
  if (code === undefined) throw usageError(`--r: there is no R code for ${method}`);
  return `${read.notices.map((notice) => `# ${rComment(notice)}\n`).join('')}${code}`;
}

/** The lines of a CSV with the rows of a table. @throws ExitError (2) where there are too many */
function linesOf(table: RecordTable, file: string): string[] {
  const rows = [...table.rows()];
  if (rows.length > MAX_ROWS)
    throw usageError(
      `--r: ${file} is no long CSV in UTF-8, so that the code has to hold its ${rows.length} rows, more than the limit of ${MAX_ROWS}: save it as such a file first`,
    );
  const line = (fields: readonly string[]): string =>
    fields.map((field) => `"${field.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`).join(',');
  return [line(table.header), ...rows.map(({ fields }) => line(fields))];
}

function covariatesInR({ file, table, delimiter, columns }: CovariateSource, dataFile: string): Required<RSource>['covariates'] {
  const { trial, subject } = columns;
  return {
    file,
    delimiter: delimiter ?? ',',
    ...(delimiter === undefined ? { lines: linesOf(table, dataFile) } : {}),
    subject,
    ...(table.header.includes(trial) ? { trial } : {}),
  };
}

/** Where R finds everybody's sequence: in the file where it records those that are analysed, else in the treatments received, else listed. */
function sequencesInR({ labels, subjects, data }: ReadTrial, hasColumn: boolean): RSequences {
  const names = subjects.map((_, subject) => data.sequences[data.sequence[subject]].name);
  if (hasColumn && names.every((name, subject) => name === labels[subject])) return 'recorded';
  return labels.every((label) => label === '') ? 'received' : new Map(subjects.map((subject, place) => [subject, names[place]]));
}
