import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const fresh = (): string => join(root, `run${folders++}`);

const scenario = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--set', 'missingness.perVisit=0.05'];
const quiet = ['--quiet', '--workers', '1'];
const power = (out: string, ...words: string[]) => run('power', ...scenario, '--out', out, ...quiet, ...words);
const plan = (out: string, ...words: string[]) => run('plan', ...scenario, '--out', out, ...words);
const result = (folder: string): string => readFileSync(join(folder, 'power.json'), 'utf8');
const shards = (folder: string): string[] => readdirSync(join(folder, 'shards')).sort();
const third = 'cell0-0000001000-0000001500.json';

let whole = '';
beforeAll(async () => {
  const folder = fresh();
  expect((await power(folder, '--replicates', '2600')).exitCode).toBe(0);
  whole = result(folder);
});

it('a run in parts, in any order and cut in any way, gives the bytes of a run in one go', async () => {
  for (const size of ['500', '1000']) {
    const folder = fresh();
    expect((await plan(folder, '--replicates', '2600', '--shard-trials', size)).exitCode).toBe(0);
    const count = Math.ceil(2600 / Number(size));
    for (let index = count - 1; index >= 0; index--) expect((await run('run-shard', folder, String(index))).exitCode).toBe(0);
    expect((await run('merge', folder)).exitCode).toBe(0);
    expect(result(folder)).toBe(whole);
  }
});

it('two workers write the same bytes as one, shards and result', async () => {
  const [one, two] = [fresh(), fresh()];
  await power(one, '--replicates', '1500');
  await run('power', ...scenario, '--out', two, '--quiet', '--workers', '2', '--replicates', '1500');
  expect(shards(two)).toEqual(shards(one));
  for (const name of shards(one))
    expect(readFileSync(join(two, 'shards', name), 'utf8')).toBe(readFileSync(join(one, 'shards', name), 'utf8'));
  expect(result(two)).toBe(result(one));
});

it('power, merge and a run that keeps nothing agree; a laptop run is finished in parts and back', async () => {
  const folder = fresh();
  await power(folder, '--replicates', '1000');
  expect((await plan(folder, '--replicates', '2600')).stdout).toContain('6 shards');
  expect((await run('status', folder)).stdout).toContain('2 of 6 shards finished (1000 of 2600 trials)\nmissing: 2-5');
  expect((await run('run-shard', folder, '3', '5')).exitCode).toBe(0);
  expect((await power(folder, '--replicates', '2600', '--resume')).exitCode).toBe(0);
  expect(result(folder)).toBe(whole);
  const { stdout } = await run('power', ...scenario, '--replicates', '2600', '--json', ...quiet);
  const { timing, ...document } = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(timing as object)).toEqual(['seconds', 'trialsPerSecond', 'workers']);
  const { checksum, ...kept } = JSON.parse(whole) as Record<string, unknown>;
  expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(document).toEqual(kept);
});

it('more trials later compute only the rest', async () => {
  const folder = fresh();
  await power(folder, '--replicates', '1500');
  const before = shards(folder).map((name) => [name, readFileSync(join(folder, 'shards', name), 'utf8')]);
  await power(folder, '--replicates', '2600', '--resume');
  for (const [name, content] of before) expect(readFileSync(join(folder, 'shards', name), 'utf8')).toBe(content);
  expect(result(folder)).toBe(whole);
});

it('a result that was changed by hand is refused by report, named by reproduce, and none to status', async () => {
  const folder = fresh();
  await power(folder, '--replicates', '1000');
  const file = join(folder, 'power.json');
  const written = readFileSync(file, 'utf8');
  const value = /"value": (0\.\d+)/.exec(written)?.[1] ?? '';
  writeFileSync(file, written.replace(`"value": ${value}`, '"value": 0.99'));
  expect(await run('report', file, '--quiet')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(
      /power\.json was changed after it was written: put it back as it was, or run its command again/,
    ) as string,
  });
  expect(existsSync(join(folder, 'power.html'))).toBe(false);
  expect((await run('status', folder)).stdout).toContain('no result yet');
  const { exitCode, stdout } = await run('reproduce', file, '--workers', '1');
  expect([exitCode, stdout]).toEqual([5, expect.stringContaining('the file was changed after it was written')]);
  writeFileSync(file, JSON.stringify(JSON.parse(written)));
  expect((await run('reproduce', file, '--workers', '1')).exitCode).toBe(0);
  expect((await run('merge', folder)).exitCode).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(written);
});

describe('damage is named, kept, and never merged', () => {
  const refused = async (folder: string, words: RegExp): Promise<void> => {
    const { exitCode, stdout, stderr } = await run('merge', folder);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(words);
  };
  const complete = async (): Promise<string> => {
    const folder = fresh();
    await power(folder, '--replicates', '2600');
    rmSync(join(folder, 'power.json'));
    return folder;
  };

  it('a missing shard is named, and not merged', async () => {
    const folder = await complete();
    rmSync(join(folder, 'shards', third));
    await refused(folder, /missing: 2\b/);
    expect(existsSync(join(folder, 'power.json'))).toBe(false);
  });

  async function resumed(folder: string, state: string, words: string): Promise<void> {
    const { exitCode, stderr } = await power(folder, '--replicates', '2600', '--resume');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(new RegExp(`${third} is ${words}: kept as .*${state}-`));
    expect(result(folder)).toBe(whole);
  }

  it.each([
    ['truncated', (text: string) => text.slice(0, text.length / 2)],
    ['truncated', (text: string) => text.slice(0, -3)],
    ['truncated', () => ''],
    ['corrupt', (text: string) => text.replace('"successes":', '"successes":1')],
    ['corrupt', () => 'no\nshard\nat all\n'],
  ])('a shard that is %s is named, and a resumed run computes it again', async (state, damage) => {
    const folder = await complete();
    const file = join(folder, 'shards', third);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    await refused(folder, new RegExp(`${state}: 2\\b`));
    await resumed(folder, state, state);
  });

  it('a foreign shard, of another seed, is named and computed again', async () => {
    const [folder, other] = [await complete(), fresh()];
    await power(other, '--replicates', '2600', '--seed', 'other');
    copyFileSync(join(other, 'shards', third), join(folder, 'shards', third));
    await refused(folder, /foreign: 2\b/);
    await resumed(folder, 'foreign', 'a shard of another run');
    const kept = readdirSync(join(folder, 'shards')).find((name) => name.startsWith(`${third}.foreign-`)) ?? '';
    expect(readFileSync(join(folder, 'shards', kept), 'utf8')).toBe(readFileSync(join(other, 'shards', third), 'utf8'));
  });

  it('a misnamed shard, of other trials under this name, is named and computed again', async () => {
    const folder = await complete();
    copyFileSync(join(folder, 'shards', 'cell0-0000000000-0000000500.json'), join(folder, 'shards', third));
    await refused(folder, /misnamed: 2\b/);
    await resumed(folder, 'misnamed', 'a shard of other trials under this name');
  });

  it('another study is refused the folder', async () => {
    const folder = await complete();
    const { exitCode, stderr } = await power(folder, '--seed', 'other');
    expect([exitCode, stderr]).toEqual([2, `${folder} holds another run (another scenario, seed or setting); choose another folder\n`]);
  });
});

it('a folder that cannot be made and one without a plan give one clear message', async () => {
  const file = join(root, 'a-file');
  writeFileSync(file, '');
  const { exitCode, stderr } = await power(join(file, 'folder'), '--replicates', '500');
  expect(exitCode).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect((await run('status', join(root, 'nothing'))).stderr).toContain('holds no plan');
  expect((await run('run-shard', join(root, 'nothing'), '0')).exitCode).toBe(2);
});

it('a folder planned again with other shards takes the new cut where nothing is finished, and refuses it where something is', async () => {
  const folder = fresh();
  await plan(folder, '--replicates', '2600', '--shard-trials', '500');
  expect((await plan(folder, '--replicates', '2600', '--shard-trials', '1000')).stdout).toContain('3 shards of up to 1000 trials');
  await run('run-shard', folder, '0');
  const { exitCode, stderr } = await plan(folder, '--replicates', '2600', '--shard-trials', '500');
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/finished shards of up to 1000 trials, which cannot be cut into shards of 500/),
  ]);
  for (const index of ['1', '2']) await run('run-shard', folder, index);
  await run('merge', folder);
  expect(result(folder)).toBe(whole);
});

it('shards that no file could hold, and more shards than a folder should, are refused', async () => {
  const folder = fresh();
  expect((await plan(folder, '--replicates', '1000000000', '--shard-trials', '100000000')).stderr).toMatch(
    /at most 50000000 trials a shard/,
  );
  expect((await plan(folder, '--replicates', '1000000000', '--shard-trials', '500')).stderr).toMatch(/take shards of at least 1000 trials/);
  expect(existsSync(folder)).toBe(false);
});

it.each([
  'null',
  '[]',
  '{"format":1,"cells":[]}',
  '{"format":2,"cells":[]}',
  '{"format":2,"cells":[{}]}',
  '{"format":2,"cells":[null],"shardTrials":500}',
])('a plan file that holds %s is no plan', async (text) => {
  const folder = fresh();
  await plan(folder, '--replicates', '500');
  writeFileSync(join(folder, 'plan.json'), text);
  for (const command of ['status', 'merge', 'submit'])
    expect(await run(command, folder)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/plan\.json is not a plan of this program/) as string,
    });
});
