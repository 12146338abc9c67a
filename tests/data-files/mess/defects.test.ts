import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defectKinds } from '../../../src/data-files/mess/defect-kinds.ts';
import type { CellDefect, MessedTable } from '../../../src/data-files/mess/defect.ts';
import { parseMess } from '../../../src/data-files/mess/parse-mess.ts';
import { markedByte, readableBytes, withRawBytes } from '../../../src/data-files/mess/raw-bytes.ts';
import type { Cell, TableColumn } from '../../../src/data-files/writing/data-table.ts';
import { endpointTraits } from '../../../src/outcomes/endpoint-traits.ts';
import { rootKey, Stream, streamId } from '../../../src/random/index.ts';

const traits = (name: string) => {
  const found = endpointTraits(name);
  if (found === undefined) throw new Error(name);
  return found;
};

/** What each draw of a kind plants into a cell of one column. */
function planted(kind: string, column: object, cell: Cell, draws = 50): Set<Cell | undefined> {
  const only = { name: 'x', label: 'X', type: 'number', ...column } as TableColumn;
  const endpoints = { hamd17: traits('hamd17'), cadss: traits('cadss') };
  const table: MessedTable = { file: 'a.csv', columns: [only], places: new Map([[only.name, 0]]), endpoints };
  const defect = defectKinds.find((each): each is CellDefect => each.name === kind && each.scope === 'cell');
  if (defect === undefined || !defect.applies(only, table)) return new Set();
  return new Set(
    Array.from({ length: draws }, (_, draw) =>
      defect.plant(cell, { table, column: only, row: [cell] }, new Stream().startAt(rootKey('1'), draw, 0, streamId('test'))),
    ),
  );
}

it('a score out of range is above the maximum or below the minimum of its scale, and whole where the scale is', () => {
  const { maximum } = traits('hamd17');
  const values = [...planted('out-of-range', { name: 'hamd17_day1' }, 20)].map(Number);
  expect(values.every((value) => Number.isInteger(value) && (value > maximum || value < 0))).toBe(true);
  expect(values.some((value) => value > maximum) && values.some((value) => value < 0)).toBe(true);
  expect(
    [...planted('out-of-range', { codes: '0 to 52', type: 'integer' }, 20)].every((value) => Number(value) > 52 || Number(value) < 0),
  ).toBe(true);
  expect(planted('out-of-range', { name: 'unknown' }, 20)).toEqual(new Set());
});

it.each([
  ['fractional', { name: 'hamd17_day1' }, 20, [20.5]],
  ['fractional', { name: 'hamd17_day1' }, 52, [51.5]],
  ['shifted-decimal', {}, 71.3, [713, 7.13]],
  ['shifted-decimal', {}, 0, [undefined]],
  ['unit-mix-up', { unit: 'h' }, -1.5, [-90]],
  ['unit-mix-up', { unit: 'kg' }, 70, [154.3]],
  ['unit-mix-up', { unit: 'years' }, 40, [480]],
  ['unit-mix-up', { unit: 'ng/mL' }, 40, []],
  ['impossible-date', { type: 'date' }, '2026-05-04', ['2026-13-04', '2026-05-32', '2026-02-30']],
  ['ambiguous-date', { type: 'date' }, '2026-05-04', ['05/04/2026', '04/05/2026']],
  ['ambiguous-date', { type: 'date' }, '2026-05-13', [undefined]],
  ['ambiguous-date', { type: 'date' }, '2026-05-05', [undefined]],
  ['trailing-blank', { type: 'text' }, 'S001', ['S001 ']],
  ['mixed-encoding', { type: 'text' }, 'placebo', [`pl${markedByte(0xe4)}cebo`]],
  ['mixed-encoding', { type: 'text' }, 'aß', [`a${markedByte(0xdf)}`]],
  ['mixed-encoding', { type: 'text' }, 'S001', [undefined]],
])('%s in a column %j plants into %j nothing but %j', (kind, column, cell, values) => {
  expect(planted(kind, column, cell)).toEqual(new Set<Cell | undefined>(values));
});

it('a marked byte becomes one byte of the file and is readable in the key; other characters stay', () => {
  const bytes = (text: string): number[] => [...withRawBytes(new TextEncoder().encode(text))];
  expect(bytes(`a${markedByte(0xe9)}z${markedByte(0x80)}${markedByte(0xbf)}${markedByte(0xff)}`)).toEqual([
    97, 0xe9, 122, 0x80, 0xbf, 0xff,
  ]);
  expect(readableBytes(`naltr${markedByte(0xe9)}xone`)).toBe('naltr\\xE9xone');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!/[\uF780-\uF7FF]/.test(text));
      expect(bytes(text)).toEqual([...new TextEncoder().encode(text)]);
    }),
  );
});

it('one rate is for all kinds, and names come after it', () => {
  const { rates, named } = parseMess('0.02,out-of-range=.5, duplicate-visit=0');
  expect(rates['trailing-blank']).toBe(0.02);
  expect([rates['out-of-range'], rates['duplicate-visit'], named]).toEqual([0.5, 0, ['out-of-range', 'duplicate-visit']]);
  expect(parseMess('fractional=1e-3')).toEqual({ rates: { fractional: 0.001 }, named: ['fractional'] });
});

it.each([
  ['1.5', 'expected a rate from 0 to 1, got 1.5'],
  ['-0.1', 'expected a rate from 0 to 1, got -0.1'],
  ['', 'expected a rate from 0 to 1, got nothing'],
  ['fractional=', 'expected a rate from 0 to 1, got nothing'],
  ['2%', 'expected a rate from 0 to 1, got 2%'],
  ['fractional=0.1,0.2', 'expected kind=rate after the first comma, got 0.2'],
  ['fractional=0.1=2', 'expected kind=rate, got fractional=0.1=2'],
  ['fractional=0.1,fractional=0.2', 'fractional is given twice'],
  ['outofrange=0.1', 'unknown kind of defect outofrange; did you mean out-of-range? (there are swapped-treatment, out-of-range, '],
])('rates written as %j are refused: %s', (text, message) => {
  expect(() => parseMess(text)).toThrow(message);
});
