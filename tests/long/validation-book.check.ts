import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { validationBook, validationPage } from '../../docs/generators/validation-book.ts';
import { methods } from '../../src/analysis/index.ts';

/** Markdown without the spaces and dashes that the formatter adds. */
const plain = (markdown: string): string => markdown.replace(/[\s-]+/g, ' ').replace(/\\?([_*])/g, '$1');

it('docs/validation.md is what the code gives today, and every row passes: npm run docs:validation', () => {
  const { text, passes } = validationBook();
  expect(plain(readFileSync('docs/validation.md', 'utf8'))).toBe(plain(text));
  expect(passes).toBe(true);
});

it('the validation book has a row for every method and every published data set, and its HTML page carries the same tables', async () => {
  const text = readFileSync('docs/validation.md', 'utf8');
  const page = await validationPage(text);
  for (const name of Object.keys(methods)) expect(text).toContain(`### ${name}: `);
  for (const file of readdirSync('tests/reference/published')) {
    if (file.endsWith('.json')) expect(text).toMatch(new RegExp(`\\| published ${file.replace('.json', '')} +\\|`));
  }
  const rows = (text.match(/^\| (?!-)/gm) ?? []).length;
  expect((page.match(/<tr>/g) ?? []).length).toBe(rows);
});
