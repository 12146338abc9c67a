import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fileLimits } from '../../src/cli/files/file-limits.ts';
import { sizeText } from '../../src/cli/files/read-bounded.ts';
import { BYTES_OF_ROW } from '../../src/cli/files/table-memory.ts';
import { BYTES_OF_PERIOD } from '../../src/cli/workers/thread-memory.ts';
import { dataLimits } from '../../src/data-files/reading/limits.ts';
import { BYTES_OF_ANALYSIS, BYTES_OF_BLOCK, MAX_BYTES } from '../../src/power/common-random-numbers/memory.ts';
import { BLOCK_SIZE } from '../../src/power/simulation/blocks.ts';
import { scenarioLimits } from '../../src/scenario/document/limits.ts';

const page = readFileSync(new URL('../../docs/input-limits.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, first column to second. */
function rowsUnder(heading: string): string[] {
  const [, section] = page.split(`## ${heading}\n`);
  const rows = section
    .split('\n## ')[0]
    .split('\n')
    .filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) => line.split('|')[2].trim());
}

it.each([
  ['Which files are read', Object.values(fileLimits).map(({ bytes }) => sizeText(bytes))],
  ['Scenarios', Object.values(scenarioLimits).map(String)],
  ['Tables of data', Object.values(dataLimits).map(String)],
])('the page of limits has under "%s" every limit of the program, in its order', (heading, limits) => {
  expect(rowsUnder(heading)).toEqual(limits);
});

it('the page of limits says what memory the counts of many studies take', () => {
  const text = page.replaceAll(/\s+/g, ' ');
  expect(text).toContain(`counts of every ${BLOCK_SIZE} trials of every study: ${BYTES_OF_BLOCK} bytes, and ${BYTES_OF_ANALYSIS} more`);
  expect(text).toContain(`more than ${sizeText(MAX_BYTES)} are refused`);
});

it('the page of limits says what memory a row of a table and a participant of a trial take', () => {
  const text = page.replaceAll(/\s+/g, ' ');
  expect(text).toContain(`every row of it takes ${BYTES_OF_ROW} bytes at most`);
  expect(text).toContain(`${BYTES_OF_PERIOD} bytes for each participant in each period`);
});
