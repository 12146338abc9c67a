import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { validationBook } from '../../docs/generators/validation-book.ts';
import { methods } from '../../src/analysis/index.ts';

/** Markdown without the spaces and dashes that the formatter adds. */
const plain = (markdown: string): string => markdown.replace(/[\s-]+/g, ' ').replace(/\\?([_*])/g, '$1');

it('docs/validation.md is what the code gives today, and every row passes: npm run validation', () => {
  const { text, passes } = validationBook();
  expect(plain(readFileSync('docs/validation.md', 'utf8'))).toBe(plain(text));
  expect(passes).toBe(true);
});

it('has a row for every method and every published data set, and the page carries the same tables', () => {
  const [text, page] = ['md', 'html'].map((kind) => readFileSync(`docs/validation.${kind}`, 'utf8'));
  for (const name of Object.keys(methods)) expect(text).toContain(`### ${name}: `);
  for (const file of readdirSync('tests/reference/published')) {
    if (file.endsWith('.json')) expect(text).toMatch(new RegExp(`\\| published ${file.replace('.json', '')} +\\|`));
  }
  const rows = (text.match(/^\| (?!-)/gm) ?? []).length;
  expect((page.match(/<tr>/g) ?? []).length).toBe(rows);
});
