import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { BuiltProgram } from '../support/built-program.ts';

/** How a process ended, and what it said on stderr. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly stderr: string;
}

/** Seconds of the clock after which a process counts as hanging, since other work may have the processor. */
const MAX_SECONDS = 240;

/** How a command is started. */
export interface Start {
  readonly cwd: string;
  /** Words before the program: `unshare --pid …`. */
  readonly under?: readonly string[];
  /** Redirections of a shell: `>/dev/full`, `2>&-`. */
  readonly redirected?: string;
}

/** Runs the program in a process of its own. */
export function runProcess(program: BuiltProgram, words: readonly string[], { cwd, under = [], redirected }: Start): Promise<ProcessEnd> {
  const line = [...under, process.execPath, program.cli, ...words];
  const [command, ...rest] = redirected === undefined ? line : ['bash', '-c', `exec "$@" ${redirected}`, 'bash', ...line];
  const nowhere = openSync('/dev/null', 'r+');
  const child = spawn(command, rest, { cwd, env: { ...process.env, NO_COLOR: '1' }, stdio: [nowhere, nowhere, 'pipe'] });
  closeSync(nowhere);
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_SECONDS * 1000);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stderr });
    }),
  );
}
