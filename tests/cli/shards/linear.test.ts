import fs, { rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const { readdirSync } = fs;
afterEach(() => {
  fs.readdirSync = readdirSync;
  syncBuiltinESMExports();
});

it('a run of many shards is resumed, merged and looked at with a few looks at the folder', async () => {
  const folder = join(root, 'run');
  const scenario = [shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '20000'];
  await run('plan', ...scenario, '--shard-trials', '500', '--out', folder);
  let looks = 0;
  fs.readdirSync = ((...words: Parameters<typeof readdirSync>) => {
    if (String(words[0]).startsWith(folder)) looks++;
    return readdirSync(...words);
  }) as typeof readdirSync;
  syncBuiltinESMExports();
  for (const words of [
    ['power', ...scenario, '--workers', '1', '--quiet', '--out', folder],
    ['power', ...scenario, '--workers', '1', '--quiet', '--out', folder, '--resume'],
    ['status', folder],
    ['merge', folder],
  ]) {
    looks = 0;
    expect((await run(...words)).exitCode).toBe(0);
    expect([words[0], looks <= 8]).toEqual([words[0], true]);
  }
});
