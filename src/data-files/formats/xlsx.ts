import { listedNames } from '../../text/listed-names.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { heldRows } from '../reading/record-table.ts';
import { startsWith, type ReadableFormat, unreadable } from './table-format.ts';
import { zipArchive } from './zip.ts';

/**
 * A workbook of Excel 2007 or later (ECMA-376): the values of one sheet, whose first row with content is the header; of a formula its last value.
 * Read by this program's own few lines: the libraries for it bring their own unpacking and parsing of XML, or write workbooks as well.
 */
export const xlsx: ReadableFormat = {
  name: 'xlsx',
  recognises: (bytes) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]),
  async open(bytes, { sheet }) {
    const archive = zipArchive(bytes);
    if (archive === undefined) return unreadable('the ZIP archive is damaged, or breaks off; copy it again');
    if (!archive.names.includes('xl/workbook.xml'))
      return unreadable(
        `expected an Excel workbook, got a ZIP archive with ${listedNames(archive.names)}: unpack it, or save it as .xlsx or CSV`,
      );
    const { readWorkbook } = await import('./workbook.ts');
    const workbook = await readWorkbook(archive);
    if (typeof workbook === 'string') return unreadable(`the workbook cannot be read: ${workbook}`);
    const { sheets } = workbook;
    const filled = sheets.filter(({ rows }) => rows.length > 0);
    const names = filled.map(({ name }) => name);
    const chosen = sheet === undefined ? onlyTable(filled) : filled.find(({ name }) => name === sheet);
    if (filled.length === 0) return unreadable('the workbook has no sheet with content');
    if (chosen === undefined) {
      if (sheet === undefined)
        return unreadable(`the workbook has the sheets ${listedNames(names)}: say which one, e.g. --sheet '${names[0]}'`);
      const near = nearestName(sheet, names);
      return unreadable(
        `--sheet: there is no sheet '${sheet}' with content${near === undefined ? '' : `; did you mean ${near}?`} (${listedNames(names)})`,
      );
    }
    const [header, ...rows] = chosen.rows;
    const width = header.fields.findLastIndex((field) => field.trim() !== '') + 1;
    const fields = (row: readonly string[]): string[] => Array.from({ length: Math.max(width, usedWidth(row)) }, (_, i) => row[i] ?? '');
    return {
      table: heldRows(
        fields(header.fields),
        rows.map((row) => ({ line: row.line, fields: fields(row.fields) })),
      ),
      said: ['xlsx', ...(sheets.length > 1 ? [`sheet '${chosen.name}'`] : [])],
      rowCount: rows.length,
    };
  },
};

function usedWidth(row: readonly string[]): number {
  return row.findLastIndex((field) => field !== undefined && field.trim() !== '') + 1;
}

/** Name of the sheet in which `simulate` says where its tables come from. */
const PROVENANCE_SHEET = 'SYNTHETIC';

/** The one sheet that can be meant; undefined where there are several. */
function onlyTable<Sheet extends { readonly name: string }>(sheets: readonly Sheet[]): Sheet | undefined {
  const tables = sheets.length === 1 ? sheets : sheets.filter(({ name }) => name !== PROVENANCE_SHEET);
  return tables.length === 1 ? tables[0] : undefined;
}
