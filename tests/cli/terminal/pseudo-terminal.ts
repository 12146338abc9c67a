import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { inject } from 'vitest';

/** `script` of util-linux runs a program in a pseudo-terminal; without it (macOS has another one) there is nothing to test with. */
export const hasPseudoTerminal = process.platform === 'linux' && existsSync('/usr/bin/script');

/** How a program is watched and answered on a terminal. */
interface Sitting {
  readonly env?: Record<string, string>;
  /** What is typed at each question, in turn; a question ends with its usual answer in brackets. */
  readonly answers?: readonly string[];
  readonly columns?: number;
}

/** What a command line writes to a terminal of the given width, and its exit code. */
export function inTerminal(
  words: string,
  { env, answers = [], columns = 120 }: Sitting = {},
): Promise<{ exitCode: number | null; screen: string }> {
  const command = `stty cols ${columns} rows 40; ${process.execPath} '${inject('program')}' ${words}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    timeout: 60_000,
  });
  const typed = [...answers];
  let screen = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const seen = stripVTControlCharacters(screen);
    if (typed.length === 0 || seen.length === answered || !seen.endsWith('] ')) return; // the cursor alone moved: no new question
    answered = seen.length;
    child.stdin.write(typed.shift() ?? '');
  });
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, screen })));
}
