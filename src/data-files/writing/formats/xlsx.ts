import type { Cell } from '../data-table.ts';
import type { TableFormat } from './table-format.ts';

/** Rows of a sheet of Excel, its header among them. @see https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const SHEET_ROWS = 1_048_576;

/** How hard the parts are compressed, of 1 to 9: measured on 10⁶ rows. */
const LEVEL = 3;

/** Characters of XML that are gathered before they are compressed (assumed). */
const GATHERED = 1 << 20;

/**
 * Office Open XML (ECMA-376): a workbook with the rows on the first sheet, and a second one, named SYNTHETIC, that says where they come from and what the columns are; provenance
 * also stands in the properties of the document. The rows are compressed as they come. Without a time of day: the same table gives the same bytes.
 */
export const xlsx: TableFormat = {
  name: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mostRows: SHEET_ROWS - 1,
  async open(sink, table, provenance) {
    const { strToU8, Zip, ZipDeflate } = await import('fflate');
    const { columnLetters, rowXml, SharedTexts, SHEET_END, SHEET_HEAD, workbookParts } = await import('./xlsx-parts.ts');
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      sink.write(chunk);
    });
    const begin = (path: string): InstanceType<typeof ZipDeflate> => {
      const part = new ZipDeflate(path, { level: LEVEL });
      part.mtime = '1980-01-01T00:00:00'; // the first time that a ZIP file can hold
      zip.add(part);
      return part;
    };
    const texts = new SharedTexts();
    for (const [path, text] of workbookParts(table, provenance, texts)) begin(path).push(strToU8(text), true);
    const sheet = begin('xl/worksheets/sheet1.xml');
    const letters = table.columns.map((_, place) => columnLetters(place));
    const dates = table.columns.map(({ type }) => type === 'date');
    let gathered = SHEET_HEAD;
    let number = 0;
    const add = (row: readonly Cell[]): void => {
      if (number >= SHEET_ROWS) throw new RangeError(`a sheet of xlsx holds ${SHEET_ROWS} rows`);
      gathered += rowXml(row, ++number, { letters, dates }, texts);
      if (gathered.length < GATHERED) return;
      sheet.push(strToU8(gathered));
      gathered = '';
    };
    add(table.columns.map(({ name }) => name));
    return {
      write(rows) {
        rows.forEach(add);
      },
      close() {
        sheet.push(strToU8(gathered + SHEET_END), true);
        const shared = begin('xl/sharedStrings.xml');
        for (const text of texts.xml()) shared.push(strToU8(text));
        shared.push(new Uint8Array(0), true);
        zip.end();
      },
    };
  },
};
