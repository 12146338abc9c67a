import { check } from '../../arguments/shape.ts';
import Papa from 'papaparse';
import { decimalNumber, numberHint } from '../../parameters/decimal-number.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { DELIMITERS } from './csv-rows.ts';
import { columnProblem, lineProblem } from './limits.ts';
import { isMissing, present } from './missing-codes.ts';
import { csvTable, isBlank, type RecordRow, type RecordTable } from './record-table.ts';
import { RowFaults, type ReadProblem } from './row-faults.ts';

export type { ReadProblem } from './row-faults.ts';

// What a table of observations looks like, with every message about it: longer than other files, since a reader looks for a message in one place.

/** The columns of `observations.csv` that are read, by their standard names; `baseline` may replace a baseline visit. */
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

/** One measurement as the file gives it. Missing values are NaN. */
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

/** Defaults for columns that the file does not have. */
export interface RowDefaults {
  readonly endpoint: string;
  readonly visit: string;
}

/** What a decoder puts in place of bytes that are no UTF-8. */
const UNREADABLE = '\ufffd';

/** Columns that every file has, by one name or another. */
const needed: readonly ObservationColumn[] = ['subject', 'period', 'treatment', 'value'];

/** What to say of a file that is laid out otherwise: a row per participant, or other headers. */
const EXPECTED_LAYOUT =
  'expected a row for each measurement (subject, period, treatment, value, and where there are several also sequence, visit, hours, endpoint, trial), a row for each participant and period with columns for the visits (baseline, day7), or a row for each participant (sequence, score_p1, score_p2); other headers are mapped with --columns subject=ID,treatment=TRT, and columns of visits with --values bl=baseline,d7=day7';

/** A period number above this is taken for a mistake (a date, a subject number). */
const MAX_PERIODS = 99;

/** Maximum number of faulty quotes that are kept for messages (assumed). */
const MAX_QUOTES = 1000;

/** Maximum number of different names whose repetitions share one text in memory (assumed; with more names, each occurs in few rows). */
const MAX_KNOWN = 100_000;

/**
 * Rows of a CSV of observations (RFC 4180; comma, semicolon or tab; byte-order mark and blank lines forgiven), or every problem met.
 * A file without an `endpoint` column holds one endpoint, in the column `value` or in one of the endpoint's name; without a `visit` column, one visit.
 * Missing values are empty, `NA` or `.`; a name that is one of them is missing too.
 */
export function parseObservationRows(
  text: string,
  names: ColumnNames,
  defaults: RowDefaults,
): { rows: ObservationRow[]; problems: ReadProblem[] } {
  if (text.replace(/^\uFEFF/, '').trim() === '') return { rows: [], problems: [{ line: 1, message: 'the file is empty' }] };
  const tooLong = lineProblem(text);
  if (tooLong !== undefined) return { rows: [], problems: [tooLong] };
  return tableObservations(csvTable(text), names, defaults);
}

/** The same of a table that was read from any file. */
export function tableObservations(
  table: RecordTable,
  names: ColumnNames,
  defaults: RowDefaults,
): { rows: ObservationRow[]; problems: ReadProblem[] } {
  const { header } = table;
  const tooMany = columnProblem(header);
  if (tooMany !== undefined) return { rows: [], problems: [tooMany] };
  const problems: ReadProblem[] = [];
  const quotes: ReadProblem[] = [];
  const columns = locate(header, names, defaults, problems);
  const rows: ObservationRow[] = [];
  const faults = new RowFaults();
  const known = new Map<string, string>();
  const onFault = (problem: ReadProblem): void => {
    if (quotes.length < MAX_QUOTES) quotes.push(problem);
  };
  for (const record of table.rows(onFault)) {
    if (isBlank(record)) continue;
    const { line, fields } = record;
    if (fields.length !== header.length) {
      faults.add('fields', line, `expected ${header.length} fields as in the header, got ${fields.length}`);
    } else if (columns !== undefined) {
      const row = readRow(record, columns, defaults, { faults, known });
      if (row !== undefined) rows.push(row);
    }
  }
  problems.unshift(...quotes);
  problems.push(...faults.list());
  if (columns !== undefined && rows.length === 0 && problems.length === 0)
    problems.push({ line: 1, message: 'the file holds no observations' });
  return { rows, problems };
}

/**
 * How a file is laid out: its delimiter, and what it calls the columns it has.
 *
 * @example
 * ```ts
 * import { observationLayout } from 'crossover-sim/data';
 * const text = 'ID;period;treatment;hamd17\n1;1;A;12\n';
 * observationLayout(text, { subject: 'ID' }, { endpoint: 'hamd17', visit: 'day1' }); // → { delimiter: ';', columns: { subject: 'ID', period: 'period', treatment: 'treatment', value: 'hamd17' } }
 * ```
 */
export function observationLayout(text: string, names: ColumnNames, defaults: RowDefaults): { delimiter: string; columns: ColumnNames } {
  check('text', text, 'text');
  check('names', names, { record: 'text' });
  check('defaults', defaults, { fields: { endpoint: 'text', visit: 'text' } });
  const { data, meta } = Papa.parse<string[]>(text, { delimitersToGuess: DELIMITERS, preview: 2 });
  const header = (data[0] ?? []).map((name) => name.trim());
  const places = placesOf(header, names, defaults);
  const present = observationColumns.filter((column) => places[column] >= 0);
  return { delimiter: meta.delimiter, columns: Object.fromEntries(present.map((column) => [column, header[places[column]]])) };
}

/** Where each column stands (−1: nowhere), or undefined when one that is needed is missing. */
function locate(header: readonly string[], names: ColumnNames, defaults: RowDefaults, problems: ReadProblem[]): Places | undefined {
  const before = problems.length;
  const seen = header.filter((name, place) => name !== '' && header.indexOf(name) !== place);
  for (const name of new Set(seen)) problems.push({ line: 1, message: `the header names column '${shortName(name)}' more than once` });
  const places = placesOf(header, names, defaults);
  for (const column of observationColumns) {
    const isNeeded = needed.includes(column) || names[column] !== undefined;
    if (places[column] >= 0 || !isNeeded) continue;
    const wanted = names[column] ?? column;
    const also =
      column === 'value' && names.value === undefined && defaults.endpoint !== 'value' ? ` (nor one named ${defaults.endpoint})` : '';
    problems.push({
      line: 1,
      message: `the header has no column '${shortName(wanted)}' for the ${column}${also}; it has ${listedNames(header) || 'none'}`,
    });
  }
  const absent = needed.filter((column) => places[column] < 0);
  if (absent.length > 1) problems.push({ line: 1, message: EXPECTED_LAYOUT });
  return problems.length > before ? undefined : places;
}

type Places = Readonly<Record<ObservationColumn, number>>;

function placesOf(header: readonly string[], names: ColumnNames, defaults: RowDefaults): Places {
  const place = (column: ObservationColumn): number => header.indexOf(names[column] ?? column);
  const places = Object.fromEntries(observationColumns.map((column) => [column, place(column)])) as Record<ObservationColumn, number>;
  if (places.value < 0 && names.value === undefined) places.value = header.indexOf(defaults.endpoint);
  return places;
}

function readRow(
  { fields, line, valueColumn }: RecordRow,
  places: Places,
  defaults: RowDefaults,
  { faults, known }: { readonly faults: RowFaults; readonly known: Map<string, string> },
): ObservationRow | undefined {
  const before = faults.count;
  const text = (column: ObservationColumn, otherwise: string): string => (places[column] < 0 ? otherwise : fields[places[column]].trim());
  const name = (column: ObservationColumn, otherwise: string): string => once(present(text(column, otherwise)), known);
  const labelOf = (column: ObservationColumn): string =>
    column === 'value' && valueColumn !== undefined ? `column ${shortName(valueColumn)}` : column;
  const number = (column: ObservationColumn): number => {
    const field = text(column, '');
    if (isMissing(field)) return NaN;
    const value = decimalNumber(field);
    const hint = boundHint(field) || specialHint(field) || numberHint(field);
    if (Number.isNaN(value))
      faults.add(`${column}${hint}`, line, `${labelOf(column)}: expected a number or nothing, got '${shortName(field)}'${hint}`);
    return value;
  };
  const row: ObservationRow = {
    line,
    trial: once(text('trial', '1'), known),
    subject: name('subject', ''),
    sequence: name('sequence', ''),
    period: decimalNumber(text('period', '')),
    treatment: name('treatment', ''),
    visit: name('visit', defaults.visit),
    hours: number('hours'),
    endpoint: name('endpoint', defaults.endpoint),
    value: number('value'),
    baseline: number('baseline'),
  };
  for (const column of ['subject', 'treatment', 'visit', 'endpoint'] as const) {
    if (row[column] === '')
      faults.add(`${column} without a name`, line, `${column}: expected a name, got ${shortName(text(column, '')) || 'nothing'}`);
    if (row[column].includes(UNREADABLE))
      faults.add(
        `${column} unreadable`,
        line,
        `${column}: '${shortName(row[column])}' has characters that are not UTF-8; save the file as UTF-8`,
      );
  }
  if (row.endpoint.includes('@')) faults.add('@', line, `endpoint: expected a name without @, got '${shortName(row.endpoint)}'`);
  if (!Number.isInteger(row.period) || row.period < 0 || row.period > MAX_PERIODS)
    faults.add('period', line, `period: expected a whole number from 0 to ${MAX_PERIODS}, got '${shortName(text('period', ''))}'`);
  return faults.count > before ? undefined : row;
}

/** What to do about a value below or above what can be measured; empty where a field is none. */
function boundHint(field: string): string {
  return /^[<>]=?\s*\d/.test(field) ? ` (a bound, no measurement; write the number that stands for it, or give --missing '${field}')` : '';
}

/** What to do about a special missing value of SAS, `.A` to `.Z` or `._`; empty where a field is none. */
function specialHint(field: string): string {
  return /^\.[A-Za-z_]$/.test(field) ? ` (a special missing value of SAS: say so by --missing ${field})` : '';
}

/** The same text as it was met first, so that a name that a million rows have is held once. */
function once(text: string, known: Map<string, string>): string {
  const earlier = known.get(text);
  if (earlier !== undefined) return earlier;
  if (known.size < MAX_KNOWN) known.set(text, text);
  return text;
}
