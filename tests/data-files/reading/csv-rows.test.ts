import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvRows, DELIMITERS } from '../../../src/data-files/reading/csv-rows.ts';
import type { ReadProblem } from '../../../src/data-files/reading/row-faults.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';

/** Rows and faulty quotes of a text that is taken apart in pieces. */
function inPieces(text: string, size: number): { rows: string[][]; problems: ReadProblem[] } {
  const problems: ReadProblem[] = [];
  return { rows: [...csvRows(text, (problem) => problems.push(problem), size)], problems };
}

/** Rows without the empty one that stands behind the last line end. */
function withoutEnd(rows: string[][]): string[][] {
  const last = rows.at(-1);
  return last?.length === 1 && last[0] === '' ? rows.slice(0, -1) : rows;
}

/** The same of a text that is taken apart as a whole. */
function asWhole(text: string): { rows: string[][]; lines: number[] } {
  const { data, errors } = Papa.parse<string[]>(text, { delimitersToGuess: DELIMITERS });
  return { rows: withoutEnd(data), lines: errors.filter(({ type }) => type === 'Quotes').map(({ row = 0 }) => row + 1) };
}

const pieces = [
  'a',
  'b1',
  '',
  ' ',
  '12',
  '"q"',
  '"x,y"',
  '"line\nbreak"',
  '"two ""quotes"""',
  '5" tall',
  '"q" ',
  '"odd"x"',
  '"open',
  'é',
  '\uFEFF',
];

/** A table of cells, some of them badly quoted. */
function randomTable(number: number): string {
  const stream = new Stream().startAt(rootKey('csv rows'), number, 0, 0);
  const below = (limit: number): number => Math.floor(stream.uniform() * limit);
  const newline = ['\n', '\r\n', '\n'][below(3)];
  const delimiter = DELIMITERS[below(3)];
  const known = below(2) === 0 ? pieces.slice(0, 9) : pieces;
  const rows = Array.from({ length: 1 + below(12) }, () => Array.from({ length: 3 }, () => known[below(known.length)]).join(delimiter));
  return `${below(4) === 0 ? '\uFEFF' : ''}h1${delimiter}h2${delimiter}h3${newline}${rows.join(newline)}${below(2) === 0 ? newline : ''}`;
}

describe('rows of a CSV that is read in pieces', () => {
  it('rows and faulty quotes are the same as of the whole text, for pieces of any size', () => {
    for (let number = 0; number < 2000; number++) {
      const text = randomTable(number);
      const { rows, lines } = asWhole(text);
      for (const size of [1, 7, 30]) {
        const read = inPieces(text, size);
        expect([text, size, withoutEnd(read.rows), read.problems.map(({ line }) => line)]).toEqual([text, size, rows, lines]);
      }
    }
  });

  it('a quoted field that never ends takes no more than its beginning', () => {
    const text = `a,b\n1,"${'x"x\n'.repeat(500_000)}`;
    const { rows, problems } = inPieces(text, 1000);
    expect(rows).toHaveLength(2);
    expect(rows[1][1].length).toBeLessThan(1_100_000);
    expect(problems.at(-1)).toMatchObject({ line: 2, message: expect.stringContaining('a quote is not closed') as string });
  });
});
