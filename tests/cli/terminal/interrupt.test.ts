import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const cli = fileURLToPath(new URL('../../../src/cli/cli.ts', import.meta.url));
const scenario = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--workers', '1', '--quiet'];

it('an interrupted run keeps what is finished, says how to go on, exits 130, and the resumed run gives the same bytes', async () => {
  const folder = join(root, 'interrupted');
  const words = ['power', ...scenario, '--replicates', '4000000', '--out', folder];
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const finished = (): number => (existsSync(join(folder, 'shards')) ? readdirSync(join(folder, 'shards')).length : 0);
  while (finished() < 3 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(stderr).toMatch(/^interrupted finished parts are kept in .*--resume\n$/);
  expect(finished()).toBeGreaterThanOrEqual(3);
  expect(finished()).toBeLessThan(100);
  expect((await run('merge', folder)).exitCode).toBe(2);
  const words20 = ['power', ...scenario, '--replicates', '20000'];
  const short = join(root, 'short');
  expect((await run(...words20, '--out', short)).exitCode).toBe(0);
  expect((await run(...words20, '--out', folder, '--resume')).exitCode).toBe(0);
  expect(readFileSync(join(folder, 'power.json'), 'utf8')).toBe(readFileSync(join(short, 'power.json'), 'utf8'));
}, 60_000);
