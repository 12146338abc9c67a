import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const williams = shipped('williams-2018.yaml');
const one = ['--workers', '1', '--quiet'];

type Document = Record<string, unknown> & { timing?: unknown };

function withoutTiming(text: string): string {
  const { timing, ...rest } = JSON.parse(text) as Document;
  expect(timing).toBeTypeOf('object');
  return JSON.stringify(rest);
}

describe('exit codes', () => {
  const lean = [textbook, '--replicates', '400', '--set', 'power.truthPatients=100', ...one];
  it.each([
    ['met', ['--require', '0.5'], 0],
    ['missed', ['--require', '0.99'], 1],
    ['undecided', ['--require', '0.82'], 3],
    ['not estimable', ['--participants', '1'], 4],
    ['two patients', ['--participants', '2'], 4],
    ['invalid', ['--set', 'power.alpha=2'], 2],
  ])('power ends with the exit code of its decision: %s', async (decision, words, code) => {
    const { exitCode, stdout, stderr } = await run('power', ...lean, '--json', ...words);
    expect(exitCode).toBe(code);
    if (code === 2) expect(stdout).toBe('');
    else expect(typeof (JSON.parse(stdout) as Document)).toBe('object');
    if (words[0] === '--require') expect((JSON.parse(stdout) as Document).decision).toBe(decision);
    expect(stderr === '').toBe(code === 0); // what is missed or undecided is told there, whatever --quiet says
  });
});

it('the same seed gives the same bytes for 1, 2 and 3 workers and again, apart from timing', async () => {
  const words = ['power', williams, '--replicates', '1000', '--set', 'power.truthPatients=200', '--json', '--quiet'];
  const documents: string[] = [];
  for (const workers of ['1', '1', '2', '3']) documents.push(withoutTiming((await run(...words, '--workers', workers)).stdout));
  expect(new Set(documents).size).toBe(1);
  const other = withoutTiming((await run(...words, '--workers', '1', '--seed', 'other')).stdout);
  expect(other).not.toBe(documents[0]);
});

it('several scenarios are the cells of one document', async () => {
  const { stdout } = await run(
    'power',
    textbook,
    shipped('null.yaml'),
    '--replicates',
    '5',
    '--set',
    'power.truthPatients=100',
    '--json',
    ...one,
  );
  const { cells } = JSON.parse(stdout) as { cells: { scenario: { name: string } }[] };
  expect(cells.map(({ scenario }) => scenario.name)).toEqual(['gaussian-textbook', 'null']);
});

it.each([textbook, williams])('the trial that simulate --replicate writes is the trial that power analyses: %s', async (path) => {
  const out = join(folder, 'replicate');
  const result = readScenario({ path, text: readFileSync(path, 'utf8') }, { readFile: (name) => readFileSync(name, 'utf8') });
  if ('problems' in result) throw new Error('a shipped scenario is not valid');
  const { generator, bound } = compileStudy(result.study);
  for (const replicate of [0, 7, 123_456]) {
    expect((await run('simulate', path, '--replicate', String(replicate), '--out', out)).exitCode).toBe(0);
    generator.generate(replicate);
    const read = readObservations(readFileSync(join(out, 'observations.csv'), 'utf8'), {}, { endpoint: 'value', visit: 'visit' });
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    const written = read.trials[0].data;
    const recorded = (values: Float64Array | undefined): number[] => [...(values ?? [])].filter((value) => !Number.isNaN(value));
    for (const [column, values] of generator.data.columns) {
      if (written.columns.has(column)) expect([column, recorded(written.columns.get(column))]).toEqual([column, recorded(values)]);
    }
    expect(bound.length).toBeGreaterThan(0);
    expect([...generator.data.columns.keys()].some((column) => written.columns.has(column))).toBe(true);
  }
});

it('power in a process of its own keeps streams apart, without colour or stack trace, and ends with the exit code', () => {
  const call = (...words: string[]) =>
    spawnSync(process.execPath, [inject('program'), ...words], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
  const far = join(folder, 'few.yaml');
  writeFileSync(far, `extends: ${textbook}\ndesign:\n  participants: 3\n`);
  const { status, stdout, stderr } = call('power', far, '--replicates', '20', '--workers', '1');
  expect(stdout).toContain('claim: the treatments differ');
  expect(stderr).toContain('warning: ');
  expect(stdout).not.toContain('warning');
  expect(`${stdout}${stderr}`).not.toMatch(/\u001b\[/);
  expect([0, 4]).toContain(status);
  const wrong = call('power', join(folder, 'absent.yaml'));
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toMatch(/^cannot read .*\n$/);
});
