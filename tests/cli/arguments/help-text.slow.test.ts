import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examplesFirst } from '../../../src/cli/arguments/help-text.ts';
import { commandsFor } from '../../../src/cli/shell/commands-by-name.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

/** What makes an example quick; words that are given last count. */
const quick: Readonly<Record<string, readonly string[]>> = {
  power: ['--replicates', '40', '--set', 'power.truthPatients=200', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'],
  compare: ['--replicates', '40', '--set', 'power.truthPatients=200', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'],
  'sample-size': ['--replicates', '40', '--set', 'power.maxFailures=1', '--max', '40', '--workers', '1', '--quiet'],
  simulate: ['--trials', '1'],
  plan: ['--set', 'power.truthPatients=200'],
  'run-shard': ['--workers', '1'],
  evidence: ['--patients', '200', '--quiet'],
};

/**
 * Commands whose examples need more than this checkout or than moments, and run elsewhere: report and reproduce need a stored
 * result, learn minutes, explore the built page (its examples run in .ci/steps/50-package.sh).
 */
const elsewhere: readonly string[] = ['explore', 'learn', 'report', 'reproduce', 'submit'];

const names = (await commandsFor([])).filter(({ describe }) => describe !== false).map(({ command }) => String(command).split(' ')[0]);
const folder = emptyFolder();
const checkout = process.cwd();
beforeAll(() => {
  cpSync(shipped(''), join(folder, 'scenarios'), { recursive: true });
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(checkout);
  rmSync(folder, { recursive: true });
});

async function examplesFor(name: string): Promise<string[]> {
  const { stdout, exitCode } = await run(name, '--help');
  expect(exitCode).toBe(0);
  const [head] = stdout.split('\n\n');
  expect(head.startsWith('Examples:\n')).toBe(true);
  return head.split('\n').filter((line) => line.startsWith('  crossover-sim '));
}

it.each(names)('the help of %s starts with two examples', async (name) => {
  expect((await examplesFor(name)).length).toBeGreaterThanOrEqual(2);
});

it.each(names.filter((name) => !elsewhere.includes(name)))('the examples of %s run', async (name) => {
  for (const example of await examplesFor(name)) {
    const [, command, ...words] = example.trim().split(' ');
    expect(command).toBe(name);
    const { exitCode, stdout, stderr } = await run(name, ...words, ...(quick[name] ?? []));
    expect([0, 1, 3], `${example}: ${stderr}`).toContain(exitCode);
    expect(stdout).not.toBe('');
  }
});

it('the help of the program starts with examples too', async () => {
  expect((await run('--help')).stdout).toMatch(/^Examples:\n {2}# .*\n {2}crossover-sim init my-trial.yaml\n/);
});

it('examples stand before the help, each on a line of its own', () => {
  const body = 'x power <file>\n\nOptions:\n  --help  Show help';
  const examples = [
    ['power a.yaml --n 3', 'three of them'],
    ['power b.yaml', 'another'],
  ] as const;
  expect(examplesFirst(body, 'x', examples)).toBe(
    `Examples:\n  # three of them\n  x power a.yaml --n 3\n  # another\n  x power b.yaml\n\n${body}`,
  );
});

it('the version and the script for a shell have no examples', async () => {
  for (const words of [['--version'], ['completion']]) expect((await run(...words)).stdout).not.toContain('Examples:');
});
