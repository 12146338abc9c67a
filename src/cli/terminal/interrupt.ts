import { ExitError } from './exit-error.ts';

/** Exit codes of the signals that ask a program to stop: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type StopSignal = keyof typeof exitCodes;

/** A signal that aborts once the user or the system asks the program to stop, and the way to listen no longer. */
export interface Interrupts {
  readonly signal: AbortSignal;
  end(): void;
}

/** Listens for SIGINT, SIGTERM and SIGHUP. The first aborts; a second one ends the program, as if nobody listened. */
export function interrupts(): Interrupts {
  const controller = new AbortController();
  const names = Object.keys(exitCodes) as StopSignal[];
  const onSignal = (name: StopSignal): void => {
    end();
    controller.abort(name);
  };
  const end = (): void => names.forEach((name) => process.off(name, onSignal));
  for (const name of names) process.on(name, onSignal);
  return { signal: controller.signal, end };
}

/**
 * The failure of a command that was interrupted, with the exit code of its signal.
 * @param signal  an aborted signal of `interrupts`; undefined where the user ended the input, which counts as SIGINT
 * @param kept    what is left of the work, and how to go on
 */
export function interrupted(signal: AbortSignal | undefined, kept: string): ExitError {
  const reason: unknown = signal?.reason;
  const code = typeof reason === 'string' && Object.hasOwn(exitCodes, reason) ? exitCodes[reason as StopSignal] : exitCodes.SIGINT;
  return new ExitError(code, `interrupted; ${kept}`);
}
