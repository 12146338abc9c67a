/**
 * From a study to its operating characteristics, each simulated figure with its Monte-Carlo standard error: power,
 * sample size and curves, comparisons with common random numbers, uncertainty of the assumptions, and exact power where
 * there is a formula.
 *
 * @module power
 */
export { estimatePower, estimatePowerAsync } from './estimate-power.ts';
export { simulateStudy, type SimulatedStudy, type StudyOptions } from './simulate-study.ts';
export { summarise } from './characteristics/summarise.ts';
export { lossesWithinMargins, type LossWithinMargins } from './characteristics/loss-within-margins.ts';
export type { TrueEffect } from './true-effect.ts';
export { inlineRunner } from './simulation/inline-runner.ts';
export { SimulationAborted, type SimulationOptions, type SimulationProgress } from './simulation/simulation-options.ts';
export {
  doTask,
  type BlockTask,
  type CurveTask,
  type OutcomeOf,
  type RecordedBlock,
  type TaskKind,
  type TaskOf,
  type TruthTask,
  type Work,
} from './simulation/block-task.ts';
export type { Block } from './simulation/blocks.ts';
export type { CurveCounts } from './simulation/nested-trials.ts';
export type { AnalysisTally, Tally } from './simulation/tally.ts';
export type { InterimTally } from './interim/interim-tally.ts';
export type { MultiplicityTally } from './multiplicity/judge.ts';
export type { Moments } from '../statistics/running-moments.ts';
export { runTasksInOrder, type InOrderOptions, type OnTally, type StudyTrials, type TaskRunner } from './simulation/task-runner.ts';
export type { AnalysisResult, FlowResult, PowerResult, ReportedAnalysis, ReportedResult } from './characteristics/power-result.ts';
export { analyticPower, type AnalyticPower } from './closed-form/analytic-power.ts';
export { claimPower } from './closed-form/claim-power.ts';
export { mcnemarPower, type McNemarPlan, type McNemarTest } from '../statistics/test-power/mcnemar-power.ts';
export {
  crossoverTostSampleSize,
  crossoverTSampleSize,
  mcnemarSampleSize,
  pairedTostSampleSize,
  pairedTSampleSize,
  type McNemarSampleSize,
  type NotReached,
  type SampleSize as ExactSampleSize,
} from './closed-form/sample-size.ts';
export { crossoverTPower, pairedTPower, parallelTPower, tTestPower, type TTestPlan } from '../statistics/test-power/t-power.ts';
export {
  crossoverTostPower,
  logSdOfCv,
  pairedTostPower,
  ratioPlan,
  tostPower,
  type EquivalencePlan,
} from '../statistics/test-power/tost-power.ts';
export { runComparison, type ComparisonAnswer, type DesignInWorld, type UnsoundCell } from './common-random-numbers/run-comparison.ts';
export type { ComparedCell, Comparison, ComparisonCell, Separation } from './common-random-numbers/comparison.ts';
export type { PairedDifference } from './common-random-numbers/paired-difference.ts';
export type { TrialSuccesses } from './common-random-numbers/trial-successes.ts';
export type { InterimResult, LookResult } from './interim/interim-result.ts';
export type { MultiplicityResult } from './multiplicity/multiplicity-result.ts';
export type { NamedCurve, PowerCurves } from './sample-size/power-curves.ts';
export { replayPowerCurves } from './sample-size/replay-power-curves.ts';
export { allocationStep, searchSampleSize, type SampleSizeQuestion } from './sample-size/search-sample-size.ts';
export type { CurvePoint, SampleSize, SampleSizeAnswer } from './sample-size/sample-size.ts';
export {
  replayEstimates,
  replayReplicates,
  type DecidingInterval,
  type EstimateSample,
  type ReplicateEstimate,
} from './simulation/replay-estimates.ts';
export type { BandPoint, MedicationBand } from '../trial/mechanistic/medication-bands.ts';
export {
  replayTrial,
  type PicturedBelief,
  type PicturedGuesses,
  type PicturedMedication,
  type PicturedTrial,
} from './simulation/replay-trial.ts';
export { decide, type Decision } from './stopping/decision.ts';
export type { GuessAnswer } from '../trial/guesses.ts';
export { decisionOf, ruleOf, type GateResult, type RequirementResult } from './stopping/requirement.ts';
export type { Bound, Requirement, StoppingRule } from './stopping/stopping-rule.ts';
export type { AssuranceAnswer, AssuranceFigures, PowerRange } from './uncertainty/assurance.ts';
export { assuranceCeiling } from './uncertainty/assurance-ceiling.ts';
export { searchAssuranceSize, type AssuranceSizeAnswer, type Averaged, type AssuranceSizeQuestion } from './uncertainty/assurance-size.ts';
export { runAssurance, type AssuranceOptions, type AssuranceOutcome, type DrawnStudy } from './uncertainty/run-assurance.ts';
export { drawsWorth, REPLICATES_PER_DRAW, runOverUncertainty, type PowerOverUncertainty } from './uncertainty/power-over-uncertainty.ts';
export { drawsOf, type PriorCorrelation, type PriorDraw, type UncertainParameter, type Uncertainty } from './uncertainty/prior-draws.ts';
export { priorKinds, priorQuantile, type Prior, type PriorKind, type Support } from './uncertainty/prior.ts';
export { samplings, spaceFillingDesign, type Sampling } from './uncertainty/space-filling.ts';
export { runTornado, type StudyAt, type TornadoOptions, type TornadoOutcome } from './uncertainty/run-tornado.ts';
export { rangesByShare, rangesOfPriors, type MovableValue, type TornadoRanges } from './uncertainty/tornado-ranges.ts';
export { runSweep, type Override, type SweepAnswer, type SweepCell, type SweepRow, type SweptStudy } from './uncertainty/sweep.ts';
export type { PowerAt, Threshold, Tornado, TornadoAnswer, TornadoBar, TornadoEnd, TornadoRange } from './uncertainty/tornado.ts';
