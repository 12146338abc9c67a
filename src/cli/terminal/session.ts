import { setImmediate as nextTurn } from 'node:timers/promises';
import { interrupted, interrupts } from './interrupt.ts';
import { warn } from './terminal.ts';

/** What one command runs in: made when it starts, handed to what it calls, ended with it. */
export interface Session {
  /** No progress and no warnings on stderr. */
  readonly quiet: boolean;
  /** Aborted when the user or the system asks the program to stop; until somebody takes it, such a request ends the program at the next turn, in one line. */
  readonly signal: AbortSignal;
  /** A warning on stderr, unless quiet. */
  warn(text: string): void;
  /** Seconds since the command started. */
  seconds(): number;
  /**
   * Lets a request to stop be heard, after work that had no turns.
   * @throws ExitError with the exit code of the signal, where the program was asked to stop
   */
  breathe(): Promise<void>;
  /** Gives the signals of the process back. */
  end(): void;
}

/** What is said of a command that was interrupted while nobody listened who knows better. */
const KEPT = 'what was finished is kept: run the same command again';

/** Starts the session of a command. @param kept  what is left of the command when it is interrupted, and how to go on */
export function startSession({ quiet = false }: { readonly quiet?: boolean | undefined }, kept = KEPT): Session {
  const started = performance.now();
  const { signal, end } = interrupts();
  let isTaken = false;
  signal.addEventListener('abort', () => {
    if (!isTaken) leave(signal, kept);
  });
  return {
    quiet,
    get signal() {
      isTaken = true;
      return signal;
    },
    warn(text) {
      if (!quiet) warn(text);
    },
    seconds: () => (performance.now() - started) / 1000,
    async breathe() {
      await nextTurn();
      if (signal.aborted) throw interrupted(signal, kept);
    },
    end,
  };
}

/** Ends the program between two turns: nothing is half written, and temporary files go with the process. */
function leave(signal: AbortSignal, kept: string): void {
  const { message, exitCode } = interrupted(signal, kept);
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
