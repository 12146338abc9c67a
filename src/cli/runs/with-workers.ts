import { SimulationAborted, type SimulationOptions } from '../../power/simulation/simulation-options.ts';
import { interrupted, interrupts } from '../terminal/interrupt.ts';
import type { Session } from '../terminal/session.ts';
import { type ExpectedWork, WorkerPool } from '../workers/worker-pool.ts';
import { ProgressLines } from './progress-lines.ts';

/** How a command simulates. */
export interface WorkersOptions extends ExpectedWork {
  readonly workers: number | 'auto';
  /** No progress on stderr. */
  readonly quiet: boolean;
  /** Asks to stop; the signals of the process where left out. */
  readonly signal?: AbortSignal | undefined;
}

/** How a session simulates; it listens for the signals of the process from the first simulation on. */
export function workersIn(session: Session, workers: number | 'auto'): WorkersOptions {
  return {
    workers,
    quiet: session.quiet,
    get signal() {
      return session.signal;
    },
  };
}

/** What a simulation of the library is given by a command. */
export type CommandSimulation = Required<Omit<SimulationOptions, 'runner'>> & { readonly runner: WorkerPool };

/** What is left of a run that was interrupted, and how to go on. */
export type AfterInterrupt = (run: SimulationAborted) => string;

const nothingKept: AfterInterrupt = () => 'nothing was kept';

/**
 * Simulates on worker threads with progress on stderr, until it is done or interrupted.
 * @throws ExitError with the exit code of the signal (130 of SIGINT) if interrupted; (2) where the trials would take more memory than there is
 */
export async function withWorkers<T>(
  { workers, tasks, studies, quiet, signal: given }: WorkersOptions,
  simulate: (simulation: CommandSimulation) => Promise<T>,
  afterInterrupt: AfterInterrupt = nothingKept,
): Promise<T> {
  const runner = new WorkerPool(workers, { tasks, studies }); // first of all, so that the threads start meanwhile
  const { signal, end } = given === undefined ? interrupts() : { signal: given, end: () => undefined };
  const progress = new ProgressLines(quiet);
  try {
    return await simulate({ runner, signal, onProgress: (report) => progress.show(report) });
  } catch (error) {
    if (!(error instanceof SimulationAborted)) throw error;
    throw interrupted(signal, afterInterrupt(error));
  } finally {
    progress.finish();
    end();
    await runner.close();
  }
}
