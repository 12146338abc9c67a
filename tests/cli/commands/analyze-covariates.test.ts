import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../command-line.ts';

const folder = fileURLToPath(new URL('../../reference/covariates', import.meta.url));
const observations = join(folder, 'observations.csv');
const directory = mkdtempSync(join(tmpdir(), 'crossover-sim-covariates-'));
afterAll(() => rmSync(directory, { recursive: true }));

const model = ['--visit', 'day1', '--method', 'mixed-model'];

interface Reference {
  readonly tolerance: number;
  readonly results: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

describe('covariates of the subjects in the mixed model', () => {
  const { tolerance, results } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Reference;

  it.each(Object.entries(results))('the mixed model with covariates agrees with lmerTest and pbkrtest: %s', async (name, theirs) => {
    const [measure, df] = name.split('/');
    const words = [observations, ...model, '--measure', measure, '--df', df, '--covariates', 'sex,age,failed_courses', '--json'];
    const { stdout } = await run('analyze', ...words);
    const ours = JSON.parse(stdout) as Record<string, number> & { interval: Record<string, number> };
    for (const [figure, value] of Object.entries(theirs)) {
      const mine = ours[figure] ?? ours.interval[figure];
      expect(Math.abs(mine / value - 1), figure).toBeLessThan(tolerance);
    }
  });

  it('analyze reads covariates from columns of the observations where they stand there, the same to the last bit', async () => {
    const subjects = new Map(
      readFileSync(join(folder, 'subjects.csv'), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .map((fields) => [fields[1], `${fields[3]},${fields[4]}`]),
    );
    const lines = readFileSync(observations, 'utf8').trim().split(/\r?\n/);
    const file = join(directory, 'wide.csv');
    writeFileSync(file, lines.map((line) => `${line},${subjects.get(line.split(',')[1])}\n`).join(''));
    const words = [...model, '--covariates', 'sex,age', '--json'];
    const [own, beside] = [await run('analyze', file, ...words), await run('analyze', observations, ...words)];
    const { data, ...result } = JSON.parse(own.stdout) as Record<string, unknown>;
    expect(data).toMatchObject({ file });
    expect({ data: { file: observations, hash: expect.any(String) as string }, ...result }).toEqual(JSON.parse(beside.stdout));
  });

  it('a subject without a row is left out of the model', async () => {
    const file = join(directory, 'fewer.csv');
    const lines = readFileSync(join(folder, 'subjects.csv'), 'utf8').trim().split(/\r?\n/);
    writeFileSync(file, lines.slice(0, -1).join('\n'));
    const { stdout } = await run('analyze', observations, ...model, '--covariates', 'age', '--subjects', file, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ n: { subjects: 14 } });
    const whole = await run('analyze', observations, ...model, '--covariates', 'age', '--json');
    const observed = (text: string): number => (JSON.parse(text) as { details: { observations: number } }).details.observations;
    expect(observed(stdout)).toBe(observed(whole.stdout) - 2);
  });

  it.each([
    [['--covariates', 'sex,height'], /subjects\.csv:1 the header has no column 'height'/],
    [['--covariates', 'subject'], /subject: expected numbers or two different words, got 14/],
    [['--covariates', 'age', '--subjects', join(directory, 'none.csv')], /none\.csv: there is no such file/],
    [['--covariates', 'age,age'], /age is named twice/],
    [['--covariates', 'age', '--method', 'paired-t'], /paired-t adjusts for none/],
  ])('analyze with %j is one clear message and exit code 2', async (words, message) => {
    const result = await run('analyze', observations, ...model, ...words);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(message);
  });

  it('rows of one subject that contradict each other are named by line', async () => {
    const file = join(directory, 'twice.csv');
    writeFileSync(file, 'subject,age\nS001,40\nS001,41\n');
    const { stderr } = await run('analyze', observations, ...model, '--covariates', 'age', '--subjects', file);
    expect(stderr).toMatch(/twice\.csv:3 subject S001: age is 41, but an earlier line has 40/);
  });
});
