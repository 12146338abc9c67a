import { reasonOf } from './file-fault.ts';

/** Exit code of a command that failed for a reason that is not about its answer. */
const FAILED = 2;

/** What failed unexpectedly, in one line: too many open files in words, whoever opened the last. */
export function unexpectedText(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  const code = /\b(EMFILE|ENFILE)\b/.exec(line)?.[0];
  return code === undefined ? line : reasonOf({ code });
}

/** Whether a failure was reported, from which others may follow that nobody waits for. */
let wasReported = false;

/** Reports a failure in one line. @param coloured  the line as it is printed */
export function reportUnexpected(error: unknown, coloured: (line: string) => string = (line) => line): void {
  process.stderr.write(`${coloured(unexpectedText(error))}\n`);
  wasReported = true;
}

/**
 * Ends the program with 2 and one line where something fails that nobody waits for (a thread that cannot start, since too many files are open):
 * Node would print a stack trace and end with 1, which says that a requirement was missed.
 */
export function guardFailures(): void {
  const end = (error: unknown): void => {
    if (!wasReported) reportUnexpected(error);
    process.exit(FAILED);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
