import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { methods } from '../../../src/analysis/index.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const csv = (name: string): string => join(folder, name, 'observations.csv');

beforeAll(async () => {
  for (const [name, participants] of Object.entries({ many: '30', two: '2', single: '1' })) {
    const words = ['simulate', shipped('williams-2018.yaml'), '--participants', participants, '--out', join(folder, name)];
    expect((await run(...words)).exitCode).toBe(0);
  }
});

/** What each method asks of a data set, beyond the endpoint and the visit. */
const wordsOf = (name: keyof typeof methods): string[] => {
  const { outcomeType } = methods[name];
  const words = ['--method', name, '--measure', outcomeType === 'binary' ? 'responder' : 'value'];
  if (name === 'tost') words.push('--margin', '8');
  if (name === 'non-inferiority') words.push('--margin', '8', '--alternative', 'less');
  return words;
};

const names = Object.keys(methods) as (keyof typeof methods)[];

it.each(names)('analyze with %s reads what simulate writes', async (name) => {
  const { exitCode, stdout, stderr } = await run(
    'analyze',
    csv('many'),
    '--endpoint',
    'hamd17',
    '--visit',
    'day1',
    ...wordsOf(name),
    '--json',
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  const document = JSON.parse(stdout) as { method: string; pValue: number; n: { subjects: number } };
  expect(document).toMatchObject({ method: name, endpoint: 'hamd17', visit: 'day1', n: { subjects: 30 } });
  expect(document.pValue).toBeGreaterThanOrEqual(0);
  expect(document.pValue).toBeLessThanOrEqual(1);
});

it.each(names)(
  'analyze with %s of one or two patients is a figure, a reason, or a message: never NaN, never a stack trace',
  async (name) => {
    for (const size of ['single', 'two']) {
      const { exitCode, stdout, stderr } = await run(
        'analyze',
        csv(size),
        '--endpoint',
        'hamd17',
        '--visit',
        'day1',
        ...wordsOf(name),
        '--json',
      );
      expect([0, 2, 4]).toContain(exitCode);
      expect(`${stdout}${stderr}`).not.toMatch(/NaN|undefined|\n\s+at /);
      if (exitCode === 4) expect((JSON.parse(stdout) as { notEstimable: string }).notEstimable).toMatch(/\w/);
      if (exitCode === 2) expect([stdout, stderr.trim().length > 0]).toEqual(['', true]);
    }
  },
);

it.each([
  ['nothing', ''],
  ['a header alone', 'trial,subject,sequence,period,treatment,visit,hours,endpoint,value\r\n'],
  ['a byte-order mark alone', '\uFEFF'],
  ['something else', '{"json": true}\n'],
  ['binary', '\u0000\u0001\u0002'],
])('a file with %s is refused with its name and line', async (what, text) => {
  const file = join(folder, `${what}.csv`);
  writeFileSync(file, text);
  const { exitCode, stdout, stderr } = await run('analyze', file);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(`${file}:1 `)).toBe(true);
  expect(stderr).not.toMatch(/\n\s+at /);
});
