import { resolve } from 'node:path';
import { join, quote } from 'shlex';
import { usageError } from '../terminal/exit-error.ts';

/** A word as a POSIX shell reads it back. */
export const quoted = quote;

/**
 * Names that go into scripts and documents have no line break, in whatever language, and no other control character: a quoted one would still end a comment.
 * @throws ExitError (2)
 */
export function assertPlainNames(who: string, names: readonly string[]): void {
  const name = names.find((each) => /[\p{Cc}\u2028\u2029]/u.test(each));
  if (name !== undefined)
    throw usageError(`${who} cannot take a path with a line break or another control character: ${JSON.stringify(name)}`);
}

/** How this program was started, so that a job can start it likewise on another machine that sees the same files. */
export function argvOfThisProcess(): string[] {
  return [process.execPath, ...process.execArgv, ...(process.argv[1] === undefined ? [] : [resolve(process.argv[1])])];
}

/** The same as a shell reads it. */
export function programCommand(): string {
  return join(argvOfThisProcess());
}
