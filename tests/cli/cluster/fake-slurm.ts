import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

/** A folder for a suite in which programs of Slurm are played by scripts that note how they were called. */
export function fakeSlurm() {
  const root = emptyFolder();
  const bin = join(root, 'bin');
  const calls = join(root, 'calls.txt');
  const path = process.env.PATH ?? '';
  let folders = 0;

  beforeEach(() => {
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(bin, { recursive: true });
    writeFileSync(calls, '');
    process.env.PATH = `${bin}:/usr/bin:/bin`;
    for (const name of ['sbatch', 'squeue', 'scontrol']) played(name, `echo "no ${name} here" >&2; exit 1`);
  });
  afterEach(() => {
    process.env.PATH = path;
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function played(name: string, commands: string): void {
    writeFileSync(join(bin, name), `#!/bin/bash\necho "${name} $*" >> ${calls}\n${commands}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  return {
    root,
    bin,
    /** A program that runs these lines of bash. */
    played,
    /** A program that answers this. */
    fake: (name: string, answer: string, status = 0): void => played(name, `printf '%s\\n' '${answer}'\nexit ${status}`),
    called: (program: string): string[] =>
      readFileSync(calls, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`${program} `)),
    async planned(shards: number, name = `run ${folders++}`): Promise<string> {
      const folder = join(root, name);
      const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', String(500 * shards)];
      expect((await run(...words, '--shard-trials', '500', '--out', folder)).exitCode).toBe(0);
      return folder;
    },
  };
}
