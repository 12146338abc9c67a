import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const scenario = shipped('gaussian-textbook.yaml');

it.each([
  ['simulate', ['simulate', scenario, '--participants', '4', '--quiet', '--out']],
  ['power', ['power', scenario, '--replicates', '4', '--workers', '1', '--stated', '--quiet', '--estimates']],
])('%s writes over a file that exists with --force alone', async (_, words) => {
  const file = join(root, `${words[0]}.csv`);
  writeFileSync(file, 'of the user');
  const refused = await run(...words, file);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain(`${file} exists already; give another name, or --force to write over it`);
  expect(readFileSync(file, 'utf8')).toBe('of the user');
  expect(await run(...words, file, '--force')).toMatchObject({ exitCode: 0 });
  expect(readFileSync(file, 'utf8')).toMatch(/^[a-z]+,/);
});
