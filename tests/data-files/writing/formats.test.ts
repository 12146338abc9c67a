import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openTable } from '../../../src/data-files/formats/index.ts';
import type { Cell, TableColumn } from '../../../src/data-files/writing/data-table.ts';
import { formatNamed, formatOfFile, tableFormats } from '../../../src/data-files/writing/formats/index.ts';

const columns: readonly TableColumn[] = [
  { name: 'trial', label: 'Trial', type: 'integer' },
  { name: 'name', label: 'Name of “it”, with & < >', type: 'text', unit: 'none' },
  { name: 'value', label: 'Value', type: 'number' },
  { name: 'day', label: 'Day', type: 'date' },
];
const rows: readonly (readonly Cell[])[] = [
  [1, 'plain', 0.1, '2027-01-11'],
  [2, 'a, "quoted"\ttext\r\nin two lines', -1e-300, '1999-12-31'],
  [3, 'ünïcode ☃ 𝒳', 12345678.9, ''],
  [4, '', '', '2000-02-29'],
  [5, ' & < > _x0041_ \u0001', 0, '2027-01-12'],
];
const provenance = { scenario: 'my "trial"', hash: 'abc123', seed: '7', version: '1.2.3' };

async function written(name: string, parts: readonly (readonly (readonly Cell[])[])[] = [rows]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const table = { name: 'observations', label: 'One row per measurement', columns };
  const writer = await formatNamed(name)?.open({ write: (bytes) => chunks.push(bytes.slice()) }, table, provenance);
  for (const part of parts) writer?.write(part);
  writer?.close();
  return Buffer.concat(chunks);
}

const asText = rows.map((row) => row.map(String));
const objects = rows.map((row) => Object.fromEntries(row.map((cell, place) => [columns[place].name, cell === '' ? null : cell])));

it.each([
  ['csv', ','],
  ['tsv', '\t'],
])('the rows of %s are read back, each in its column', async (name, delimiter) => {
  const text = Buffer.from(await written(name)).toString();
  const [header, ...read] = Papa.parse<string[]>(text.trimEnd(), { delimiter }).data;
  expect(header).toEqual(columns.map((column) => column.name));
  expect(read).toEqual(asText);
});

it('csv.gz is the gzip of the CSV, without a time of day', async () => {
  const bytes = await written('csv.gz');
  expect(gunzipSync(bytes).equals(await written('csv'))).toBe(true);
  expect([...bytes.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
});

it('a line of ndjson is a row as an object, with null where a value is absent', async () => {
  const lines = Buffer.from(await written('ndjson'))
    .toString()
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(objects);
});

async function parquetOf(bytes: Uint8Array): Promise<{ rows: Record<string, unknown>[]; pairs: Map<string, string | undefined> }> {
  const file = new Uint8Array(bytes).buffer;
  const pairs = new Map(parquetMetadata(file).key_value_metadata?.map(({ key, value }) => [key, value]));
  return { rows: await parquetReadObjects({ file }), pairs };
}

it('Parquet gives the rows with their types, and says in its metadata that they are synthetic', async () => {
  const { rows: read, pairs } = await parquetOf(await written('parquet'));
  const asDates = objects.map((row) => ({ ...row, day: row.day === null ? null : new Date(`${row.day}T00:00:00Z`) }));
  expect(read).toEqual(asDates);
  expect(pairs.get('provenance')).toMatch(/^SYNTHETIC: .* 1\.2\.3 .* my "trial" \(abc123\) with the seed 7/);
  expect([pairs.get('scenario_hash'), pairs.get('seed'), pairs.get('program')]).toEqual(['abc123', '7', 'crossover-sim 1.2.3']);
});

interface Sheet {
  readonly worksheet: { readonly sheetData: { readonly row: readonly { readonly c?: readonly XmlCell[] }[] } };
}
interface XmlCell {
  readonly '@r': string;
  readonly '@t'?: string;
  readonly v: string;
}
const isList = (name: string): boolean => ['row', 'c', 'si', 'property'].includes(name);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: isList,
});

/** The texts of a sheet by row and reference; shared texts in place of their numbers. */
function sheetOf(bytes: Uint8Array, number: number): Record<string, string>[] {
  const parts = unzipSync(bytes);
  const xml = (path: string): unknown => parser.parse(strFromU8(parts[path]));
  const { sst } = xml('xl/sharedStrings.xml') as { sst: { si: { t: string | { '#text'?: string } }[] } };
  const texts = sst.si.map(({ t }) => (typeof t === 'string' ? t : (t['#text'] ?? '')));
  const { worksheet } = xml(`xl/worksheets/sheet${number}.xml`) as Sheet;
  return worksheet.sheetData.row.map(({ c = [] }) =>
    Object.fromEntries(c.map((cell) => [cell['@r'], cell['@t'] === 's' ? texts[Number(cell.v)] : cell.v])),
  );
}

it('a workbook has the rows on its first sheet and their origin on its second and in its properties', async () => {
  const bytes = await written('xlsx');
  const [header, ...read] = sheetOf(bytes, 1);
  expect(Object.values(header)).toEqual(columns.map(({ name }) => name));
  // Days as Excel counts them: 2000-02-29 is 36585.
  const spelled = (cell: string): string =>
    /^\d{4}-/.test(cell)
      ? String(25569 + Date.parse(cell) / 86_400_000)
      : cell.replaceAll('\r', '_x000D_').replaceAll('\u0001', '_x0001_').replace('_x0041_', '_x005F_x0041_');
  const cells = asText.map((row, i) =>
    Object.fromEntries(row.map((cell, place) => [`${'ABCD'[place]}${i + 2}`, spelled(cell)]).filter(([, cell]) => cell !== '')),
  );
  expect(read).toEqual(cells);
  const about = sheetOf(bytes, 2).map((row) => Object.values(row).join(' '));
  expect(about[1]).toMatch(/^provenance SYNTHETIC: /);
  expect(about).toContain('value Value');
  const parts = unzipSync(bytes);
  expect(strFromU8(parts['docProps/core.xml'])).toContain('<dc:title>SYNTHETIC: One row per measurement</dc:title>');
  expect(strFromU8(parts['docProps/custom.xml'])).toContain('<vt:lpwstr>abc123</vt:lpwstr>');
});

it('a workbook with more rows than a sheet holds is refused', async () => {
  const writer = await formatNamed('xlsx')?.open({ write: () => undefined }, { name: 'x', label: 'X', columns: [columns[0]] }, provenance);
  const part = Array.from({ length: 2 ** 16 }, () => ['']);
  for (let i = 1; i < 16; i++) writer?.write(part);
  writer?.write(part.slice(1));
  expect(() => writer?.write([['']])).toThrow(/1048576 rows/);
});

it.each(tableFormats.map(({ name }) => name))(
  '%s gives the same bytes however its rows are handed over, and however often',
  async (name) => {
    const whole = Buffer.from(await written(name));
    expect(whole.equals(await written(name))).toBe(true);
    if (name !== 'csv.gz') expect(whole.equals(await written(name, [rows.slice(0, 2), [], rows.slice(2)]))).toBe(true);
  },
);

it.each(tableFormats.map(({ name }) => name))('%s takes a table without rows', async (name) => {
  const bytes = await written(name, []);
  if (name === 'parquet') expect((await parquetOf(bytes)).rows).toEqual([]);
  else if (name === 'xlsx') expect(sheetOf(bytes, 1)).toHaveLength(1);
  else expect(bytes.length > 0).toBe(name !== 'ndjson');
});

it('Parquet of a hundred thousand rows has several groups of rows and gives all of them back', async () => {
  const part = Array.from({ length: 120_000 }, (_, i) => [i, `S${i % 40}`, i % 7, '']);
  const { rows: read } = await parquetOf(await written('parquet', [part]));
  expect(read.length).toBe(120_000);
  expect(read[119_999]).toEqual({ trial: 119_999, name: 'S39', value: 119_999 % 7, day: null });
});

it.each([
  ['data.csv', 'csv', 'data'],
  ['out/data.csv.gz', 'csv.gz', 'out/data'],
  ['DATA.XLSX', 'xlsx', 'DATA'],
  ['a.b.parquet', 'parquet', 'a.b'],
])('the name %s asks for %s', (file, name, stem) => {
  expect(formatOfFile(file)).toMatchObject({ format: { name }, stem });
});

it.each(['output', 'data.gz', 'csv', '.csv', 'out/.csv', 'data.csv/'])('the name %s asks for no format', (file) => {
  expect(formatOfFile(file)).toBeUndefined();
});

it('a workbook gives its dates as dates, and a text that is no day of the calendar stays a text', async () => {
  const planted = [1, 'x', 1, '2027-13-04'];
  const opened = await openTable(await written('xlsx', [[...rows, planted]]));
  if (!('table' in opened)) throw new Error('not read');
  const days = [...opened.table.rows()].map((row) => row.fields[3] ?? '');
  expect(days).toEqual(['2027-01-11', '1999-12-31', '', '2000-02-29', '2027-01-12', '2027-13-04']);
});

it('the sheet that says where a workbook comes from is not taken for a second table', async () => {
  const opened = await openTable(await written('xlsx'));
  expect('table' in opened && [opened.table.header, opened.said]).toEqual([
    columns.map(({ name }) => name),
    ['xlsx', "sheet 'observations'"],
  ]);
});
