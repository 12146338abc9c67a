import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { groupSequentialPage } from '../../docs/generators/group-sequential.ts';
import { multiplicityPage } from '../../docs/generators/multiplicity.ts';

/** Markdown without the spaces, dashes and escapes that the formatter changes. */
const plain = (markdown: string): string => markdown.replace(/[\s-]+/g, ' ').trim();

it('docs/multiplicity.md is not stale: npm run docs:multiplicity', () => {
  expect(plain(readFileSync('docs/multiplicity.md', 'utf8'))).toBe(plain(multiplicityPage()));
});

it('docs/group-sequential.md is not stale: npm run docs:group-sequential', async () => {
  expect(plain(readFileSync('docs/group-sequential.md', 'utf8'))).toBe(plain(await groupSequentialPage()));
});
