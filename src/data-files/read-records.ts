import type { OpenedTable, Unreadable } from './formats/table-format.ts';
import { absentColumns, type CellOptions, plainCells } from './layouts/cells.ts';
import { columnRoles } from './layouts/column-roles.ts';
import { type Shape, check } from '../arguments/shape.ts';
import { arrangedTable, type LayoutOptions, tableLayouts } from './layouts/index.ts';
import { type FilteredTable, filteredTable } from './layouts/row-filter.ts';
import { suspiciousCodes } from './layouts/suspicious-codes.ts';
import type { ColumnNames } from './reading/observation-rows.ts';
import { type Observations, readObservations } from './reading/read-observations.ts';
import { isBlank, type RecordTable } from './reading/record-table.ts';

/** What a user says about a file of measurements. */
export interface RecordOptions extends LayoutOptions, CellOptions {
  /** An expression that rows have to fulfil. */
  readonly where?: string | undefined;
  /** What the visit of a file without visits is called. */
  readonly visit?: string | undefined;
  /** Receives how many measurements the file has at most, before they are read. */
  readonly onSize?: (rows: number) => void;
}

/** Measurements as they were read, and how. */
export interface Records {
  readonly observations: Observations;
  /** A row for each measurement, with decimal points, and the other columns of the file. */
  readonly table: RecordTable;
  /** What that table calls its columns. */
  readonly columns: ColumnNames;
  /** What was recognised, in one line without its end; empty where all is as this program writes it. */
  readonly said: string;
  /** Whether the file is not read as it stands: then another program needs the rows of `table`. */
  readonly isChanged: boolean;
}

const openedShape: Shape = {
  fields: {
    table: { fields: { header: { list: 'text' }, rows: 'function' } },
    said: { list: 'text' },
    rowCount: 'count',
    'delimiter?': 'text',
  },
};

const optionsShape: Shape = {
  fields: {
    columns: { record: 'text' },
    'layout?': { oneOf: tableLayouts.map(({ name }) => name) },
    'endpoint?': 'text',
    'visit?': 'text',
    'values?': { list: { fields: { column: 'text', 'visit?': 'text' } } },
    'decimal?': { oneOf: [',', '.'] },
    'missing?': { list: 'text' },
    'where?': 'text',
    'onSize?': 'function',
  },
};

/**
 * Reads the measurements of a table of any layout, or says everything that is wrong with it.
 * @param opened  by `openTable`
 * @example
 * ```ts
 * import { openTable, readRecords } from 'crossover-sim/data';
 * const bytes = new TextEncoder().encode('id,sequence,score_p1,score_p2\n1,AB,12,9\n2,BA,8,14\n');
 * const opened = await openTable(bytes);
 * if ('problems' in opened) throw new Error('not a table');
 * const records = readRecords(opened, { columns: {} });
 * if ('problems' in records) throw new Error(records.problems.map(({ message }) => message).join('\n'));
 * records.observations.treatments; // → ['A', 'B']
 * ```
 */
export function readRecords(opened: OpenedTable, options: RecordOptions): Records | Unreadable {
  check('opened', opened, openedShape);
  check('options', options, optionsShape);
  const values = (options.values ?? []).map(({ column }) => column);
  const absent = absentColumns(opened.table.header, values, '--values');
  if (absent.length > 0) return { problems: absent };
  const filtered = filteredBy(opened.table, options);
  if ('problems' in filtered) return filtered;
  const arranged = arrangedTable(filtered.table, options);
  if ('problems' in arranged) return arranged;
  const cells = plainCells(arranged.table, arranged.columns, options);
  if ('problems' in cells) return cells;
  options.onSize?.(opened.rowCount * arranged.perRow);
  const { table } = cells;
  const observations = observationsOf(table, arranged.columns, options, filtered.leftOut);
  if ('problems' in observations) return observations;
  const isLong = arranged.layout.name === 'long';
  const isChanged = opened.delimiter === undefined || !isLong || table !== arranged.table || options.where !== undefined;
  const words = [
    ...opened.said,
    ...(cells.decimal === ',' ? ['decimal comma'] : []),
    ...arranged.said,
    ...leftOutWords(filtered.leftOut()),
  ];
  const isUsual = words.length === 0 && isLong && arranged.aside.length === 0;
  const said = isUsual ? '' : sentence(opened, arranged, words, observations);
  return { observations, table, columns: arranged.columns, isChanged, said };
}

/** The measurements of a long table, without numbers that look like codes. */
function observationsOf(
  table: RecordTable,
  columns: ColumnNames,
  options: RecordOptions,
  leftOut: () => number,
): Observations | Unreadable {
  const { endpoint = columns.value ?? 'value', visit = 'visit', missing = [] } = options;
  const observations = readObservations(table, columns, { endpoint, visit });
  if ('problems' in observations)
    return { problems: observations.problems.map((problem) => (leftOut() > 0 ? afterFilter(problem, leftOut()) : problem)) };
  const codes = suspiciousCodes(observations, missing);
  return codes.length > 0 ? { problems: codes.map((message) => ({ line: 1, message })) } : observations;
}

function leftOutWords(count: number): string[] {
  return count > 0 ? [`${count} row${count === 1 ? '' : 's'} left out by --where`] : [];
}

function filteredBy(table: RecordTable, { where, columns, endpoint }: RecordOptions): FilteredTable | Unreadable {
  if (where === undefined) return { table, leftOut: () => 0 };
  try {
    return filteredTable(table, where, columnRoles(table.header, columns, endpoint).names);
  } catch (error) {
    return { problems: [{ line: 1, message: (error as Error).message }] };
  }
}

/** A file of which nothing is left is not empty by itself. */
function afterFilter(problem: { line: number; message: string }, leftOut: number): { line: number; message: string } {
  return problem.message === 'the file holds no observations'
    ? { ...problem, message: `--where leaves out all ${leftOut} rows of the file` }
    : problem;
}

/** Names of a list that are printed. */
const MAX_NAMED = 8;

function sentence(
  opened: OpenedTable,
  { layout, aside }: { readonly layout: { readonly name: string; readonly description: string }; readonly aside: readonly string[] },
  words: readonly string[],
  { trials }: Observations,
): string {
  const rows = [...opened.table.rows()].filter((row) => !isBlank(row)).length;
  const participants = trials.reduce((sum, { subjects }) => sum + subjects.length, 0);
  const more = aside.length > MAX_NAMED ? ', …' : '';
  return [
    `${layout.name === 'adam' ? 'ADaM' : `${layout.name} layout`} (${layout.description})`.replace(' (ADaM)', ''),
    ...words,
    `${rows} rows of ${participants} participants${trials.length > 1 ? ` in ${trials.length} trials` : ''}`,
    ...(aside.length === 0 ? [] : [`not analysed: ${aside.slice(0, MAX_NAMED).join(', ')}${more}`]),
  ].join(', ');
}
