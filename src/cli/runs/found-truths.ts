import { throwIfAborted } from '../../power/simulation/simulation-options.ts';
import type { TrueEffect } from '../../power/true-effect.ts';
import type { Study } from '../../study/study.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/**
 * The true effects of studies, for a plan: those of virtual patients on worker threads, so that this one hears signals meanwhile.
 * @throws ExitError with the exit code of the signal if interrupted
 */
export async function foundTruths(studies: readonly Study[], options: WorkersOptions): Promise<(readonly TrueEffect[])[]> {
  const truths: (readonly TrueEffect[])[] = studies.map(() => []);
  const isQuick = studies.every(({ trial }) => trial.kind === 'gaussian');
  await withWorkers({ ...options, tasks: studies.length, ...(isQuick ? { workers: 1 } : {}) }, async ({ runner, signal, onProgress }) => {
    onProgress({ stage: 'truth', unit: 'patients', done: 0, total: studies[0].power.truthPatients, from: 0 });
    const tasks = studies.map((study) => ({ study })).values(); // no list: a task that is alone would block this thread
    const found = runner.run('truth', tasks, (effects, cell) => (truths[cell] = effects), signal);
    await Promise.race([found, aborted(signal)]);
    throwIfAborted(signal, 0);
  });
  return truths;
}

/** Settled once a signal asks to stop. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
