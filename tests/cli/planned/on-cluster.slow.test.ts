import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClusterInProcess } from '../cluster/cluster-in-process.ts';
import { emptyFolder, run } from '../command-line.ts';
import { lean, questions, textbook } from './questions.ts';

const cluster = new ClusterInProcess();
beforeEach(() => cluster.play());
afterEach(() => cluster.leave());

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));

const named = Object.entries(questions);
const elsewhere = (folder: string, ...more: string[]): string[] => ['--executor', 'slurm', '--shards', '4', '--out', folder, ...more];

/** What is printed, without the time that it took. */
const untimed = (text: string): string => text.replace(/,?\s*"timing": \{[^}]*\}/, '');

describe('a question on a cluster', () => {
  it.each(named)('a %s with --executor --wait is answered as without, in every byte', async (name, { command, words, result }) => {
    const [here, there] = [join(root, `${name}-here`), join(root, `${name}-there`)];
    const asked = [command, textbook, ...words, ...lean];
    const alone = await run(...asked, '--json', '--out', here);
    const sent = await run(...asked, '--json', ...elsewhere(there, '--wait'));
    expect({ ...sent, stdout: untimed(sent.stdout) }).toEqual({ ...alone, stdout: untimed(alone.stdout) });
    expect(cluster.sent.slice(-2)).toEqual([expect.stringMatching(/^[\d,-]+$/), 'merge']);
    for (const file of readdirSync(here).filter((each) => each.startsWith(`${result}.`) || each.endsWith('.csv')))
      expect([file, readFileSync(join(there, file), 'utf8')]).toEqual([file, readFileSync(join(here, file), 'utf8')]);
    const { length } = cluster.sent;
    expect(await run(...asked, ...elsewhere(there, '--wait', '--resume'))).toEqual(await run(...asked, '--out', here, '--resume'));
    expect(cluster.sent).toHaveLength(length); // nothing is sent twice
  });

  it.each(named)('a %s that is planned and submitted has the result of its command', async (name, { command, words, result }) => {
    const folder = join(root, `${name}-submitted`);
    await run('plan', textbook, '--for', command, ...words, ...lean, '--out', folder);
    const { exitCode, stdout, stderr } = await run('submit', folder, '--wait', '--quiet');
    const file = `${result}.json`;
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`result: ${join(folder, file)}`);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(root, `${name}-here`, file), 'utf8'));
    expect((await run('submit', folder)).stdout).toContain('nothing to do');
  });
});

describe('a tornado whose widest bar is a large run', () => {
  const asked = [...questions.tornado.words.slice(0, -1), '1000', ...lean];

  it('power --tornado --executor --wait sends the shards that follow from the results as a second array', async () => {
    const [here, there] = [join(root, 'wide-here'), join(root, 'wide-there')];
    const alone = await run('power', textbook, ...asked, '--out', here);
    const sent = await run('power', textbook, ...asked, ...elsewhere(there, '--wait'));
    expect(sent).toEqual(alone);
    expect(cluster.sent).toEqual(['0-2', 'merge', '3-9', 'merge']);
    expect(readFileSync(join(there, 'tornado.json'), 'utf8')).toBe(readFileSync(join(here, 'tornado.json'), 'utf8'));
  });

  it('without --wait the first merge plans these shards, says so, and submit run again sends them', async () => {
    const folder = join(root, 'wide-submitted');
    const { exitCode, stdout } = await run('power', textbook, ...asked, ...elsewhere(folder));
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('sent 3 of 3 shards (0-2) as job 1, merge as job 2')]);
    await cluster.runAll();
    const log = readFileSync(join(folder, 'slurm', 'merge.log'), 'utf8');
    const message = `${folder}: 7 further shards follow from these results and are planned: submit again, or run merge by hand`;
    expect(log).toBe(`${message}\nmerge ended with exit code 1\n`);
    expect((await run('status', folder)).stdout).toContain('3 of 10 shards finished (3000 of 10000 trials)\nmissing: 3-9\n');
    expect((await run('submit', folder)).stdout).toContain('sent 7 of 10 shards (3-9)');
    await cluster.runAll();
    expect(readFileSync(join(folder, 'tornado.json'), 'utf8')).toBe(readFileSync(join(root, 'wide-here', 'tornado.json'), 'utf8'));
    expect((await run('submit', folder)).stdout).toContain('nothing to do');
  });

  it('merge by hand simulates them', async () => {
    const folder = join(root, 'wide-merged');
    await run('plan', textbook, ...asked, '--shard-trials', '1000', '--out', folder);
    await run('run-shard', folder, '0', '1', '2');
    expect((await run('merge', folder)).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'tornado.json'), 'utf8')).toBe(readFileSync(join(root, 'wide-here', 'tornado.json'), 'utf8'));
  });
});

it('a question whose analyses cannot be estimated ends on a cluster as it does without, message and exit code', async () => {
  const asked = ['power', textbook, ...questions.tornado.words, ...lean, '--participants', '2'];
  const alone = await run(...asked);
  expect([alone.exitCode, alone.stdout]).toEqual([4, '']);
  expect(await run(...asked, ...elsewhere(join(root, 'not-estimable'), '--wait'))).toEqual(alone);
});

it('a search for a size cuts its final curve as --shards auto measures it, not the small runs before it', async () => {
  const now = vi.spyOn(performance, 'now');
  let second = 0;
  now.mockImplementation(() => 1000 * second++); // a pilot ends after two looks at the clock
  const folder = join(root, 'auto');
  const { words } = questions['size that is reached'];
  const { stdout } = await run('sample-size', textbook, ...words, ...lean, '--executor', 'slurm', '--out', folder).finally(() =>
    now.mockRestore(),
  );
  expect(stdout).toMatch(/2 shards of up to 6000 trials\nsent 1 of 2 shards \(1\)/);
});

describe('simulate --executor slurm', () => {
  const asked = ['simulate', textbook, '--trials', '60', '--truth', '--quiet'];
  const files = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

  it('simulate --executor --wait leaves the files of the command without it, and nothing else', async () => {
    const [here, there] = [join(root, 'files-here'), join(root, 'files-there')];
    const alone = await run(...asked, '--out', here);
    const sent = await run(...asked, '--out', there, '--executor', 'slurm', '--shards', '3', '--wait');
    expect(sent).toEqual({ ...alone, stdout: alone.stdout.replaceAll(here, there) });
    expect(cluster.sent).toEqual(['0-2', 'merge']);
    expect(files(there)).toEqual(files(here));
  });

  it('without --wait its merge writes the files, and the command with --resume removes the shards', async () => {
    const folder = join(root, 'files-alone');
    const { stdout } = await run(...asked, '--out', folder, '--executor', 'slurm', '--shards', '3');
    expect(stdout).toContain('3 shards of up to 20 trials');
    await cluster.runAll();
    expect((await run('status', folder)).stdout).toContain(`result: ${join(folder, 'dictionary.csv')}`);
    expect((await run(...asked, '--out', folder, '--resume')).exitCode).toBe(0);
    expect(existsSync(join(folder, 'plan.json'))).toBe(false);
  });

  it('shards of more trials than fit into memory are refused', async () => {
    const many = ['simulate', textbook, '--trials', '100000', '--out', join(root, 'nowhere')];
    expect(await run(...many, '--executor', 'slurm', '--shards', '2')).toMatchObject({
      exitCode: 2,
      stderr: '--shards 2: expected at most 8333 trials a shard (60 values each, held in memory), got 50000\n',
    });
    expect(cluster.sent).toEqual([]);
  });
});

it.each([
  [['compare', textbook, '--executor', 'slurm'], '--executor: say with --out which folder, seen by all nodes, keeps the shards\n'],
  [['simulate', textbook, '--wait'], '--wait: goes with --executor slurm\n'],
  [['sample-size', textbook, '--analytic', '--executor', 'slurm', '--out', root, '--wait'], '--analytic: cannot go with --out\n'],
  [
    ['power', textbook, '--tornado', '--executor', 'slurm', '--out', root, '--json'],
    '--json: needs the result: add --wait, or ask when the jobs have ended with the same command without --executor\n',
  ],
  [['compare', textbook, '--executor', 'slurm', '--out', join(root, 'none'), '--resume'], /none holds no plan/],
])('%j is refused', async (words, message) => {
  const { exitCode, stdout, stderr } = await run(...words);
  expect([exitCode, stdout, cluster.sent]).toEqual([2, '', []]);
  expect(stderr).toMatch(message);
});
