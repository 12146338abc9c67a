import { expect, it } from 'vitest';
import { folded, foldedTable } from '../../../src/report/text/fold.ts';

const rows = [
  ['analysis', ...Array.from({ length: 12 }, (_, column) => `figure ${column + 1}`), 'why'],
  [
    'hamd17-day1-with-ketamine',
    ...Array.from({ length: 12 }, (_, column) => `${column}.000 ± 0.001`),
    'a sentence of several words that is longer than any of the numbers before it',
  ],
  ['a', ...Array.from({ length: 12 }, () => '–'), ''],
];

it.each([30, 60, 80, 120, 400])('a table of fourteen columns folds to %d characters without losing a cell', (columns) => {
  const text = foldedTable(rows, columns);
  const lines = text.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  const words = (all: string): string[] => all.split(/\s+/).filter((word) => word !== '');
  const printed = new Set(words(text));
  for (const word of rows.slice(0, 1).flat().flatMap(words)) expect(printed, word).toContain(word);
  for (let column = 0; columns > 30 && column < 12; column++) expect(text).toContain(`${column}.000 ± 0.001`);
  expect(text.split('\n\n').every((part) => part.startsWith('analysis'))).toBe(true);
});

it('a table that fits stands in one piece, also one without rows or with one column', () => {
  expect(foldedTable(rows, 400)).not.toContain('\n\n');
  expect(foldedTable([['a', 'b']], 80)).toBe('a  b');
  expect(foldedTable([['a'], ['some words']], 5)).toBe('a\nsome\nwords');
});

it('prose folds at words, and a word that is too long stays whole', () => {
  expect(folded('one two three', 7)).toBe('one two\nthree');
  expect(folded('one two three', 7, '  ')).toBe('one two\n  three');
  expect(folded('https://example.org/long and more', 8)).toBe('https://example.org/long\nand more');
  expect(folded('', 8)).toBe('');
});
