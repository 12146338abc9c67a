import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const williams = shipped('williams-2018.yaml');
const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const simulated = async (name: string, seed: string, trials = '1'): Promise<string> => {
  const out = join(root, name);
  expect((await run('simulate', williams, '--truth', '--seed', seed, '--trials', trials, '--out', out)).exitCode).toBe(0);
  return out;
};

/** Kills the process at its n-th rename. */
const killer = join(root, 'killer.mjs');
writeFileSync(
  killer,
  `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { renameSync } = fs;
let left = Number(process.env.KILL_AT);
fs.renameSync = (...words) => {
  if (--left === 0) process.kill(process.pid, 'SIGKILL');
  renameSync(...words);
};
syncBuiltinESMExports();
`,
);

it.each([1, 2, 5])(
  'whoever reads what simulate left when it was killed at rename %i has the files of one run',
  async (rename) => {
    const [old, fresh] = [contentsOf(await simulated('old', '1')), contentsOf(await simulated('fresh', '2'))];
    const out = await simulated(`killed-${rename}`, '1');
    const words = ['simulate', williams, '--truth', '--seed', '2', '--out', out, '--quiet'];
    const { signal } = spawnSync(process.execPath, ['--import', killer, inject('program'), ...words], {
      env: { ...process.env, KILL_AT: String(rename) },
    });
    expect(signal).toBe('SIGKILL');
    const analysis = ['--endpoint', 'hamd17', '--visit', 'day1', '--method', 'mixed-model', '--covariates', 'sex,age'];
    expect((await run('analyze', join(out, 'observations.csv'), ...analysis)).exitCode).toBe(0);
    const { '.crossover-sim-set.json': list, ...after } = contentsOf(out);
    const named = Object.fromEntries(Object.entries(after).filter(([name]) => !name.startsWith('.')));
    expect([list, named]).toEqual([undefined, rename === 1 ? old : fresh]);
    await run('simulate', williams, '--truth', '--seed', '2', '--out', out);
    expect(contentsOf(out)).toEqual(fresh); // nothing temporary is left
  },
  60_000,
);

const canShareNumbers = spawnSync('unshare', ['-p', '-f', '--mount-proc', 'true']).status === 0;

it.skipIf(!canShareNumbers)(
  'two containers whose processes have one number write one folder one after the other',
  async () => {
    const wanted = [contentsOf(await simulated('a', 'A', '20')), contentsOf(await simulated('b', 'B', '20'))];
    const out = join(root, 'both');
    mkdirSync(out);
    const words = (seed: string) => ['simulate', williams, '--seed', seed, '--trials', '20', '--truth', '--out', out, '--quiet'];
    const children = ['A', 'B'].map((seed) =>
      spawn('unshare', ['-p', '-f', '--mount-proc', process.execPath, inject('program'), ...words(seed)]),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0] as number));
    expect(codes).toEqual([0, 0]);
    expect(wanted).toContainEqual(contentsOf(out));
  },
  60_000,
);
