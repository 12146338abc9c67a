import { checkOptional } from '../../arguments/shape.ts';
import { doTask } from './block-task.ts';
import { runTasksInOrder, type TaskRunner } from './task-runner.ts';

/** Lets whatever else waits in this thread have its turn: timers, signals, drawing. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}

/**
 * Does every task in this thread, which has a turn for other work after each one.
 * @param afterTask  called after every task
 * @example
 * ```ts
 * import { estimatePowerAsync, inlineRunner } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * let tasks = 0;
 * await estimatePowerAsync(study, { runner: inlineRunner(() => tasks++) });
 * tasks > 1; // → true
 * ```
 */
export function inlineRunner(afterTask?: () => void): TaskRunner {
  checkOptional('afterTask', afterTask, 'function');
  const run: TaskRunner['run'] = async (kind, tasks, onDone, signal) => {
    let position = 0;
    for (const task of tasks) {
      if (signal?.aborted === true) return;
      onDone(doTask(kind, task), position++);
      afterTask?.();
      await nextTurn();
    }
  };
  return { run, runInOrder: (trials, onTally, options) => runTasksInOrder(run, 1, trials, onTally, options) };
}
