import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../src/cli/arguments/vary.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const williams = shipped('williams-2018.yaml');
const lean = ['--replicates', '1000', '--set', 'power.truthPatients=200', '--quiet', '--workers', '1'];

interface Cell {
  readonly set: Readonly<Record<string, number>>;
  readonly claim: { readonly power: { readonly value: number; readonly mcse: number } };
  readonly difference: { readonly value: number; readonly mcse: number; readonly varianceRatio: number | null };
}

const cellsOf = (stdout: string): Cell[] => (JSON.parse(stdout) as { cells: Cell[] }).cells;

describe('settings', () => {
  it('a grid is every combination, the last parameter fastest', () => {
    expect(settingsOf(['a=1,2', 'b=0.1:0.3:0.1'], undefined, 's')).toEqual([1, 2].flatMap((a) => [0.1, 0.2, 0.3].map((b) => ({ a, b }))));
    expect(settingsOf(['gate=induction,concentration', 'on=true'], undefined, 's')).toEqual([
      { gate: 'induction', on: true },
      { gate: 'concentration', on: true },
    ]);
    expect(settingsOf(['a=3:1:-1'], undefined, 's')).toEqual([{ a: 3 }, { a: 2 }, { a: 1 }]);
  });

  it('points stay within their ranges', () => {
    const settings = settingsOf(['a=10:20', 'b=-1:1'], 'lhs:20', 's');
    expect(settings).toHaveLength(20);
    for (const { a, b } of settings) {
      expect(a).toBeGreaterThanOrEqual(10);
      expect(a).toBeLessThanOrEqual(20);
      expect(Math.abs(Number(b))).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    [['a'], undefined, /expected path=a,b,c/],
    [['a='], undefined, /expected path=a,b,c/],
    [['a=1,,2'], undefined, /got '1,,2'/],
    [['a=1:2:3:4'], undefined, /got '1:2:3:4'/],
    [['a=1:5:-1'], undefined, /does not lead from 1 to 5/],
    [['a=0:1:0.0001'], undefined, /at most 2000 cells/],
    [['a=0:1:0.001', 'b=1,2,3'], undefined, /at most 2000 cells, got 3003/],
    [['a=1:2'], undefined, /say --sample/],
    [['a=1,2'], 'lhs:3', /expected a range/],
    [['a=1:2'], 'halton:3', /expected lhs:N or sobol:N/],
    [['a=1:2'], 'lhs:0', /expected lhs:N or sobol:N/],
    [['a=1,2', 'a=3,4'], undefined, /given twice/],
  ])('power tells what is wrong with %j and sample %s', (vary, sample, message) => {
    expect(() => settingsOf(vary, sample, 's')).toThrow(message);
  });
});

it('every cell is the power of the scenario with that value set, and the documents of a grid are those of single runs', async () => {
  const { stdout, exitCode } = await run('power', textbook, ...lean, '--vary', 'gaussian.difference=2,4', '--json');
  expect(exitCode).toBe(0);
  for (const cell of cellsOf(stdout)) {
    const set = `gaussian.difference=${String(cell.set['gaussian.difference'])}`;
    const single = JSON.parse((await run('power', textbook, ...lean, '--set', set, '--json')).stdout) as object;
    const document = { ...single, timing: undefined, set: cell.set, difference: cell.difference };
    // The origins tell apart which option set the value, and nothing else.
    const asSingle = JSON.parse(JSON.stringify(cell).replaceAll('"--vary"', '"--set"')) as object;
    expect({ ...asSingle, timing: undefined }).toEqual(document);
  }
});

it('common random numbers make a difference far more precise than independent runs would', async () => {
  const { stdout } = await run('power', williams, ...lean, '--vary', 'response.opioidDependence=0.9,1', '--json');
  const [, { difference }] = cellsOf(stdout);
  expect(difference.varianceRatio).toBeGreaterThan(4);
  expect(difference.mcse).toBeLessThan(0.01);
});

it('a sweep is the same for any number of workers, and stands in one tidy file', async () => {
  const words = [
    'power',
    textbook,
    '--replicates',
    '6000',
    '--set',
    'power.truthPatients=200',
    '--quiet',
    '--vary',
    'gaussian.sdWithin=3,4',
  ];
  const one = await run(...words, '--workers', '1', '--out', join(folder, 'one'));
  const two = await run(...words, '--workers', '2', '--out', join(folder, 'two'));
  expect(two.stdout).toBe(one.stdout);
  expect(one.stdout.replaceAll('\n', ' ')).toMatch(
    /From gaussian\.sdWithin 3 to gaussian\.sdWithin 4 power falls by \d+\.\d ± \d\.\d percentage points\./,
  );
  for (const file of ['power.json', 'sweep.csv']) {
    expect(readFileSync(join(folder, 'two', file), 'utf8')).toBe(readFileSync(join(folder, 'one', file), 'utf8'));
  }
  const { data, meta } = papaparse.parse<Record<string, string>>(readFileSync(join(folder, 'one', 'sweep.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(meta.fields).toContain('gaussian.sdWithin');
  const cells = cellsOf(readFileSync(join(folder, 'one', 'power.json'), 'utf8'));
  const claims = data.filter(({ kind }) => kind === 'claim');
  expect(claims.map(({ power }) => Number(power))).toEqual(cells.map(({ claim }) => claim.power.value));
  expect(claims.map(({ difference }) => Number(difference))).toEqual(cells.map(({ difference }) => difference.value));
  expect(data).toHaveLength(2 * (Object.keys((cells[0] as unknown as { analyses: object }).analyses).length + 1));
});

it.each([
  [['--vary', 'gaussian.sdWithin=-1,3', '--vary', 'gaussian.sd=1,2'], /sdWithin.*\n.*gaussian\.sd:/s],
  [['--vary', 'gaussian.sdWithin=2,3', '--require', '0.8'], /--require: speaks of one power/],
  [['--vary', 'gaussian.sdWithin=2,3', '--resume'], /^--resume: say with --out which folder to go on from\n$/],
  [['--sample', 'lhs:3'], /--sample: say with --vary/],
])('power refuses %j with one message', async (words, message) => {
  const { exitCode, stdout, stderr } = await run('power', textbook, ...lean, ...words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});
