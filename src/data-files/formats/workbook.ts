import { XMLParser } from 'fast-xml-parser';
import { isoDate } from '../writing/calendar.ts';
import { dataLimits } from '../reading/limits.ts';
import type { RecordRow } from '../reading/record-table.ts';
import type { ZipArchive } from './zip.ts';

/** The sheets of a workbook, their values as texts. */
export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly rows: readonly RecordRow[] }[];
}

/** An element of XML with one attribute or child of every name; several children of a name are a list. */
type Element = Readonly<Record<string, unknown>>;

/** What the cells of a workbook refer to. */
interface References {
  readonly shared: readonly string[];
  /** Whether numbers of a style are dates, by the number of the style. */
  readonly isDate: readonly boolean[];
  /** Days from 1 January 1970 to the day that the workbook counts from. */
  readonly epoch: number;
}

/** Children that may be several. */
const lists: readonly string[] = ['sheet', 'Relationship', 'si', 'r', 'xf', 'numFmt', 'row', 'c'];

/** Formats of numbers that are dates or times (ECMA-376 part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 45 && id <= 47);

/** Days from 30 December 1899, from which Excel counts after its 29 February 1900, to 1 January 1970; and from 1 January 1904. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;
const SECONDS_OF_DAY = 86_400;

/** Reads every sheet of a workbook, or says what is wrong with it. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook | string> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    isArray: (name) => lists.includes(name),
  });
  const part = async (name: string): Promise<Element | string> => {
    const bytes = await archive.read(name);
    if (typeof bytes === 'string') return bytes;
    if (bytes.length > dataLimits.unpackedBytes) return `${name} is larger than ${dataLimits.unpackedBytes / 1e6} MB, the limit`;
    try {
      return elementOf(parser.parse(new TextDecoder().decode(bytes)));
    } catch {
      return `${name} is no XML`;
    }
  };
  const optional = async (name: string): Promise<Element> => {
    const element = archive.names.includes(name) ? await part(name) : {};
    return typeof element === 'string' ? {} : element;
  };
  const book = await part('xl/workbook.xml');
  if (typeof book === 'string') return book;
  const workbook = child(book, 'workbook');
  const relations = childrenOf(child(await optional('xl/_rels/workbook.xml.rels'), 'Relationships'), 'Relationship');
  const references: References = {
    shared: childrenOf(child(await optional('xl/sharedStrings.xml'), 'sst'), 'si').map(textOf),
    isDate: dateStyles(child(await optional('xl/styles.xml'), 'styleSheet')),
    epoch: ['1', 'true'].includes(attribute(child(workbook, 'workbookPr'), 'date1904')) ? EPOCH_1904 : EPOCH_1900,
  };
  const sheets: { name: string; rows: RecordRow[] }[] = [];
  let cells = 0;
  for (const sheet of childrenOf(child(workbook, 'sheets'), 'sheet')) {
    const target = attribute(relations.find((each) => attribute(each, 'Id') === attribute(sheet, 'id')) ?? {}, 'Target');
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    if (!archive.names.includes(path) || !path.startsWith('xl/worksheets/')) continue; // a sheet of a chart
    const element = await part(path);
    if (typeof element === 'string') return element;
    const rows = rowsOf(child(child(element, 'worksheet'), 'sheetData'), references);
    cells += rows.reduce((sum, { fields }) => sum + fields.length, 0);
    if (cells > dataLimits.cells) return `it has more than ${dataLimits.cells} cells, the limit; split it, by trial or by endpoint`;
    sheets.push({ name: attribute(sheet, 'name'), rows });
  }
  return { sheets };
}

function rowsOf(data: Element, references: References): RecordRow[] {
  let line = 0;
  return childrenOf(data, 'row').flatMap((row) => {
    line = Number(attribute(row, 'r')) || line + 1;
    const fields: string[] = [];
    for (const cell of childrenOf(row, 'c')) {
      const column = columnOf(attribute(cell, 'r')) ?? fields.length;
      while (fields.length < column && column < dataLimits.columns) fields.push('');
      if (column <= dataLimits.columns) fields[column] = valueOf(cell, references);
    }
    return fields.some((field) => field.trim() !== '') ? [{ line, fields }] : [];
  });
}

/** The place of a column, from 0, of a reference such as `AB12`. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(cell: Element, { shared, isDate, epoch }: References): string {
  const kind = attribute(cell, 't');
  if (kind === 'inlineStr') return textOf(child(cell, 'is'));
  const value = textIn(cell.v);
  if (kind === 's') return shared[Number(value)] ?? '';
  if (kind === 'str' || kind === 'e' || value === '') return value;
  if (kind === 'd') return value;
  if (kind === 'b') return value === '1' ? 'true' : 'false';
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return isDate[Number(attribute(cell, 's'))] ? dateText(number + epoch) : String(number);
}

/** A day as `2024-03-01`, with its time of day where it has one. @param days  from 1 January 1970 */
function dateText(days: number): string {
  const seconds = Math.round(days * SECONDS_OF_DAY);
  const day = Math.floor(seconds / SECONDS_OF_DAY);
  const rest = seconds - day * SECONDS_OF_DAY;
  const time = [rest / 3600, (rest / 60) % 60, rest % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  return `${isoDate(day)}${rest === 0 ? '' : `T${time}`}`;
}

/** Which styles of cells are dates: by a built-in format, or one of its own that has days, months or years. */
function dateStyles(styles: Element): boolean[] {
  const own = new Map(
    childrenOf(child(styles, 'numFmts'), 'numFmt').map((format) => [attribute(format, 'numFmtId'), attribute(format, 'formatCode')]),
  );
  return childrenOf(child(styles, 'cellXfs'), 'xf').map((style) => {
    const id = attribute(style, 'numFmtId');
    const code = own.get(id);
    return code === undefined
      ? isBuiltInDate(Number(id))
      : /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '').replace(/general/i, ''));
  });
}

/** The text of an element: its own, or that of its runs. */
function textOf(element: Element): string {
  const runs = childrenOf(element, 'r');
  return runs.length > 0 ? runs.map((run) => textIn(run.t)).join('') : textIn(element.t);
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : textIn(elementOf(value)['#text'] ?? '');
}

function attribute(element: Element, name: string): string {
  const value = element[`@${name}`];
  return typeof value === 'string' ? value : '';
}

function child(element: Element, name: string): Element {
  return elementOf(element[name]);
}

function childrenOf(element: Element, name: string): Element[] {
  const value = element[name];
  return Array.isArray(value) ? value.map(elementOf) : [];
}

function elementOf(value: unknown): Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}
