import { describe, expect, it } from 'vitest';
import { spss } from '../../../src/data-files/packages/spss.ts';
import { stata } from '../../../src/data-files/packages/stata.ts';
import { ExtentReader } from '../../../src/data-files/packages/table-extent.ts';
import type { DescribedTable } from '../../../src/data-files/packages/described-table.ts';
import type { MeasuredFormat } from '../../../src/data-files/packages/table-file.ts';
import type { Cell } from '../../../src/data-files/writing/data-table.ts';
import { readSpss } from './read-spss.ts';
import { readStata } from './read-stata.ts';
import { bytesOf, provenance, sampleRows, sampleTable } from './sample-table.ts';

const formats = [
  { format: stata, read: readStata },
  { format: spss, read: readSpss },
];

const oneColumn = (column: DescribedTable['columns'][number]): DescribedTable => ({ name: 'one', columns: [column] });
const number = oneColumn({ name: 'x', label: 'X', type: 'number' });

/** Opens a file for some rows and writes others. */
function writeOthers(
  format: MeasuredFormat,
  table: DescribedTable,
  measured: readonly (readonly Cell[])[],
  written: readonly (readonly Cell[])[],
): void {
  const reader = new ExtentReader(table.columns);
  reader.rows(measured);
  const writer = format.open({ write: () => {} }, table, provenance, reader.extent);
  writer.write(written);
  writer.close();
}

describe.each(formats)('a file of $format.title', ({ format, read }) => {
  it('every value of a table, its names and its labels are in the file', () => {
    const table = read(bytesOf(format, sampleTable, sampleRows));
    // A column with a text among its numbers is one of texts.
    expect(table.rows).toEqual(sampleRows.map((row) => row.map((cell, column) => gradeLabel(column === 8 ? String(cell) : cell, column))));
    expect(table.names).toEqual(sampleTable.columns.map(({ name }) => name));
    expect(table.labels[3]).toBe('Bedingung für die Periode');
    expect(table.labels[5]).toBe('Body weight (kg)');
  });

  it('the file says that its data are synthetic, with scenario hash, seed and version', () => {
    const { label, notes } = read(bytesOf(format, sampleTable, sampleRows));
    expect(label).toBe('SYNTHETIC data by crossover-sim 0.1.0: sample, sample');
    const text = notes.join('');
    for (const each of ['SYNTHETIC', provenance.hash, 'seed: seed-1', 'crossover-sim 0.1.0']) expect(text).toContain(each);
  });

  it('the bytes do not depend on how many rows come at a time', () => {
    expect(bytesOf(format, sampleTable, sampleRows, 1).equals(bytesOf(format, sampleTable, sampleRows, 4))).toBe(true);
  });

  it('a table may have no rows', () => {
    expect(read(bytesOf(format, sampleTable, [])).rows).toEqual([]);
  });

  it('bytes go out while the rows come, so that memory does not grow with them', () => {
    const sizes: number[] = [];
    const piece = Array.from({ length: 1000 }, (_, row) => [row + 0.5]);
    const reader = new ExtentReader(number.columns);
    for (let turn = 0; turn < 100; turn++) reader.rows(piece);
    const writer = format.open({ write: (bytes) => sizes.push(bytes.length) }, number, provenance, reader.extent);
    for (let turn = 0; turn < 100; turn++) writer.write(piece);
    writer.close();
    expect(Math.max(...sizes)).toBeLessThan(80_000);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(800_000);
  });

  it.each([0, -0, 8e307, -8e307, 5e-324, -99, 151, 152, -100, 2 ** 53 - 1, 100.5])('the number %d is in the file to the bit', (value) => {
    expect(read(bytesOf(format, number, [[value], ['']])).rows).toEqual([[value], ['']]);
  });

  it.each([100, 101, 32_740, 32_741, 2_147_483_620, 2_147_483_621, -127, -128, -32_768, -2_147_483_648])(
    'the whole number %d is in the file',
    (value) => {
      const table = oneColumn({ name: 'x', label: 'X', type: 'integer' });
      expect(read(bytesOf(format, table, [[value], ['']])).rows).toEqual([[value], ['']]);
    },
  );

  it.each([1, 7, 8, 9, 244, 252, 255])('a text of %d bytes is in the file', (length) => {
    const table = oneColumn({ name: 'x', label: 'X', type: 'text' });
    const rows = [['y'.repeat(length)], ['']];
    expect(read(bytesOf(format, table, rows)).rows).toEqual(rows);
  });

  it('rows other than those that were measured are refused', () => {
    expect(() => writeOthers(format, number, [[1]], [])).toThrow('expected 1 rows as the header states, got 0');
    expect(() => writeOthers(format, number, [[1]], [[1], [2]])).toThrow('expected 1 rows as the header states, got more');
    expect(() => writeOthers(format, number, [[1]], [['much']])).toThrow('column x: "much" is beyond the extent that was stated');
    const text = oneColumn({ name: 'word', label: 'Word', type: 'text' });
    expect(() => writeOthers(format, text, [['a']], [['long']])).toThrow('column word: "long" is beyond the extent');
  });

  it('a name that a package would have to quote is refused', () => {
    expect(() => bytesOf(format, oneColumn({ name: 'day 1', label: '', type: 'text' }), [])).toThrow('day 1 cannot name a variable');
  });
});

it('a text beyond 255 bytes takes several segments of SPSS', () => {
  const table = oneColumn({ name: 'x', label: 'X', type: 'text' });
  for (const length of [256, 504, 505, 1000]) {
    const rows = [['z'.repeat(length)], ['short']];
    expect(readSpss(bytesOf(spss, table, rows)).rows).toEqual(rows);
  }
});

it('a number that Stata reads as missing is refused', () => {
  expect(() => bytesOf(stata, number, [[1e308]])).toThrow('column x: 1e+308 is beyond the extent that was stated');
});

it('a text beyond what a package holds is refused with the number of bytes', () => {
  const table = oneColumn({ name: 'x', label: 'X', type: 'text' });
  expect(() => bytesOf(stata, table, [['z'.repeat(2046)]])).toThrow('x: a text of Stata holds at most 2045 bytes, got 2046');
  expect(() => bytesOf(spss, table, [['z'.repeat(32_768)]])).toThrow('x: a text of SPSS holds at most 32767 bytes, got 32768');
});

/** The label that stands for a coded grade. */
function gradeLabel(cell: Cell, column: number): Cell {
  return column === 4 && cell !== '' ? ['none', 'mild', 'severe'][Number(cell)] : cell;
}
