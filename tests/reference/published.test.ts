import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('published/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

it.each(files)('the published data set %s names its publication and the source of its rows, which is not memory', (file) => {
  const { citation } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { citation: string };
  expect(citation).toMatch(/\b(19|20)\d\d\b/);
  expect(citation).toMatch(/\bData\b.*: |\bData checked against\b|\bdata set `\w+` of R\b/);
  expect(citation).not.toMatch(/memory/i);
});
