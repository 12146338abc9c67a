import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withTables } from '../../docs/generators/worlds-table.ts';

/** The tables of scenarios/README.md are what the code gives today; spaces that the formatter adds do not count. */
it('scenarios/README.md is not stale: npm run docs:worlds', () => {
  const text = readFileSync('scenarios/README.md', 'utf8');
  const plain = (markdown: string): string => markdown.replace(/[ -]+/g, ' ');
  expect(plain(withTables(text))).toBe(plain(text));
});
