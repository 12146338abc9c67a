import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run, shipped } from '../cli/command-line.ts';

const file = 'tests/library/ten-lines.ts';

it('ten lines of TypeScript give the numbers of the command line, to the last digit', async () => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', file], { encoding: 'utf8' });
  const words = [
    'power',
    shipped('williams-2018.yaml'),
    '--set',
    'response.opioidDependence=0.5',
    '--participants',
    '30',
    '--replicates',
    '200',
    '--json',
    '--quiet',
  ];
  const result = JSON.parse((await run(...words)).stdout) as {
    claim: { power: { value: number } };
    analyses: Record<string, { power: { mcse: number } }>;
  };
  expect(stdout.trim()).toBe(`${result.claim.power.value} ${result.analyses['hamd17-day1'].power.mcse}`);
});

it('the ten lines are ten, and the page shows these very lines', () => {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  expect(lines).toHaveLength(10);
  const shown = readFileSync('docs/library.md', 'utf8');
  for (const line of lines) expect(shown).toContain(line.replace('../../src/index.ts', 'crossover-sim'));
});
