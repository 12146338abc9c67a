import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, inject, it, vi } from 'vitest';
import { ShardFiles } from '../../../src/cli/shards/shard-files.ts';
import { WorkerPool } from '../../../src/cli/workers/worker-pool.ts';
import { oneArm, twoStudies } from '../../learning/small-evidence.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const evidence = join(root, 'evidence.yaml');
const yaml = `name: two
${oneArm}parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }
${twoStudies}`;
writeFileSync(evidence, yaml);
/** Milliseconds that a test may take where other programs run beside it. */
const LONG = 300_000;
const words = ['learn', evidence, '--leave-out', '--quiet'];

/** Every file below a folder, with its content. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}

const whole = join(root, 'whole');
const finished = (folder: string): string[] => readdirSync(join(folder, 'shards')).sort();

it(
  'the answer has the same bytes on one, two and three workers, in memory and in a folder',
  async () => {
    const memory = await run(...words, '--json', '--workers', '1');
    expect(memory).toMatchObject({ exitCode: 0, stderr: '' });
    for (const workers of ['2', '3']) expect((await run(...words, '--json', '--workers', workers)).stdout).toBe(memory.stdout);
    const kept = await run(...words, '--json', '--workers', '2', '--out', whole);
    expect(kept.stdout).toBe(memory.stdout);
    expect(readdirSync(whole).sort()).toEqual(['learning.json', 'plan.json', 'posterior.json', 'shards']);
    const { checksum, ...stored } = JSON.parse(readFileSync(join(whole, 'learning.json'), 'utf8')) as Record<string, unknown>;
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(stored).toEqual(JSON.parse(memory.stdout));
    const { waves } = stored as { waves: unknown[] };
    // What two studies read, 120 points of each in parts of 30, and two posteriors with a study left out.
    expect(finished(whole)).toHaveLength(2 + 8 * waves.length + 2);
  },
  LONG,
);

/** Kills the process before its n-th file of a finished task appears. */
const killer = join(root, 'killer.mjs');
writeFileSync(
  killer,
  `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { linkSync } = fs;
let left = Number(process.env.KILL_AT);
fs.linkSync = (...words) => {
  if (--left === 0) process.kill(process.pid, 'SIGKILL');
  linkSync(...words);
};
syncBuiltinESMExports();
`,
);

it.each([1, 8])(
  'a run that is killed before its file %i has the bytes of an uninterrupted one when it is given again',
  async (file) => {
    const folder = join(root, `killed-${file}`);
    const { signal } = spawnSync(process.execPath, ['--import', killer, inject('program'), ...words, '--workers', '2', '--out', folder], {
      env: { ...process.env, KILL_AT: String(file) },
    });
    expect(signal).toBe('SIGKILL');
    const left = finished(folder).filter((name) => name.endsWith('.json'));
    expect(left).toHaveLength(file - 1);
    expect(existsSync(join(folder, 'learning.json'))).toBe(false);
    const publish = vi.spyOn(ShardFiles.prototype, 'publish');
    expect(await run(...words, '--out', folder, '--resume')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(publish.mock.calls.map(([name]) => name).filter((name) => left.includes(name))).toEqual([]);
    publish.mockRestore();
    expect(contents(folder)).toEqual(contents(whole));
  },
  LONG,
);

it.each([
  [[], 'nothing is kept of a posterior; with --out DIR finished shards are'],
  [['--out', join(root, 'stopped')], `finished shards are kept in ${join(root, 'stopped')}: run the same command again with --resume`],
])(
  'an interrupted run says what is kept: %j',
  async (out, message) => {
    const does = WorkerPool.prototype.learn;
    let done = 0;
    const spy = vi.spyOn(WorkerPool.prototype, 'learn').mockImplementation(function (this: WorkerPool, kind, tasks, onDone, signal) {
      const onOutcome: typeof onDone = (outcome, place) => {
        onDone(outcome, place);
        if (++done === 4) process.emit('SIGINT', 'SIGINT');
      };
      return does.call(this, kind, tasks, onOutcome, signal);
    });
    const stopped = await run(...words, '--workers', '1', ...out);
    spy.mockRestore();
    expect(stopped).toEqual({ exitCode: 130, stdout: '', stderr: `interrupted; ${message}\n` });
    expect(done).toBe(4);
    if (out.length > 0) expect(finished(out[1])).toHaveLength(4);
  },
  LONG,
);

it(
  'two runs in one folder at the same time share the work and give the same bytes',
  () => {
    const folder = join(root, 'shared');
    const child = `node '${inject('program')}' ${words.map((word) => `'${word}'`).join(' ')} --workers 1 --out '${folder}'`;
    const { status, stderr } = spawnSync('sh', ['-c', `${child} & first=$!; ${child} || exit 1; wait $first`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(contents(folder)).toEqual(contents(whole));
  },
  LONG,
);

it(
  'damaged files are found by their checksum, kept aside and computed again',
  async () => {
    const folder = join(root, 'damaged');
    await run(...words, '--out', folder);
    const [first, second, third, fourth] = finished(folder).filter((name) => name.startsWith('wave0'));
    const at = (name: string): string => join(folder, 'shards', name);
    const text = (name: string): string => readFileSync(at(name), 'utf8');
    writeFileSync(at(first), text(first).slice(0, 500));
    writeFileSync(
      at(second),
      text(second).replace(/\d(?=,)/, (digit) => String((Number(digit) + 1) % 10)),
    );
    writeFileSync(at(third), text(fourth));
    const { exitCode, stderr } = await run(...words, '--out', folder);
    expect(exitCode).toBe(0);
    for (const [name, label] of [
      [first, 'truncated'],
      [second, 'corrupt'],
      [third, 'a shard of other trials under this name'],
    ])
      expect(stderr).toContain(`${name} is ${label}: kept as ${folder}`);
    const named = Object.entries(contents(folder)).filter(([path]) => !/json\.(truncated|corrupt|misnamed)-/.test(path));
    expect(Object.fromEntries(named)).toEqual(contents(whole));
    expect(finished(folder).length).toBe(finished(whole).length + 3);
  },
  LONG,
);

it(
  'a folder of other evidence, another seed, version or question is refused, and power refuses one of learn',
  async () => {
    const before = contents(whole);
    const other = join(root, 'other.yaml');
    writeFileSync(other, yaml.replace('count: 12', 'count: 13'));
    const refused = (why: string) => ({ exitCode: 2, stdout: '', stderr: `${whole} holds another run (${why}); choose another folder\n` });
    expect(await run(...words, '--seed', 'other', '--out', whole)).toEqual(refused('another evidence file or seed'));
    expect(await run('learn', other, '--out', whole)).toEqual(refused('another evidence file or seed'));
    const { checksum, ...plan } = JSON.parse(before['plan.json']) as Record<string, unknown>;
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(join(whole, 'plan.json'), JSON.stringify({ ...plan, engine: '0.0.1' }));
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await run(...words, '--out', whole)).toEqual(refused(`made by version 0.0.1, this is ${version}`));
    writeFileSync(join(whole, 'plan.json'), JSON.stringify({ ...plan, seed: 'x', checksum }));
    expect((await run(...words, '--out', whole)).stderr).toContain('plan.json was changed after it was written');
    writeFileSync(join(whole, 'plan.json'), before['plan.json']);

    const textbook = shipped('gaussian-textbook.yaml');
    const power = await run('power', textbook, '--replicates', '500', '--out', whole);
    expect(power).toMatchObject({ exitCode: 2, stderr: `${whole} holds a run of learn: only that command goes on with it\n` });
    const powers = join(root, 'power');
    await run('power', textbook, '--replicates', '500', '--out', powers);
    expect((await run(...words, '--out', powers)).stderr).toBe(`${powers} holds another run (another question); choose another folder\n`);
    expect(contents(whole)).toEqual(before);
  },
  LONG,
);

it('a folder that cannot be written, or gone on with, is refused in one line', async () => {
  const lines = async (...more: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(...words, ...more);
    expect([exitCode, stdout]).toEqual([2, '']);
    return stderr;
  };
  expect(await lines('--resume')).toBe('--resume: say with --out which folder to go on from\n');
  expect(await lines('--resume', '--out', 'x.json')).toBe('--resume: expected a folder as --out, got x.json\n');
  expect(await lines('--resume', '--out', join(root, 'none'))).toBe(`--resume: ${join(root, 'none')} holds no run of learn\n`);
  expect(existsSync(join(root, 'none'))).toBe(false);
  expect(await lines('--workers', 'many')).toBe("--workers: expected a whole number from 1 to 1024, or auto, got 'many'\n");
  if (existsSync('/proc/self')) expect(await lines('--out', '/proc/none/x')).toMatch(/^cannot write \/proc\/none\/x: .*\n$/);
});
