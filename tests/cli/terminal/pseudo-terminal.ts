import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** `script` of util-linux runs a program in a pseudo-terminal; without it (macOS has another one) there is nothing to test with. */
export const hasPseudoTerminal = process.platform === 'linux' && existsSync('/usr/bin/script');

const tsx = `${process.execPath} --import tsx`;

/** What a command line writes to a terminal of the given width, answers typed on it. */
export function inTerminal(words: string, options: { env?: Record<string, string>; typed?: string; columns?: number } = {}) {
  const command = `stty cols ${options.columns ?? 120} rows 40; ${tsx} src/cli/cli.ts ${words}`;
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    input: options.typed ?? '',
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...options.env },
    timeout: 60_000,
  });
  return { exitCode: status, screen: stdout };
}
