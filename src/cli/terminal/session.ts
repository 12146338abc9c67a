import { interrupts, type Interrupts } from './interrupt.ts';
import { warn } from './terminal.ts';

/** What one command runs in: made when it starts, handed to what it calls, ended with it. */
export interface Session {
  /** No progress and no warnings on stderr. */
  readonly quiet: boolean;
  /** Aborted when the user or the system asks the program to stop; until somebody takes it, such a request ends the program at once. */
  readonly signal: AbortSignal;
  /** A warning on stderr, unless quiet. */
  warn(text: string): void;
  /** Seconds since the command started. */
  seconds(): number;
  /** Gives the signals of the process back. */
  end(): void;
}

/** Starts the session of a command. */
export function startSession({ quiet = false }: { readonly quiet?: boolean | undefined }): Session {
  const started = performance.now();
  let listening: Interrupts | undefined;
  return {
    quiet,
    get signal() {
      listening ??= interrupts();
      return listening.signal;
    },
    warn(text) {
      if (!quiet) warn(text);
    },
    seconds: () => (performance.now() - started) / 1000,
    end: () => listening?.end(),
  };
}
