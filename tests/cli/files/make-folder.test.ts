import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from '../../../src/cli/files/make-folder.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

it('makeFolder makes a folder and those it lies in, and again', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

it('a file in the way is an error', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file', 'x'))).toThrow(/ENOTDIR/);
});

it.runIf(existsSync('/proc/self'))('a folder under /proc cannot be made: one message and exit code 2, at once', async () => {
  const scenario = shipped('gaussian-textbook.yaml');
  for (const words of [
    ['power', scenario, '--replicates', '500', '--out', '/proc/none/x'],
    ['simulate', scenario, '--out', '/proc/none/x'],
  ]) {
    const { exitCode, stderr } = await run(...words, ...(words[0] === 'power' ? ['--quiet'] : []));
    expect(stderr).toMatch(/cannot write \/proc\/none/);
    expect(exitCode).toBe(2);
  }
});
