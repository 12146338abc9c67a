import { randomInt } from 'node:crypto';
import type { LearningKind, LearningOutcome, LearningRunner, LearningTask } from '../../learning/learning-task.ts';
import { throwIfAborted } from '../../power/simulation/simulation-options.ts';
import { Progress } from '../terminal/progress.ts';
import type { WorkerPool } from '../workers/worker-pool.ts';
import type { LearningFolder } from './learning-folder.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

/** What each kind of work is called. */
const stages: Readonly<Record<LearningKind, readonly [name: string, unit: string]>> = {
  reads: ['what the studies read', 'studies'],
  points: ['wave', 'points'],
  emulator: ['surfaces', 'studies'],
  chain: ['posterior', 'chains'],
  refit: ['posteriors with something changed', 'posteriors'],
  robust: ['robust posterior', 'posteriors'],
};

/**
 * Works a posterior out on worker threads with progress on stderr, in memory or in a folder that keeps what is finished; the same numbers, to the last bit, for any number
 * of workers, processes and interruptions.
 * @throws ExitError with the exit code of the signal if interrupted; (2) where the trials would take more memory than there is
 */
export async function runLearning<T>(
  options: WorkersOptions,
  folder: LearningFolder | undefined,
  ask: (run: LearningRunner) => Promise<T>,
): Promise<T> {
  return withWorkers(
    options,
    ({ runner, signal }) =>
      ask(async (kind, tasks, onDone) => {
        await runKept(runner, folder, { kind, tasks, onDone }, { signal, quiet: options.quiet });
        throwIfAborted(signal, 0);
      }),
    () =>
      folder === undefined
        ? 'nothing is kept of a posterior; with --out DIR finished shards are'
        : `finished shards are kept in ${folder.path}: run the same command again with --resume`,
  );
}

interface Asked<Kind extends LearningKind> {
  readonly kind: Kind;
  readonly tasks: readonly LearningTask<Kind>[];
  readonly onDone: (outcome: LearningOutcome<Kind>, place: number) => void;
}

/** Does tasks that a folder does not have yet, and keeps them there. */
async function runKept<Kind extends LearningKind>(
  runner: WorkerPool,
  folder: LearningFolder | undefined,
  { kind, tasks, onDone }: Asked<Kind>,
  { signal, quiet }: { readonly signal: AbortSignal; readonly quiet: boolean },
): Promise<void> {
  if (tasks.length === 0) return;
  const sizeOf = (task: LearningTask<LearningKind>): number => ('wave' in task ? task.points.length : 1);
  const takeKept = (place: number): boolean => {
    const kept = folder?.read(kind, tasks[place]);
    if (kept === undefined) return false;
    onDone(kept, place);
    return true;
  };
  const missing = [...tasks.keys()].filter((place) => !takeKept(place));
  if (folder !== undefined) shuffle(missing);
  const total = tasks.reduce((sum, task) => sum + sizeOf(task), 0);
  let done = total - missing.reduce((sum, place) => sum + sizeOf(tasks[place]), 0);
  const [stage, unit] = stages[kind];
  const [first] = tasks;
  const progress = new Progress('wave' in first ? `${stage} ${first.wave + 1}` : stage, total, unit, quiet, { from: done });
  const handedOut: number[] = [];
  const count = (place: number): void => progress.update((done += sizeOf(tasks[place])));
  const stillMissing = function* (): Generator<LearningTask<Kind>, undefined> {
    for (const place of missing) {
      // Another process that works on the folder may have finished it meanwhile.
      if (takeKept(place)) count(place);
      else {
        handedOut.push(place);
        yield tasks[place];
      }
    }
  };
  const onOutcome = (outcome: LearningOutcome<Kind>, position: number): void => {
    const place = handedOut[position];
    folder?.publish(kind, tasks[place], outcome);
    onDone(outcome, place);
    count(place);
  };
  try {
    await runner.learn(kind, stillMissing(), onOutcome, signal);
  } finally {
    progress.finish();
  }
}

/** Puts numbers into an order by chance, so that several processes that work on one folder do other tasks. */
function shuffle(places: number[]): void {
  for (let i = places.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [places[i], places[j]] = [places[j], places[i]];
  }
}
