import type { BoundAnalysis } from '../../analysis/index.ts';
import { TrialSums } from '../../analysis/sums/trial-sums.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialPipeline } from './trial-pipeline.ts';

/**
 * Trials made side by side with their neighbours, whose analyses read sums where their closed form needs no more. The data of a trial are filled where an analysis reads them.
 * @param bind  binds the analyses of the study to sums
 * @returns undefined where the generator, or the engine, makes trials one by one only
 */
export function trialsSideBySide(
  generator: TrialGenerator,
  bind: (sums: TrialSums) => readonly BoundAnalysis[],
): TrialPipeline | undefined {
  const trials = generator.sideBySide?.();
  if (trials === undefined || generator.seek === undefined) return undefined;
  let replicate = 0;
  const sums = TrialSums.of(trials, () => {
    generator.generate(replicate);
  });
  if (sums === undefined) return undefined;
  const bound = bind(sums);
  const areSumsEnough = bound.every((analysis) => analysis.sums !== undefined);
  let first = NaN;
  return {
    bound,
    generate(number) {
      replicate = number;
      const trial = generator.seek?.(number) ?? 0;
      if (trials.first !== first) sums.read();
      first = trials.first;
      if (!sums.moveTo(trial) || !areSumsEnough) generator.generate(number);
    },
  };
}
