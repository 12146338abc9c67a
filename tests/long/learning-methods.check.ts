import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cases, errorLine } from '../../docs/generators/learning-methods.ts';
import { compared } from '../../docs/generators/learning-methods/comparison.ts';

/** One problem that suits every method, and one that suits the emulators least. */
const checked = ['three studies that differ', 'mean times of five patients'];

it.each(checked)(
  'docs/learning-methods.md is not stale: npm run docs:learning-methods (%s)',
  async (name) => {
    const plain = (line: string): string => line.replace(/ +/g, ' ');
    const lines = readFileSync('docs/learning-methods.md', 'utf8').split('\n').map(plain);
    const found = cases.find(({ problem }) => problem.name === name);
    if (found === undefined) throw new Error(`no problem is called ${name}`);
    const { problem, dataSets, perPoint } = found;
    for (const row of await compared(problem, dataSets, perPoint)) expect(lines).toContain(errorLine(row));
  },
  200_000,
);
