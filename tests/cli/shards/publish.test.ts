import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newOwner } from '../../../src/cli/files/temporary-file.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { blocksOfShard, makePlan, planHash, shardsOf, shardTrialsFor } from '../../../src/cli/shards/plan.ts';
import { ranges } from '../../../src/cli/shards/folder-status.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { emptyFolder } from '../command-line.ts';

const path = emptyFolder();
afterAll(() => rmSync(path, { recursive: true }));
const base = gaussianStudy(10, 'a: {method: paired-t}');
const study = { ...base, power: { ...base.power, replicates: 1000 } };

it('exact duplicates are fine, other bytes are a conflict and both are kept', () => {
  const folder = ResultsFolder.prepare(path, makePlan([study]));
  const [shard] = shardsOf(folder.plan);
  const tally = blocksOfShard(shard).map(({ first, count }) => runReplicates(compileStudy(study), [0], first, count));
  folder.publish(shard, tally);
  folder.publish(shard, tally);
  expect(folder.state(shard)).toBe('finished');
  expect(() => folder.publish(shard, [{ ...tally[0], claims: 77 }])).toThrow(/both are kept/);
  expect(folder.state(shard)).toBe('conflict');
  const files = readdirSync(join(path, 'shards'));
  expect(files).toHaveLength(2);
  expect(files.map((name) => readFileSync(join(path, 'shards', name), 'utf8').includes('"claims":77')).sort()).toEqual([false, true]);
});

it('what a dead run left beside its plan goes when the folder is opened again, also where the plan stays as it is', () => {
  const dead = newOwner().replace(`-${process.pid}-`, '-4999999-'); // above every process number
  writeFileSync(join(path, `.crossover-sim-${dead}.tmp`), 'half');
  ResultsFolder.prepare(path, makePlan([study]));
  expect(readdirSync(path).sort()).toEqual(['plan.json', 'shards']);
});

it('a plan is the same run however many trials it asks for and however they are cut, and another for another study', () => {
  const hash = planHash(makePlan([study]));
  const longer = { ...study, power: { ...study.power, replicates: 50_000 } };
  expect(planHash(makePlan([longer], 5000))).toBe(hash);
  expect(planHash(makePlan([{ ...study, seed: 'other' }]))).not.toBe(hash);
  expect(planHash({ ...makePlan([study]), streamVersion: 1 })).not.toBe(hash);
});

it('shards cover every trial of every cell once', () => {
  const plan = makePlan([study, { ...study, seed: 'b', power: { ...study.power, replicates: 2700 } }], 1000);
  const shards = shardsOf(plan);
  expect(shards.map(({ index }) => index)).toEqual(shards.map((_, position) => position));
  for (const [cell, { replicates }] of plan.cells.entries()) {
    const own = shards.filter((shard) => shard.cell === cell);
    expect(own.reduce((end, { first, count }) => (first === end ? end + count : NaN), 0)).toBe(replicates);
  }
  expect(shardTrialsFor(10_000)).toBe(500);
  expect(shardTrialsFor(10_000_000)).toBe(100_000);
  expect(ranges([0, 1, 2, 5, 7, 8])).toBe('0-2,5,7-8');
});
