/** A command's way to end with an exit code other than 0: the message goes to stderr, without a stack trace. */
export class ExitError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.name = 'ExitError';
    this.exitCode = exitCode;
  }
}

/** What was waited for ended without a result (exit code 1). */
export function incomplete(message: string): ExitError {
  return new ExitError(1, message);
}

/** The user's command or files are wrong (exit code 2). */
export function usageError(message: string): ExitError {
  return new ExitError(2, message);
}

/** Too many analyses could not be estimated (exit code 4). */
export function notEstimable(message: string): ExitError {
  return new ExitError(4, message);
}
