import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { waitForJobs } from '../../../src/cli/cluster/await-jobs.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { interrupted, interrupts } from '../../../src/cli/terminal/interrupt.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const scenario = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--workers', '1', '--quiet'];

it('an interrupted run keeps what is finished, says how to go on, exits 130, and the resumed run gives the same bytes', async () => {
  const folder = join(root, 'interrupted');
  const words = ['power', ...scenario, '--replicates', '4000000', '--out', folder];
  const child = spawn(process.execPath, [inject('program'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const finished = (): number => (existsSync(join(folder, 'shards')) ? readdirSync(join(folder, 'shards')).length : 0);
  while (finished() < 3 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(stderr).toMatch(/^interrupted; finished shards are kept in .*--resume\n$/);
  expect(finished()).toBeGreaterThanOrEqual(3);
  expect(finished()).toBeLessThan(100);
  expect((await run('merge', folder)).exitCode).toBe(2);
  const words20 = ['power', ...scenario, '--replicates', '20000'];
  const short = join(root, 'short');
  expect((await run(...words20, '--out', short)).exitCode).toBe(0);
  expect((await run(...words20, '--out', folder, '--resume')).exitCode).toBe(0);
  expect(readFileSync(join(folder, 'power.json'), 'utf8')).toBe(readFileSync(join(short, 'power.json'), 'utf8'));
}, 60_000);

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

it.each(signals)('%s is listened to once and gives exit code %i', (name, exitCode) => {
  const before = process.listenerCount(name);
  const { signal, end } = interrupts();
  expect(process.listenerCount(name)).toBe(before + 1);
  process.emit(name, name);
  expect(signal.aborted).toBe(true);
  expect(process.listenerCount(name)).toBe(before);
  expect(interrupted(signal, 'all is kept')).toMatchObject({ exitCode, message: 'interrupted; all is kept' });
  end();
});

const lean = [scenario[0], '--set', 'power.truthPatients=100'];
const sweep = ['power', ...lean, '--vary', 'gaussian.difference=2,4', '--replicates', '4000000', '--workers', '1', '--quiet'];

it.each([
  ['run-shard', 'SIGTERM', 143, (folder: string) => ['run-shard', folder, ...Array.from({ length: 400 }, (_, i) => String(i)), '--quiet']],
  ['power --vary', 'SIGHUP', 129, (folder: string) => [...sweep, '--out', folder]],
] as const)(
  '%s keeps finished shards when it gets %s, and exits with %i',
  async (verb, name, exitCode, wordsOf) => {
    const folder = join(root, name);
    if (verb === 'run-shard') await run('plan', ...lean, '--replicates', '4000000', '--shard-trials', '10000', '--out', folder);
    const child = spawn(process.execPath, [inject('program'), ...wordsOf(folder)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const shards = join(folder, 'shards');
    const finished = (): number => (existsSync(shards) ? readdirSync(shards).filter((file) => /^cell\d+-\d.*json$/.test(file)).length : 0);
    while (finished() < 2 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill(name);
    const where = verb === 'run-shard' ? '' : ` in ${folder}: run the same command again with --resume`;
    expect([await ended, stderr]).toEqual([exitCode, `interrupted; finished shards are kept${where}\n`]);
    expect(finished()).toBeGreaterThanOrEqual(2);
    expect(finished()).toBeLessThan(400);
    expect(readdirSync(shards).filter((file) => file.startsWith('.crossover-sim'))).toEqual([]);
  },
  60_000,
);

it.each(signals)('waiting for jobs ends at %s with %i and leaves the jobs alone', async (name, exitCode) => {
  const path = join(root, `waiting-${name}`);
  await run('plan', scenario[0], '--set', 'power.truthPatients=100', '--replicates', '1000', '--out', path);
  const said: string[] = [];
  const waiting = waitForJobs(ResultsFolder.open(path), {
    quiet: true,
    say: (text) => void said.push(text),
    signal: AbortSignal.abort(name),
  });
  await expect(waiting).rejects.toMatchObject({ exitCode, message: expect.stringMatching(/^interrupted; the jobs go on: /) as string });
  expect(said).toEqual([]);
});
