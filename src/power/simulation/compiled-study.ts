import type { BoundAnalysis } from '../../analysis/index.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { InterimTrial } from '../interim/interim-trial.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import type { AnalysisCounter } from '../replicates/analysis-counter.ts';
import type { TrialPipeline } from '../replicates/trial-pipeline.ts';

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
  /** By which the replicate loop counts what each analysis gives. */
  readonly counters: readonly AnalysisCounter[];
  /** What the replicate loop runs: the generator and the analyses above, or a shorter way to the same numbers. */
  readonly work: TrialPipeline;
  /** The looks of every trial, where the study has some. */
  readonly looks?: InterimTrial;
}
