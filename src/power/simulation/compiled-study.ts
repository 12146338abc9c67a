import type { BoundAnalysis } from '../../analysis/index.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { InterimTrial } from '../interim/interim-trial.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';

/** A study made ready for the replicate loop: streams keyed, trial compiled, analyses bound. */
export interface CompiledStudy {
  readonly study: Study;
  readonly key: Int32Array;
  readonly generator: TrialGenerator;
  readonly names: readonly string[];
  readonly planned: readonly PlannedAnalysis[];
  readonly bound: readonly BoundAnalysis[];
  /** Columns that the analyses read. */
  readonly reads: ReadonlySet<string>;
  /** What the replicate loop runs: the generator and the analyses above, or a shorter way to the same numbers. */
  readonly work: TrialPipeline;
  /** The looks of every trial, where the study has some. */
  readonly looks?: InterimTrial;
}

/** What the replicate loop needs of a study: something that makes trials, and the analyses to run on them. */
export interface TrialPipeline {
  generate(replicate: number): void;
  readonly bound: readonly BoundAnalysis[];
}
