/**
 * From a study to its operating characteristics, each simulated figure with its Monte-Carlo standard error: power,
 * sample size and curves, comparisons with common random numbers, uncertainty of the assumptions, and exact power where
 * there is a formula.
 *
 * @module power
 */
export { estimatePower } from './estimate-power.ts';
export type { AnalysisResult, FlowResult, PowerResult } from './characteristics/power-result.ts';
export { analyticPower, type AnalyticPower } from './closed-form/analytic-power.ts';
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
export type { ComparedCell, Comparison, ComparisonCell, Separation } from './common-random-numbers/comparison.ts';
export type { PairedDifference } from './common-random-numbers/paired-difference.ts';
export type { TrialSuccesses } from './common-random-numbers/trial-successes.ts';
export type { InterimResult, LookResult } from './interim/interim-result.ts';
export type { MultiplicityResult } from './multiplicity/multiplicity-result.ts';
export type { NamedCurve, PowerCurves } from './sample-size/power-curves.ts';
export type { CurvePoint, SampleSize, SampleSizeAnswer } from './sample-size/sample-size.ts';
export type { EstimateSample } from './simulation/replay-estimates.ts';
export { replayTrial, type PicturedMedication, type PicturedTrial } from './simulation/replay-trial.ts';
export { decide, type Decision } from './stopping/decision.ts';
export type { Decided, Judged } from './stopping/requirement.ts';
export type { AssuranceAnswer, AssuranceFigures } from './uncertainty/assurance.ts';
export { priorDraws, type PriorCorrelation, type PriorDraw, type UncertainParameter } from './uncertainty/prior-draws.ts';
export { priorKinds, priorQuantile, type Prior, type PriorKind, type Support } from './uncertainty/prior.ts';
export { samplings, spacedPoints, type Sampling } from './uncertainty/space-filling.ts';
export type { Setting, SweepRow, SweptStudy } from './uncertainty/sweep.ts';
export type { PowerAt, Threshold, Tornado, TornadoAnswer, TornadoBar, TornadoEnd, TornadoRange } from './uncertainty/tornado.ts';
