import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { emptyFolder } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  'simulate ends at %s with %i and one line, and keeps what is finished and nothing else',
  async (signal, exitCode) => {
    const out = join(root, signal);
    const words = ['simulate', 'scenarios/williams-2018.yaml', '--trials', '100000', '--out', out, '--quiet'];
    const child = spawn(process.execPath, [inject('program'), ...words]);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    while (!existsSync(join(out, 'shards'))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    const [code] = (await once(child, 'close')) as [number];
    expect([code, stderr]).toEqual([
      exitCode,
      `interrupted; finished shards are kept in ${out}: run the same command again with --resume\n`,
    ]);
    expect(readdirSync(out).sort()).toEqual(['plan.json', 'shards']);
    expect(readdirSync(join(out, 'shards')).filter((name) => !/^cell0-\d+-\d+\.json$/.test(name))).toEqual([]);
  },
  60_000,
);
