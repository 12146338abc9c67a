import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';

/** What one command line printed and how it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The path of a shipped scenario. */
export const shipped = (name: string): string => fileURLToPath(new URL(`../../scenarios/${name}`, import.meta.url));

/** A new empty folder outside the checkout. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'crossover-sim-'));

/** Runs a command line in this process. */
export async function run(...words: string[]): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      return true;
    }),
  );
  const logs = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => {
      printed[name === 'log' ? 'stdout' : 'stderr'] += `${parts.map(String).join(' ')}\n`;
    }),
  );
  const before = process.exitCode;
  try {
    return { exitCode: await runCommandLine(words), ...printed };
  } finally {
    for (const spy of [...spies, ...logs]) spy.mockRestore();
    process.exitCode = before;
  }
}
