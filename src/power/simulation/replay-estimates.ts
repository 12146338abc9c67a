import { LAST_REPLICATE, checkWhole } from '../../arguments/numbers.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { compileStudy } from './compile-study.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { succeeded } from '../../study/success.ts';

/** Estimates of one analysis in the first trials of a run, and which of them succeeded. */
export interface EstimateSample {
  readonly analysis: string;
  /** Trials that were replayed; those without an estimate are in neither list. */
  readonly trials: number;
  readonly successful: readonly number[];
  readonly others: readonly number[];
}

/**
 * The estimates of trials 0 … trials − 1 of a power run, replayed; the same trials as those of the run.
 * @param compiled  the study   @param trials  how many trials to replay
 */
export function sampleEstimates({ generator, work, planned, names }: CompiledStudy, trials: number): EstimateSample[] {
  const samples = names.map((analysis) => ({ analysis, trials, successful: [] as number[], others: [] as number[] }));
  for (let replicate = 0; replicate < trials; replicate++) {
    work.generate(replicate);
    for (let position = 0; position < names.length; position++) {
      const outcome = work.bound[position].run(generator.data);
      if (outcome.status !== 'estimated') continue;
      const { successful, others } = samples[position];
      (succeeded(planned[position], outcome) ? successful : others).push(outcome.estimate);
    }
  }
  return samples;
}

/**
 * The estimates of the first trials of a study's run, replayed.
 *
 * @param trials  how many
 * @example
 * ```ts
 * import { replayEstimates } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 2000 });
 * const [{ successful, others }] = replayEstimates(study, 100);
 * successful.length + others.length; // → 100
 * ```
 */
export function replayEstimates(study: Study, trials: number): EstimateSample[] {
  checkStudy('study', study);
  checkWhole('trials', trials, 0, LAST_REPLICATE);
  return sampleEstimates(compileStudy(study), trials);
}
