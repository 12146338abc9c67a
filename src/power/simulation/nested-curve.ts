import type { Study } from '../../study/study.ts';
import { blocksOf } from './blocks.ts';
import { inlineRunner } from './inline-runner.ts';
import { addCurve, emptyCurve, type CurveCounts } from './nested-trials.ts';
import { newTaskId, throwIfAborted, type SimulationOptions, type SimulationProgress } from './simulation-options.ts';

/** Trials of a study, each analysed at several sizes. */
export interface NestedTrials {
  /** Of the largest size. */
  readonly study: Study;
  /** Ascending numbers of patients. */
  readonly sizes: readonly number[];
  readonly trials: number;
  /** Number of the first trial; 0 unless said otherwise. */
  readonly first?: number;
  readonly stage: Pick<SimulationProgress, 'stage' | 'participants'>;
}

/** Counts successes at every size. @throws SimulationAborted if the signal asks to stop */
export async function simulateSizes(
  { study, sizes, trials, first = 0, stage }: NestedTrials,
  { runner = inlineRunner(), signal, onProgress }: SimulationOptions,
): Promise<CurveCounts> {
  throwIfAborted(signal, 0);
  const counts = emptyCurve(Object.keys(study.analyses).length, sizes.length);
  const id = newTaskId();
  const tell = (): void => onProgress?.({ ...stage, unit: 'trials', done: counts.trials, total: trials, from: 0 });
  tell();
  const tasks = Array.from(blocksOf(first + trials, first), (block) => ({ id, study, sizes, blocks: [block] }));
  await runner.run(
    'curve',
    tasks,
    (part) => {
      addCurve(counts, part);
      tell();
    },
    signal,
  );
  throwIfAborted(signal, counts.trials);
  return counts;
}
