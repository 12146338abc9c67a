import { decimalNumber } from '../../parameters/decimal-number.ts';
import { listedNames } from '../../text/listed-names.ts';
import type { ColumnNames, ObservationColumn } from '../reading/observation-rows.ts';
import type { RecordTable } from '../reading/record-table.ts';
import type { ReadProblem } from '../reading/row-faults.ts';

/** What a user says about the fields of a table. */
export interface CellOptions {
  /** The sign before decimals, `,` or `.`; recognised where left out. */
  readonly decimal?: string | undefined;
  /** Codes of missing values beside nothing, `NA` and `.`. */
  readonly missing?: readonly string[] | undefined;
}

/** Rows in which the sign before decimals is looked for (assumed). */
const SAMPLE = 10_000;

/** Columns whose fields are names: as they stand. */
const nameRoles: readonly ObservationColumn[] = ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'endpoint'];
/** Columns whose fields are numbers. */
const numberRoles: readonly ObservationColumn[] = ['value', 'baseline', 'hours'];

const COMMA = /^[+-]?\d*,\d+$/;
const POINT = /^[+-]?\d*\.\d+$/;
/** With three digits behind the sign, which may then divide thousands as well. */
const UNCLEAR = /^[+-]?[1-9]\d{0,2}[,.]\d{3}$/;
const POINTS_AND_COMMA = /^[+-]?\d{1,3}(\.\d{3})+,\d+$/;
const THOUSANDS = { ',': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, '.': /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ };

/**
 * A table whose numbers have decimal points and whose missing values are empty; or a question where the sign before decimals is not clear.
 * @param columns  what the table calls its columns
 */
export function plainCells(
  table: RecordTable,
  columns: ColumnNames,
  { decimal, missing = [] }: CellOptions,
): { readonly table: RecordTable; readonly decimal: string } | { readonly problems: ReadProblem[] } {
  const names = nameRoles.map((role) => table.header.indexOf(columns[role] ?? ''));
  const numbers = numberRoles.map((role) => table.header.indexOf(columns[role] ?? '')).filter((place) => place >= 0);
  const sign = decimal ?? decimalSign(table, numbers);
  if (typeof sign !== 'string') return { problems: [sign] };
  const isCode = missingCodes(missing);
  if (sign === '.' && missing.length === 0 && decimal === undefined) return { table, decimal: '.' };
  const plain = (field: string, place: number): string => {
    if (names.includes(place)) return field;
    const number = withPoint(field.trim(), sign);
    return isCode(field.trim()) || isCode(number) ? '' : number;
  };
  return {
    decimal: sign,
    table: {
      header: table.header,
      *rows(onFault) {
        for (const row of table.rows(onFault)) yield { ...row, fields: row.fields.map(plain) };
      },
    },
  };
}

/** Whether a field is one of the codes, as a text or as a number. */
function missingCodes(codes: readonly string[]): (field: string) => boolean {
  const numbers = codes.map(decimalNumber).filter((number) => !Number.isNaN(number));
  return (field) => codes.includes(field) || (numbers.length > 0 && numbers.includes(decimalNumber(field)));
}

/** A number with a decimal point and nothing between thousands; any other field as it is. */
function withPoint(field: string, decimal: string): string {
  if (decimal === '.') return THOUSANDS[','].test(field) ? field.replaceAll(',', '') : field;
  if (THOUSANDS['.'].test(field)) return field.replaceAll('.', '').replace(',', '.');
  return COMMA.test(field) ? field.replace(',', '.') : field;
}

type Spelling = 'comma' | 'unclear' | 'point';

/** What a number says of the sign before decimals; undefined where it says nothing. */
function spellingOf(field: string): Spelling | undefined {
  if (POINTS_AND_COMMA.test(field)) return 'comma';
  if (COMMA.test(field)) return UNCLEAR.test(field) ? 'unclear' : 'comma';
  return POINT.test(field) ? 'point' : undefined;
}

/** The sign before decimals by the numbers of the first rows, or a question. */
function decimalSign(table: RecordTable, numbers: readonly number[]): string | ReadProblem {
  const found = new Map<Spelling, { readonly line: number; readonly field: string }>();
  let count = 0;
  for (const { line, fields } of table.rows()) {
    if (++count > SAMPLE) break;
    for (const place of numbers) {
      const field = (fields[place] ?? '').trim();
      const spelling = spellingOf(field);
      if (spelling !== undefined && !found.has(spelling)) found.set(spelling, { line, field });
    }
  }
  const [comma, unclear, point] = [found.get('comma'), found.get('unclear'), found.get('point')];
  if (comma !== undefined && point !== undefined)
    return {
      line: comma.line,
      message: `numbers have decimal commas ('${comma.field}') and points ('${point.field}' in line ${point.line}): say which is the decimal sign, --decimal , or --decimal .`,
    };
  if (comma !== undefined) return ',';
  if (unclear === undefined) return '.';
  const { line, field } = unclear;
  return {
    line,
    message: `'${field}' can be ${field.replace(',', '.')} or ${field.replace(',', '')}: say which, --decimal , or --decimal .`,
  };
}

/** The codes that a user may give: `-99,999`. @returns what is wrong with them, if anything */
export function codesIn(lists: readonly string[]): string[] {
  return lists
    .flatMap((list) => list.split(','))
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

/** Columns of a header that are asked for and not there. */
export function absentColumns(header: readonly string[], names: readonly string[], option: string): ReadProblem[] {
  return names
    .filter((name) => !header.includes(name))
    .map((name) => ({ line: 1, message: `${option}: the header has no column '${name}'; it has ${listedNames(header)}` }));
}
