import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readScenario } from '../../../src/scenario/index.ts';

const golden = new URL('../../golden/', import.meta.url);

it('a file with many mistakes is told all of them at once, in the order of the file', async () => {
  const text = readFileSync(new URL('many-problems.yaml', golden), 'utf8');
  const result = readScenario({ path: 'many-problems.yaml', text }, { readFile: () => '' });
  if (!('problems' in result)) throw new Error('expected problems');
  const lines = result.problems.map((problem) => problem.place.line ?? 0);
  expect(lines).toEqual([...lines].sort((a, b) => a - b));
  const said = result.problems.map((problem) => `${problem.text}\n`).join('');
  await expect(said).toMatchFileSnapshot(new URL('many-problems.txt', golden).pathname);
});
