import { checkWhole } from '../../arguments/numbers.ts';
import type { TaskRunner } from './task-runner.ts';

/** How far a simulation is. The first report of every stage has `done` equal to `from`. */
export interface SimulationProgress {
  /**
   * `truth`: true effects are found, of patients (of one study, without knowing how far it is) or of scenarios;
   * `trials`: trials are simulated; `sizes`: trials are analysed at several sizes; `curve`: trials of a run are replayed at
   * other sizes.
   */
  readonly stage: 'truth' | 'trials' | 'sizes' | 'curve';
  readonly unit: 'patients' | 'scenarios' | 'trials';
  readonly done: number;
  readonly total: number;
  /** How many were done before this stage began. */
  readonly from: number;
  /** With `sizes`: the largest number of patients. */
  readonly participants?: number;
}

/** What every simulation of the library takes. */
export interface SimulationOptions {
  /** Where the work is done; in this thread where left out. The numbers are the same anywhere. */
  readonly runner?: TaskRunner;
  /** Stops the simulation, which then rejects with `SimulationAborted`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SimulationProgress) => void;
}

/**
 * A simulation was stopped by its signal, whose reason is the `cause`.
 *
 * @example
 * ```ts
 * import { estimatePowerAsync, SimulationAborted } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const signal = AbortSignal.abort();
 * const stopped = await estimatePowerAsync(study, { signal }).catch((error: unknown) => error);
 * stopped instanceof SimulationAborted; // → true
 * ```
 */
export class SimulationAborted extends Error {
  /** Trials that had been counted by then. */
  readonly trials: number;

  constructor(trials: number, reason: unknown) {
    checkWhole('trials', trials);
    super(`the simulation was stopped after ${trials} trials`, { cause: reason });
    this.name = 'AbortError';
    this.trials = trials;
  }
}

/** @throws SimulationAborted if the signal asks to stop */
export function throwIfAborted(signal: AbortSignal | undefined, trials: number): void {
  if (signal?.aborted === true) throw new SimulationAborted(trials, signal.reason);
}

let named = 0;

/** A name for a study that nothing else in this program has. */
export function newTaskId(): string {
  return `study ${++named}`;
}
