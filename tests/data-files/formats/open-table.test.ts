import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openTable } from '../../../src/data-files/formats/index.ts';
import type { FormatOptions } from '../../../src/data-files/formats/table-format.ts';

const file = (name: string): Uint8Array => readFileSync(new URL(`files/${name}`, import.meta.url));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const bigEndian = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (_, place) => bytes[place ^ 1]);

/** What was recognised, the header and the rows with content; or the problems. */
async function opened(bytes: Uint8Array, options: FormatOptions = {}): Promise<unknown> {
  const result = await openTable(bytes, options);
  if ('problems' in result) return result.problems.map(({ line, message }) => `${line}: ${message}`);
  const rows = [...result.table.rows()].filter(({ fields }) => fields.some((field) => field !== ''));
  return { said: result.said, header: result.table.header, rows: rows.map(({ line, fields }) => [line, ...fields]) };
}

it.each<[string, Uint8Array, FormatOptions, readonly string[], readonly string[], readonly (number | string)[]]>([
  ['commas', utf8('a,b\n1,2\n'), {}, [], ['a', 'b'], [2, '1', '2']],
  ['a byte-order mark and CRLF', utf8('\ufeffa,b\r\n1,2\r\n'), {}, [], ['a', 'b'], [2, '1', '2']],
  ['semicolons around decimal commas', utf8('a;b\n1,5;2,5\n'), {}, ['semicolon'], ['a', 'b'], [2, '1,5', '2,5']],
  ['tabs', utf8('a\tb, c\n1\t2\n'), {}, ['tab'], ['a', 'b, c'], [2, '1', '2']],
  ['bars', utf8('a|b\n1|2\n'), {}, ['bar'], ['a', 'b'], [2, '1', '2']],
  ['a delimiter that is told', utf8('a~b\n1~2\n'), { delimiter: '~' }, ["'~' between fields"], ['a', 'b'], [2, '1', '2']],
  ['a first line with sep=', utf8('sep=;\r\na;b\r\n1;2\r\n'), {}, ['semicolon', 'a first line with sep='], ['a', 'b'], [3, '1', '2']],
  ['comments above the header', utf8('# made by x\n# y\na,b\n1,2\n'), {}, ['2 lines of comments'], ['a', 'b'], [4, '1', '2']],
  ['Latin-1', latin1('Pr\xfcf,b\n1,2\n'), {}, ['windows-1252'], ['Prüf', 'b'], [2, '1', '2']],
  ['an encoding that is told', latin1('Pr\xfcf,\xb1\n1,2\n'), { encoding: 'iso-8859-2' }, ['iso-8859-2'], ['Prüf', 'ą'], [2, '1', '2']],
  ['UTF-16 with a mark', Buffer.from('\ufeffä,b\n1,2\n', 'utf16le'), {}, ['utf-16le'], ['ä', 'b'], [2, '1', '2']],
  ['UTF-16, the high byte first', bigEndian(Buffer.from('\ufeffä,b\n1,2\n', 'utf16le')), {}, ['utf-16be'], ['ä', 'b'], [2, '1', '2']],
  ['UTF-16 without a mark', Buffer.from('id,b\n1,2\n', 'utf16le'), {}, ['utf-16le'], ['id', 'b'], [2, '1', '2']],
  ['gzip', gzipSync('a;b\n1;2\n'), {}, ['gzip', 'semicolon'], ['a', 'b'], [2, '1', '2']],
  ['one object a line', utf8('{"a":1,"b":"x"}\n'), {}, ['JSON lines'], ['a', 'b'], [1, '1', 'x']],
  ['a list of objects', utf8('[{"a":1.5,"b":null}]'), {}, ['JSON'], ['a', 'b'], [1, '1.5', '']],
  [
    'Dataset-JSON',
    utf8('{"name":"ADQS","columns":[{"name":"A"},{"name":"B"}],"rows":[["x",2]]}'),
    {},
    ['Dataset-JSON', 'ADQS'],
    ['A', 'B'],
    [2, 'x', '2'],
  ],
])('a table is read from a file with %s', async (_, bytes, options, said, header, row) => {
  expect(await opened(bytes, options)).toEqual({ said, header, rows: [row] });
});

/** The characters of the bytes 0x80 to 0x9F by the WHATWG's index of windows-1252. */
const upperControls = [
  ...[0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f],
  ...[0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178],
];

it.each(upperControls.map((code, place) => [(0x80 + place).toString(16), code] as const))(
  'the byte %s of Windows-1252 is the character of its table on every engine',
  async (hex, code) => {
    const bytes = latin1(`a${String.fromCharCode(parseInt(hex, 16))}z,b\n1,2\n`);
    const read = { said: ['windows-1252'], header: [`a${String.fromCharCode(code)}z`, 'b'], rows: [[2, '1', '2']] };
    expect(await opened(bytes, { encoding: 'windows-1252' })).toEqual(read);
    if (code > 0xff) expect(await opened(bytes)).toEqual(read);
  },
);

const rows = [
  ['1', '1', 'placebo', '20.5', '2024-03-01'],
  ['1', '2', 'naltrexone', '15.25', '2024-04-05'],
  ['2', '1', 'naltrexone', '', '2024-03-02'],
  ['2', '2', 'placebo', '18', '2024-04-06'],
  ['3', '1', 'placebo', '7.125', '2024-03-03'],
  ['3', '2', 'naltrexone', '9', '2024-04-07'],
];
const header = ['subject', 'period', 'treatment', 'value', 'date'];

it.each([
  ['workbook.xlsx', ['xlsx', "sheet 'Größen'"], 3, {}],
  ['two-sheets.xlsx', ['xlsx', "sheet 'Größen'"], 3, { sheet: 'Größen' }],
  ['pandas.parquet', ['Parquet'], 2, {}],
  ['plain.parquet', ['Parquet'], 2, {}],
])('the file %s of another program is read to the last value', async (name, said, firstLine, options) => {
  const expected = rows.map((row, place) => [firstLine + place, ...row]);
  expect(await opened(file(name), options)).toEqual({ said, header, rows: expected });
});

it('Parquet whose pages are packed by gzip is read', async () => {
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'subject', data: ['S001', 'S002', 'S003'], type: 'STRING' },
        { name: 'value', data: [1.5, null, -3], type: 'DOUBLE' },
      ],
      codec: 'GZIP',
      compressors: { GZIP: (page) => gzipSync(page) },
    }),
  );
  expect(parquetMetadata(bytes.buffer).row_groups[0].columns[0].meta_data?.codec).toBe('GZIP');
  expect(await opened(bytes)).toMatchObject({
    rows: [
      [2, 'S001', '1.5'],
      [3, 'S002', ''],
      [4, 'S003', '-3'],
    ],
  });
});

it.each<[string, Uint8Array, FormatOptions, RegExp]>([
  ['several sheets', file('two-sheets.xlsx'), {}, /sheets Größen, notes: say which one, e.g. --sheet 'Größen'/],
  ['a sheet that is not there', file('two-sheets.xlsx'), { sheet: 'note' }, /there is no sheet 'note' with content; did you mean notes\?/],
  ['Parquet packed by zstd', file('zstd.parquet'), {}, /packed by zstd, which is not read: write it with snappy, gzip or none/],
  ['a Parquet file that breaks off', file('plain.parquet').slice(0, 2000), {}, /the Parquet file cannot be read .*is it whole\?/],
  ['a workbook that breaks off', file('workbook.xlsx').slice(0, 4000), {}, /the ZIP archive is damaged, or breaks off; copy it again/],
  ['a gzip that breaks off', gzipSync('a,b\n1,2\n').subarray(0, 20), {}, /cannot be unpacked: it is damaged/],
  ['a gzip of more than may be unpacked', gzipSync(Buffer.alloc(101_000_000)), {}, /unpacked it is larger than 100 MB/],
  ['a gzip in a gzip in a gzip', gzipSync(gzipSync(gzipSync('a'))), {}, /packed more than 2 times: unpack it/],
  [
    'an old workbook',
    latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    {},
    /got an old Excel workbook .*: save it as .xlsx without a password, or as CSV/,
  ],
  ['an SPSS file', utf8('$FL2@(#) SPSS DATA FILE'), {}, /got an SPSS file \(.sav\): export it as CSV/],
  ['a SAS transport file', utf8('HEADER RECORD*******LIBRARY HEADER'), {}, /got a SAS transport file/],
  ['an R object', gzipSync('X\n\0\0\0\x03'), {}, /got an R object \(.rds\): export it as CSV/],
  ['a web page', utf8('<!DOCTYPE html><html>'), {}, /got a web page: download the file itself/],
  ['several encodings', Buffer.concat([latin1('Pr\xfcf,b\n'), utf8('ä,2\n')]), {}, /put together from several encodings.*--encoding/],
  ['an encoding that is neither', latin1('Pr\x81f,b\n1,2\n'), {}, /no Windows-1252 either: say which encoding it has, e.g. --encoding/],
  ['an encoding that there is not', utf8('a,b\n'), { encoding: 'latin17' }, /--encoding: there is no encoding 'latin17'/],
  ['an encoding that it has not', latin1('Pr\xfcf,b\n'), { encoding: 'utf-8' }, /not utf-8, as --encoding says/],
  ['zeros', latin1('a,b\n1,\x00\x00\x002\n'), {}, /expected a text, got bytes that are none/],
  ['nothing', utf8(' \n'), {}, /1: the file is empty/],
  ['two delimiters', utf8('a,b;c\n1,2;3\n'), {}, /comma and semicolon divide the rows .*--delimiter/],
  ['objects within objects', utf8('{"a":1}\n{"a":{"b":1}}\n'), {}, /2: a: expected a number or a text, got an object within it/],
  ['a line that is no object', utf8('{"a":1}\nx\n'), {}, /2: expected one JSON object a line/],
])('a file with %s is refused with the cure', async (_, bytes, options, message) => {
  expect(await opened(bytes, options)).toEqual([expect.stringMatching(message)]);
});
