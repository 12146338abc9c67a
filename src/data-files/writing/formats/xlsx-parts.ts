import type { Cell, TableColumn } from '../data-table.ts';
import { dayNumber } from '../calendar.ts';
import { type Provenance, provenancePairs, provenanceSentence, type TableDescription } from './table-format.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Most characters of the name of a sheet. */
const SHEET_NAME = 31;

/** Text as XML, with what XML 1.0 cannot hold as Office Open XML spells it (ECMA-376-1, 22.9.2.19). */
function xml(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\0-\x08\x0B-\x1F\uFFFE\uFFFF]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** The letters of a column, from 0: A, B, …, Z, AA. */
export function columnLetters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : columnLetters(Math.floor(place / 26) - 1) + last;
}

/** The texts of a workbook, each once, with the numbers by which its cells name them. Memory grows with the number of different texts alone. */
export class SharedTexts {
  readonly #numbers = new Map<string, number>();

  /** The number of a text. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** The part of the workbook that holds them. */
  *xml(): Generator<string> {
    yield `${HEAD}<sst xmlns="${MAIN}" uniqueCount="${this.#numbers.size}">`;
    for (const text of this.#numbers.keys()) yield `<si><t xml:space="preserve">${xml(text)}</t></si>`;
    yield '</sst>';
  }
}

/** Days from 1899-12-30, from which Excel counts days, to 1970-01-01. */
const EXCEL_EPOCH = 25_569;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The number of the day that a text is; undefined for what is no day of the calendar. */
function serialOf(text: string): number | undefined {
  if (!DAY.test(text)) return undefined;
  try {
    return dayNumber(text) + EXCEL_EPOCH;
  } catch {
    return undefined;
  }
}

/** One row of a sheet. @param number  of the row, from 1  @param dates  whether each column is of dates; other texts in it stay texts */
export function rowXml(
  row: readonly Cell[],
  number: number,
  { letters, dates = [] }: { readonly letters: readonly string[]; readonly dates?: readonly boolean[] },
  texts: SharedTexts,
): string {
  let cells = '';
  for (let place = 0; place < row.length; place++) {
    const cell = row[place];
    if (cell === '') continue;
    const reference = letters[place] + String(number);
    const serial = dates[place] && typeof cell === 'string' ? serialOf(cell) : undefined;
    if (serial !== undefined) cells += `<c r="${reference}" s="1"><v>${serial}</v></c>`;
    else
      cells +=
        typeof cell === 'number'
          ? `<c r="${reference}"><v>${cell}</v></c>`
          : `<c r="${reference}" t="s"><v>${texts.numberOf(cell)}</v></c>`;
  }
  return `<row r="${number}">${cells}</row>`;
}

/** Styles of cells where there are dates: 0 plain, 1 a date. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

export const SHEET_HEAD = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
export const SHEET_END = '</sheetData></worksheet>';

/** Every part of a workbook but the sheet of the rows and the texts, by its path. @param texts  takes those of the second sheet */
export function workbookParts(
  table: TableDescription,
  provenance: Provenance,
  texts: SharedTexts,
): readonly (readonly [path: string, text: string])[] {
  const names = [table.name.slice(0, SHEET_NAME), 'SYNTHETIC'];
  const dated = table.columns.some(({ type }) => type === 'date');
  const sheets = names.map((name, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
  return [
    ['[Content_Types].xml', contentTypes(dated)],
    [
      '_rels/.rels',
      relations(
        [`${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
        [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
        [`${OFFICE}/relationships/custom-properties`, 'docProps/custom.xml'],
      ),
    ],
    ['docProps/core.xml', coreProperties(table, provenance)],
    ['docProps/custom.xml', customProperties(provenance)],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${sheets}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        ...[1, 2].map((i) => [`${OFFICE}/relationships/worksheet`, `worksheets/sheet${i}.xml`] as const),
        [`${OFFICE}/relationships/sharedStrings`, 'sharedStrings.xml'],
        ...(dated ? [[`${OFFICE}/relationships/styles`, 'styles.xml'] as const] : []),
      ),
    ],
    ...(dated ? [['xl/styles.xml', STYLES] as const] : []),
    ['xl/worksheets/sheet2.xml', aboutSheet(table, provenance, texts)],
  ];
}

function contentTypes(dated: boolean): string {
  const parts = [
    ['/xl/workbook.xml', `${SHEETS}.sheet.main+xml`],
    ['/xl/worksheets/sheet1.xml', `${SHEETS}.worksheet+xml`],
    ['/xl/worksheets/sheet2.xml', `${SHEETS}.worksheet+xml`],
    ['/xl/sharedStrings.xml', `${SHEETS}.sharedStrings+xml`],
    ...(dated ? [['/xl/styles.xml', `${SHEETS}.styles+xml`]] : []),
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  const relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>';
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types">${relations}${parts.join('')}</Types>`;
}

function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function coreProperties({ label }: TableDescription, provenance: Provenance): string {
  const names = `xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`;
  const title = `<dc:title>${xml(`SYNTHETIC: ${label}`)}</dc:title>`;
  const creator = `<dc:creator>${xml(`crossover-sim ${provenance.version}`)}</dc:creator>`;
  const description = `<dc:description>${xml(provenanceSentence(provenance))}</dc:description>`;
  return `${HEAD}<cp:coreProperties ${names}>${title}${creator}${description}</cp:coreProperties>`;
}

function customProperties(provenance: Provenance): string {
  const names = `xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes"`;
  const each = provenancePairs(provenance).map(
    ([name, text], i) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${name}"><vt:lpwstr>${xml(text)}</vt:lpwstr></property>`,
  );
  return `${HEAD}<Properties ${names}>${each.join('')}</Properties>`;
}

/** The second sheet: provenance, then what the columns of the first one are. */
function aboutSheet({ label, columns }: TableDescription, provenance: Provenance, texts: SharedTexts): string {
  const described = ({ name, label: meaning, unit = '' }: TableColumn): Cell[] => [name, meaning, unit];
  const rows = [
    ...provenancePairs(provenance).map((pair): Cell[] => [...pair]),
    ['table', label],
    [],
    ['column', 'label', 'unit'],
    ...columns.map(described),
  ];
  return `${SHEET_HEAD}${rows.map((row, i) => rowXml(row, i + 1, { letters: ['A', 'B', 'C'] }, texts)).join('')}${SHEET_END}`;
}
