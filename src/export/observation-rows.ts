import Papa from 'papaparse';

/** The columns of `observations.csv` that are read, by their standard names; `baseline` may stand in for a baseline visit. */
export const observationColumns = [
  'trial',
  'subject',
  'sequence',
  'period',
  'treatment',
  'visit',
  'hours',
  'endpoint',
  'value',
  'baseline',
] as const;
export type ObservationColumn = (typeof observationColumns)[number];

/** What the file calls the columns, where it is not their standard name: `{ subject: 'ID', value: 'hamd17' }`. */
export type ColumnNames = Readonly<Partial<Record<ObservationColumn, string>>>;

/** Something wrong with the file, and where; line 1 is the header. */
export interface ReadProblem {
  readonly line: number;
  readonly message: string;
}

/** One measurement as it stands in the file. Missing values are NaN. */
export interface ObservationRow {
  readonly line: number;
  readonly trial: string;
  readonly subject: string;
  readonly sequence: string;
  /** As it is numbered in the file. */
  readonly period: number;
  readonly treatment: string;
  readonly visit: string;
  readonly hours: number;
  readonly endpoint: string;
  readonly value: number;
  /** The period's baseline, where the file has a column of them. */
  readonly baseline: number;
}

/** What stands in for columns the file does not have. */
export interface RowDefaults {
  readonly endpoint: string;
  readonly visit: string;
}

/** What may stand between fields. */
export const DELIMITERS = [',', ';', '\t'];

/** What a decoder puts in place of bytes that are no UTF-8. */
const UNREADABLE = '\ufffd';

const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/** What a file without the columns needed is told beside their names. */
const LAYOUT =
  'expected one row for each measurement, with columns subject, period, treatment, value and, where there are several of them, trial, sequence, visit, endpoint; ' +
  '--columns subject=ID,… says what the file calls them; a table with one row for each participant must be rearranged first';

/** A period number above this is taken for a mistake (a date, a subject number). */
const MOST_PERIODS = 99;

/**
 * Rows of a CSV of observations (RFC 4180; comma, semicolon or tab; byte-order mark and blank lines forgiven), or every problem met.
 * A file without an `endpoint` column holds one endpoint, in the column `value` or in one of the endpoint's name; without a `visit` column, one visit.
 * Missing values are empty or `NA`; a name that is `NA` is missing too.
 */
export function parseObservationRows(
  text: string,
  names: ColumnNames,
  defaults: RowDefaults,
): { rows: ObservationRow[]; problems: ReadProblem[] } {
  const parsed = Papa.parse<string[]>(text, { delimitersToGuess: DELIMITERS });
  const problems: ReadProblem[] = parsed.errors
    .filter((error) => error.type === 'Quotes')
    .map((error) => ({ line: (error.row ?? 0) + 1, message: `a quote is not closed or not escaped (${error.message.toLowerCase()})` }));
  const header = (parsed.data[0] ?? []).map((name) => name.trim());
  const columns = locate(header, names, defaults, problems);
  const rows: ObservationRow[] = [];
  let line = 1 + newlines(parsed.data[0] ?? []);
  for (const fields of parsed.data.slice(1)) {
    line++;
    const start = line;
    line += newlines(fields);
    if (fields.every((field) => field.trim() === '')) continue;
    if (fields.length !== header.length) {
      problems.push({ line: start, message: `expected ${header.length} fields as in the header, got ${fields.length}` });
    } else if (columns !== undefined) {
      const row = readRow(fields, start, columns, defaults, problems);
      if (row !== undefined) rows.push(row);
    }
  }
  if (columns !== undefined && rows.length === 0 && problems.length === 0)
    problems.push({ line: 1, message: 'the file holds no observations' });
  return { rows, problems };
}

/** How a file is laid out: its delimiter, and what it calls the columns it has. */
export function observationLayout(text: string, names: ColumnNames, defaults: RowDefaults): { delimiter: string; columns: ColumnNames } {
  const { data, meta } = Papa.parse<string[]>(text, { delimitersToGuess: DELIMITERS, preview: 2 });
  const header = (data[0] ?? []).map((name) => name.trim());
  const places = placesOf(header, names, defaults);
  const present = observationColumns.filter((column) => places[column] >= 0);
  return { delimiter: meta.delimiter, columns: Object.fromEntries(present.map((column) => [column, header[places[column]]])) };
}

type Places = Readonly<Record<ObservationColumn, number>>;

/** Where each column stands (−1: nowhere), or undefined when one that is needed is missing. */
function locate(header: readonly string[], names: ColumnNames, defaults: RowDefaults, problems: ReadProblem[]): Places | undefined {
  const before = problems.length;
  const seen = header.filter((name, place) => name !== '' && header.indexOf(name) !== place);
  for (const name of new Set(seen)) problems.push({ line: 1, message: `the header names column '${name}' more than once` });
  const places = placesOf(header, names, defaults);
  for (const column of observationColumns) {
    if (places[column] >= 0 || !isNeeded(column, names)) continue;
    const wanted = names[column] ?? column;
    const also =
      column === 'value' && names.value === undefined && defaults.endpoint !== 'value' ? ` (nor one named ${defaults.endpoint})` : '';
    problems.push({
      line: 1,
      message: `the header has no column '${wanted}' for the ${column}${also}; it has ${header.join(', ') || 'none'}`,
    });
  }
  if (observationColumns.some((column) => places[column] < 0 && isNeeded(column, names))) problems.push({ line: 1, message: LAYOUT });
  return problems.length > before ? undefined : places;
}

function isNeeded(column: ObservationColumn, names: ColumnNames): boolean {
  return ['subject', 'period', 'treatment', 'value'].includes(column) || names[column] !== undefined;
}

function placesOf(header: readonly string[], names: ColumnNames, defaults: RowDefaults): Places {
  const place = (column: ObservationColumn): number => header.indexOf(names[column] ?? column);
  const places = Object.fromEntries(observationColumns.map((column) => [column, place(column)])) as Record<ObservationColumn, number>;
  if (places.value < 0 && names.value === undefined) places.value = header.indexOf(defaults.endpoint);
  return places;
}

function readRow(
  fields: readonly string[],
  line: number,
  places: Places,
  defaults: RowDefaults,
  problems: ReadProblem[],
): ObservationRow | undefined {
  const before = problems.length;
  const text = (column: ObservationColumn, otherwise: string): string => (places[column] < 0 ? otherwise : fields[places[column]].trim());
  const name = (column: ObservationColumn, otherwise: string): string => text(column, otherwise).replace(/^NA$/, '');
  const number = (column: ObservationColumn): number => {
    const field = text(column, '');
    if (field === '' || field === 'NA') return NaN;
    const value = Number(field);
    if (Number.isFinite(value)) return value;
    const hint = DECIMAL_COMMA.test(field)
      ? '; a decimal point is expected, this has a decimal comma'
      : field === '.'
        ? '; a missing value is empty or NA'
        : '';
    problems.push({ line, message: `${column}: expected a number or nothing, got '${field}'${hint}` });
    return NaN;
  };
  const row: ObservationRow = {
    line,
    trial: text('trial', '1'),
    subject: name('subject', ''),
    sequence: name('sequence', ''),
    period: Number(text('period', '') || NaN),
    treatment: name('treatment', ''),
    visit: name('visit', defaults.visit),
    hours: number('hours'),
    endpoint: name('endpoint', defaults.endpoint),
    value: number('value'),
    baseline: number('baseline'),
  };
  for (const column of ['subject', 'treatment', 'visit', 'endpoint'] as const) {
    if (row[column] === '') problems.push({ line, message: `${column}: expected a name, got ${text(column, '') || 'nothing'}` });
    if (row[column].includes(UNREADABLE)) {
      problems.push({
        line,
        message: `${column}: '${row[column]}' has characters that are not UTF-8; save the file in the encoding UTF-8`,
      });
    }
  }
  if (row.endpoint.includes('@')) problems.push({ line, message: `endpoint: expected a name without @, got '${row.endpoint}'` });
  if (!Number.isInteger(row.period) || row.period < 0 || row.period > MOST_PERIODS) {
    problems.push({ line, message: `period: expected a whole number from 0 to ${MOST_PERIODS}, got '${text('period', '')}'` });
  }
  return problems.length > before ? undefined : row;
}

function newlines(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.match(/\n/g)?.length ?? 0), 0);
}
