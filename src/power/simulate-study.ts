import { checkStudyOptions } from './check-arguments.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';
import { inlineRunner } from './simulation/inline-runner.ts';
import { newTaskId, throwIfAborted, type SimulationOptions } from './simulation/simulation-options.ts';
import { addTally, emptyTally, type Tally } from './simulation/tally.ts';
import type { TaskRunner } from './simulation/task-runner.ts';
import { fixedNumber, type StoppingRule } from './stopping/stopping-rule.ts';
import { truthValues, type TrueEffect } from './true-effect.ts';

/** How one study is simulated. */
export interface StudyOptions extends SimulationOptions {
  /** How many trials to take; `power.replicates` where left out. */
  readonly rule?: StoppingRule;
  /** True effects that are known from an earlier run of the study; found where left out. */
  readonly truths?: readonly TrueEffect[] | undefined;
  /** Names the study, so that a thread compiles it once; made up where left out. */
  readonly id?: string;
}

/** Counts of a study's trials, and the true effects against which estimates were judged. */
export interface SimulatedStudy {
  readonly total: Tally;
  readonly truths: readonly TrueEffect[];
}

/**
 * Simulates and counts the trials of one study until its rule is content.
 * The same study and rule give the same bytes on any runner, with any number of workers and after any interruption.
 *
 * @throws RangeError if the study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { simulateStudy, summarise } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const { total, truths } = await simulateStudy(study);
 * summarise(study, total, truths).claim?.power.value; // → 0.505
 * ```
 */
export async function simulateStudy(study: Study, options: StudyOptions = {}): Promise<SimulatedStudy> {
  checkStudy('study', study);
  checkStudyOptions('options', options);
  const { runner = inlineRunner(), signal, onProgress, rule = fixedNumber(study.power.replicates), id = newTaskId() } = options;
  const truths = options.truths ?? (await truthsOf(study, runner, options));
  const values = truthValues(truths);
  const total = emptyTally(study);
  const onTally = (tally: Tally): boolean => {
    addTally(total, tally);
    return !rule.enough(total);
  };
  for (let to = rule.next(total); to > total.trials; to = rule.next(total)) {
    throwIfAborted(signal, total.trials);
    const from = total.trials;
    const tell = (done: number): void => onProgress?.({ stage: 'trials', unit: 'trials', done, total: to, from });
    tell(from);
    await runner.runInOrder({ id, study, truths: values, first: from, count: to - from }, onTally, { signal, onTrials: tell });
    if (signal?.aborted === true || rule.enough(total)) break;
  }
  throwIfAborted(signal, total.trials);
  return { total, truths };
}

async function truthsOf(study: Study, runner: TaskRunner, { signal, onProgress }: StudyOptions): Promise<readonly TrueEffect[]> {
  throwIfAborted(signal, 0);
  onProgress?.({ stage: 'truth', unit: 'patients', done: 0, total: study.power.truthPatients, from: 0 });
  let found: readonly TrueEffect[] = [];
  await runner.run('truth', [{ study }], (effects) => (found = effects), signal);
  throwIfAborted(signal, 0);
  return found;
}
