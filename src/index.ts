/** The library's surface, in reading order: ask a question, simulate, analyse, summarise. */
export { readScenario, scenarioHash, scenarioJsonSchema } from './scenario/index.ts';
export type { Place, Problem, ReadOptions, ReadResult, ResolvedScenario, ScenarioSource } from './scenario/index.ts';
export { estimatePower } from './power/estimate-power.ts';
export { decide, type Decision } from './power/stopping/decision.ts';
export type { Claim, Direction, PlannedAnalysis, Study } from './study/study.ts';
export type { AnalysisResult, FlowResult, PowerResult } from './power/characteristics/power-result.ts';
export type { SimulatedFigure, SimulatedProportion } from './statistics/intervals/simulated-proportion.ts';
export { compileTrial } from './trial/compile-trial.ts';
export { potentialOutcomes } from './trial/potential-outcomes.ts';
export { columnKey, type TrialData } from './trial/trial-data.ts';
export type { SubjectRecords, TrialGenerator } from './trial/trial-generator.ts';
export type { GaussianTrial, MechanisticTrial, TrialModel } from './trial/trial-model.ts';
export { bindAnalysis, estimandOf, methods } from './analysis/index.ts';
export type { AnalysisQuestion, BoundAnalysis, Estimate, Interval, MethodName, NotEstimable, Outcome } from './analysis/index.ts';
export { rootKey, Stream, STREAM_VERSION } from './random/index.ts';
export { powerText } from './report/text/power-text.ts';
export { references } from './evidence/references.ts';
