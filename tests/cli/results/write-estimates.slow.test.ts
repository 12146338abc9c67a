import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { writeEstimates } from '../../../src/cli/results/write-estimates.ts';
import { readStudy, starterScenario } from '../../../src/scenario/index.ts';

const root = mkdtempSync(join(tmpdir(), 'crossover-sim-estimates-'));
afterAll(() => rmSync(root, { recursive: true }));

it('a file of estimates has the same bytes for any number of workers, in the order of the trials', async () => {
  const study = readStudy(starterScenario({ participants: 16, difference: 3, sd: 5 }));
  const counted = [{ study, hash: 'abc', replicates: 1200 }];
  const files = ['one', 'two'].map((name) => join(root, `${name}.csv`));
  for (const [i, file] of files.entries()) await writeEstimates(file, counted, { workers: i + 1, quiet: true });
  const [one, other] = files.map((file) => readFileSync(file, 'utf8'));
  expect(one).toBe(other);
  const { data } = Papa.parse<Record<string, string>>(one.trimEnd(), { header: true });
  expect(Object.keys(data[0])).toEqual([
    'scenario',
    'replicate',
    'analysis',
    'estimate',
    'se',
    'df',
    'p',
    'lower',
    'upper',
    'decision',
    'failure',
  ]);
  expect(data).toHaveLength(1200);
  expect(data.every(({ replicate }, row) => Number(replicate) === row)).toBe(true);
  expect(data[0]).toMatchObject({ scenario: study.name, df: '14', failure: '' });
  const { resources, synthetic } = JSON.parse(readFileSync(`${files[0]}.datapackage.json`, 'utf8')) as {
    resources: { path: string }[];
    synthetic: string;
  };
  expect([synthetic, resources[0].path]).toEqual(['true', 'one.csv']);
});
