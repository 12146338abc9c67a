import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makePlan } from '../../../src/cli/shards/plan.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { emptyFolder } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const base = gaussianStudy(10, 'a: {method: paired-t}');
const planOf = (replicates: number, seed = base.seed) => makePlan([{ ...base, seed, power: { ...base.power, replicates } }], 500);
const trialsIn = (path: string): number => ResultsFolder.open(path).plan.cells[0].replicates;

it.each([
  [1000, 3000, 2000],
  [0, 2000, 3000],
])('of two runs of one folder that grow at once the longer stays: from %i to %i and %i trials', (start, one, two) => {
  const path = join(root, `grow ${start}`);
  const folders = [ResultsFolder.prepare(path, planOf(start)), ResultsFolder.prepare(path, planOf(start))];
  folders[0].extend(0, one);
  folders[1].extend(0, two);
  folders[1].extend(0, 2500);
  expect(trialsIn(path)).toBe(3000);
  expect(folders[1].plan.cells[0].replicates).toBe(3000);
  expect(readdirSync(path).sort()).toEqual(['plan.json', 'shards']);
});

it('of two plans of one run that are made at once the longer stays, and both have the shards of the first', () => {
  const path = join(root, 'made');
  ResultsFolder.prepare(path, planOf(3000));
  const shorter = ResultsFolder.prepare(path, { ...planOf(2000), shardTrials: 1000 });
  expect([trialsIn(path), shorter.plan.shardTrials, shorter.plan.cells[0].replicates]).toEqual([3000, 500, 3000]);
});

it('another seed that comes at the same moment is another run, and is told so before it computes anything', () => {
  const path = join(root, 'seeds');
  const first = ResultsFolder.prepare(path, planOf(1000));
  expect(() => ResultsFolder.prepare(path, planOf(1000, 'other'))).toThrow(/holds another run \(another scenario, seed or setting\)/);
  rmSync(join(path, 'plan.json'));
  ResultsFolder.prepare(path, planOf(1000, 'other'));
  expect(() => first.extend(0, 2000)).toThrow(/holds another run/);
});
