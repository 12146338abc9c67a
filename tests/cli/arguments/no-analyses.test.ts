import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const scenario = join(root, 'bare.yaml');
writeFileSync(scenario, 'model: gaussian\ngaussian: { difference: 3 }\n');

it.each([
  ['power'],
  ['sample-size'],
  ['power', '--tornado'],
  ['power', '--vary', 'gaussian.difference=1,2'],
  ['plan', '--out', join(root, 'plan')],
])('a scenario without analyses is refused by %s in one line', async (command, ...options) => {
  const { exitCode, stdout, stderr } = await run(command, scenario, ...options);
  expect([exitCode, stdout, stderr]).toEqual([2, '', `${scenario} analyses: expected at least one analysis, got none\n`]);
});

it.each([['describe'], ['validate'], ['simulate', '--out', join(root, 'trials')]])(
  'a scenario without analyses has an answer of %s',
  async (command, ...options) => {
    expect((await run(command, scenario, ...options)).exitCode).toBe(0);
  },
);
