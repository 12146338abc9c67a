import { resolve } from 'node:path';
import { join, quote } from 'shlex';

/** A word as a POSIX shell reads it back. */
export const quoted = quote;

/** How this program was started, so that a job can start it likewise on another machine that sees the same files. */
export function argvOfThisProcess(): string[] {
  return [process.execPath, ...process.execArgv, ...(process.argv[1] === undefined ? [] : [resolve(process.argv[1])])];
}

/** The same as a shell reads it. */
export function programCommand(): string {
  return join(argvOfThisProcess());
}
