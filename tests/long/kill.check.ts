import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, inject, it } from 'vitest';
import { rootKey, Stream } from '../../src/random/index.ts';

const KILLS = 50;
const root = mkdtempSync(join(tmpdir(), 'crossover-sim-kill-'));
afterAll(() => rmSync(root, { recursive: true }));
const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Runs power into a folder; killed by SIGKILL after some milliseconds, or left alone. True when it finished. */
function power(folder: string, killAfter?: number): Promise<boolean> {
  const words = ['power', path('scenarios/gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '2000000'];
  const child = spawn(process.execPath, [inject('program'), ...words, '--workers', '2', '--quiet', '--out', folder], { stdio: 'ignore' });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    }),
  );
}

it(`a run killed ${KILLS} times at random instants and resumed gives the bytes of an uninterrupted run`, async () => {
  const [whole, broken] = [join(root, 'whole'), join(root, 'broken')];
  const began = performance.now();
  expect(await power(whole)).toBe(true);
  const took = performance.now() - began;
  const stream = new Stream().startAt(rootKey('kill'), 0, 0, 0);
  let kills = 0;
  let rounds = 0;
  while (kills < KILLS) {
    if (await power(broken, (0.15 + 0.45 * stream.uniform()) * took)) {
      rounds++;
      rmSync(broken, { recursive: true });
    } else kills++;
    if (rounds > KILLS) expect.fail('the run is too short to be killed');
  }
  // Every process may have been killed before it had a shard.
  const there = existsSync(join(broken, 'shards')) ? readdirSync(join(broken, 'shards')) : [];
  const before = there.filter((name) => !name.startsWith('.')).length;
  expect(await power(broken)).toBe(true);
  for (const name of ['power.json', 'plan.json'])
    expect(readFileSync(join(broken, name), 'utf8')).toBe(readFileSync(join(whole, name), 'utf8'));
  const shards = readdirSync(join(whole, 'shards'));
  for (const name of shards)
    expect(readFileSync(join(broken, 'shards', name), 'utf8')).toBe(readFileSync(join(whole, 'shards', name), 'utf8'));
  process.stdout.write(
    `${kills} kills, ${rounds} runs finished in between, ${before} of ${shards.length} shards there before the last resume\n`,
  );
});
