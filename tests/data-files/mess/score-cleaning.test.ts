import { expect, it } from 'vitest';
import { keyColumns } from '../../../src/data-files/mess/mess-key.ts';
import { restoredRows } from '../../../src/data-files/mess/restore-table.ts';
import { scoreCleaning } from '../../../src/data-files/mess/score-cleaning.ts';

const header = ['trial', 'subject', 'visit', 'value'];
const entry = (line: number, column: string, kind: string, trueValue: string) => [
  '1',
  'a.csv',
  line,
  '',
  '',
  '',
  '',
  column,
  kind,
  trueValue,
  '',
];
const keyHeader = keyColumns.map(({ name }) => name);
/** S001 day1 is out of range, S001 day7 is there twice, S002 has a blank, S003 is fractional. */
const key = [
  keyHeader,
  entry(2, 'value', 'out-of-range', '20'),
  entry(4, '', 'duplicate-visit', ''),
  entry(5, 'subject', 'trailing-blank', 'S002'),
  entry(6, 'value', 'fractional', '7'),
];
const messed = [
  header,
  ['1', 'S001', 'day1', '99'],
  ['1', 'S001', 'day7', '15'],
  ['1', 'S001', 'day7', '15'],
  ['1', 'S002 ', 'day1', '12'],
  ['1', 'S003', 'day1', '7.5'],
];
const outcomes = (cleaned: readonly (readonly string[])[]) => {
  const { kinds, damaged } = scoreCleaning(messed, cleaned, key, 'a.csv');
  return [...kinds.map(({ kind, restored, removed, left, wrong }) => [kind, restored, removed, left, wrong]), damaged];
};

it('a table that was not cleaned has every defect left', () => {
  expect(outcomes(messed)).toEqual([
    ['out-of-range', 0, 0, 1, 0],
    ['duplicate-visit', 0, 0, 1, 0],
    ['trailing-blank', 0, 0, 1, 0],
    ['fractional', 0, 0, 1, 0],
    0,
  ]);
});

it('the restored table has every defect restored, in whatever order its rows are', () => {
  const [head, ...rows] = restoredRows(messed, key, 'a.csv').map((row) => row.map(String));
  for (const order of [rows, rows.toReversed()])
    expect(outcomes([head, ...order])).toEqual([
      ['out-of-range', 1, 0, 0, 0],
      ['duplicate-visit', 1, 0, 0, 0],
      ['trailing-blank', 1, 0, 0, 0],
      ['fractional', 1, 0, 0, 0],
      0,
    ]);
});

it('an emptied cell, a row that has gone, another value and damage are told from each other', () => {
  const cleaned = [header, ['1', 'S001', 'day1', ''], ['1', 'S001', 'day7', '16'], ['1', 'S003', 'day1', '8']];
  expect(outcomes(cleaned)).toEqual([
    ['out-of-range', 0, 1, 0, 0],
    ['duplicate-visit', 1, 0, 0, 0],
    ['trailing-blank', 0, 1, 0, 0],
    ['fractional', 0, 0, 0, 1],
    1,
  ]);
});

it('a key of another table is refused by the line or the column that is not there', () => {
  expect(() => restoredRows(messed, [keyHeader, entry(9, 'value', 'fractional', '1')], 'a.csv')).toThrow('rows must have line 9 of a.csv');
  expect(() => restoredRows(messed, [keyHeader, entry(2, 'dose', 'fractional', '1')], 'a.csv')).toThrow(
    'rows must have the column dose of a.csv',
  );
  expect(() => scoreCleaning(messed, [['x']], key, 'a.csv')).toThrow('cleaned must have the columns of messed');
});
