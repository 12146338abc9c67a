import { checkStudyOptions } from './check-arguments.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';
import type { PowerResult } from './characteristics/power-result.ts';
import { summarise } from './characteristics/summarise.ts';
import { simulateStudy, type StudyOptions } from './simulate-study.ts';
import { blocksOf } from './simulation/blocks.ts';
import { compileStudy } from './simulation/compile-study.ts';
import { runReplicates } from './simulation/replicate-loop.ts';
import { addTally, emptyTally } from './simulation/tally.ts';
import { trueEffects } from './simulation/truth.ts';
import { truthValues } from './true-effect.ts';

/**
 * Monte-Carlo operating characteristics of a study, in this thread, which does nothing else meanwhile.
 * The same study gives the same numbers to the last bit, here or on any number of workers.
 *
 * @throws RangeError if the study contradicts itself (a checked scenario never does)
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const { claim, analyses } = estimatePower(study);
 * claim?.power; // → { value: 0.505, mcse: 0.0111798, lower: 0.483099, upper: 0.526881 }
 * analyses.primary.trueEffect; // → 3
 * ```
 */
export function estimatePower(study: Study): PowerResult {
  checkStudy('study', study);
  const compiled = compileStudy(study);
  const truths = trueEffects(compiled);
  const values = truthValues(truths);
  const total = emptyTally(study);
  for (const { first, count } of blocksOf(study.power.replicates)) addTally(total, runReplicates(compiled, values, first, count));
  return summarise(study, total, truths);
}

/**
 * The numbers of `estimatePower`, with progress, a way to stop, and a choice of where the work is done and of how many trials
 * are taken.
 *
 * @throws RangeError if the study contradicts itself; SimulationAborted if the signal asks to stop
 * @example
 * ```ts
 * import { estimatePowerAsync } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const page = new AbortController(); // page.abort() stops the simulation
 * let done = 0;
 * const { claim } = await estimatePowerAsync(study, {
 *   signal: page.signal,
 *   onProgress: (progress) => (done = progress.done),
 * });
 * claim?.power.value; // → 0.505
 * done; // → 2000
 * ```
 */
export async function estimatePowerAsync(study: Study, options: StudyOptions = {}): Promise<PowerResult> {
  checkStudy('study', study);
  checkStudyOptions('options', options);
  const { total, truths } = await simulateStudy(study, options);
  return summarise(study, total, truths);
}
