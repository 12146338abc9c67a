import type { BoundAnalysis } from '../../analysis/index.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';

/** What the replicate loop needs of a study: something that makes trials, and the analyses to run on them. */
export interface TrialPipeline {
  generate(replicate: number): void;
  readonly bound: readonly BoundAnalysis[];
}

/** The long way: every trial is generated, and every analysis reads it by itself. */
export function eachByItself({
  generator,
  bound,
}: {
  readonly generator: TrialGenerator;
  readonly bound: readonly BoundAnalysis[];
}): TrialPipeline {
  return { bound, generate: (replicate) => generator.generate(replicate) };
}
