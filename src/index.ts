/**
 * Virtual patients and Monte-Carlo power for crossover trials, in reading order: ask a question, simulate, analyse,
 * summarise. What goes further stands behind doors of its own: `crossover-sim/scenario`, `/analysis`, `/statistics`,
 * `/power`, `/data` and `/report`.
 *
 * @module crossover-sim
 */
export { readScenario, readStudy, scenarioHash, scenarioJsonSchema } from './scenario/index.ts';
export type {
  SourceLocation,
  LocatedDiagnostic,
  ReadOptions,
  ReadResult,
  ResolvedScenario,
  ScenarioSource,
  ReadStudyOptions,
} from './scenario/index.ts';
export { estimatePower, estimatePowerAsync } from './power/estimate-power.ts';
export type { StudyOptions } from './power/simulate-study.ts';
export { SimulationAborted, type SimulationOptions, type SimulationProgress } from './power/simulation/simulation-options.ts';
export { decide, type Decision } from './power/stopping/decision.ts';
export { directions, powerParameters, type Claim, type Direction, type PlannedAnalysis, type Study } from './study/study.ts';
export { futilityParameters, interimParameters, type InterimPlan } from './study/interim-plan.ts';
export { procedures, type MultiplicityPlan, type ProcedureName } from './study/multiplicity-plan.ts';
export type { AnalysisResult, FlowResult, PowerResult, ReportedAnalysis, ReportedResult } from './power/characteristics/power-result.ts';
export type { SimulatedFigure, SimulatedProportion } from './statistics/intervals/simulated-proportion.ts';
export { compileTrial } from './trial/compile-trial.ts';
export { potentialOutcomes } from './trial/potential-outcomes.ts';
export {
  attenuationOf,
  solveDependence,
  type Attenuation,
  type AttenuationQuestion,
  type SolvedDependence,
  type UnsolvedDependence,
} from './trial/attenuation.ts';
export { withTotalLoss } from './trial/total-loss.ts';
export { derivedFigures, type ConditionFigures, type Course, type TargetBlockade } from './trial/mechanistic/derived-figures.ts';
export { columnKey, type TrialData } from './trial/trial-data.ts';
export { withdrawalReasons, type ParticipantFlow, type WithdrawalReason } from './trial/participant-flow.ts';
export type { Sequence } from './trial/sequence.ts';
export type { ItemScores, KeptConcentration, SubjectRecords, TrialGenerator } from './trial/trial-generator.ts';
export {
  endpointNames,
  type EndpointName,
  type GaussianTrial,
  type MechanisticTrial,
  type RecordedOutcome,
  type TrialModel,
} from './trial/trial-model.ts';
export { bindAnalysis, estimandOf, methods } from './analysis/index.ts';
export type {
  AnalysisSpec,
  BoundAnalysis,
  EndpointScoring,
  Estimate,
  Interval,
  MethodName,
  NotEstimable,
  Outcome,
} from './analysis/index.ts';
export { streamId, rootKey, Stream, STREAM_VERSION } from './random/index.ts';
export type { CourseRisk } from './power/characteristics/course-risks.ts';
export type { ExpectedBlinding } from './power/characteristics/expected-blinding.ts';
export { powerText, type PowerLayout } from './report/text/power-text.ts';
export type { Meaning, Paint } from './report/text/fold.ts';
export { references, type Reference, type ReferenceKey } from './evidence/references.ts';

// What a trial is made of: the tables of its parameters (default, unit, bounds, source), and the plain values they describe.
export {
  allocationParameters,
  designParameters,
  enrichmentParameters,
  type Design,
  type Enrichment,
  type SequenceDesign,
} from './design/design.ts';
export { allocationKinds, type Allocation, type AllocationFactor } from './design/allocation-kind.ts';
export { covariates, type CovariateName } from './population/covariates.ts';
export {
  correlatedTraits,
  populationParameters,
  type CorrelatedTrait,
  type PopulationModel,
  type PopulationParameters,
} from './population/parameters.ts';
export {
  infusionKinds,
  pretreatmentKinds,
  type Infusion,
  type InfusionKind,
  type Pretreatment,
  type PretreatmentKind,
} from './pharmacology/parameters.ts';
export {
  doseParameters,
  drugParameters,
  effectCourses,
  feltParameters,
  targetParameters,
  type DeclaredDrug,
  type DrugEffect,
  type EffectCourse,
  type TargetBinding,
} from './pharmacology/declared-drug.ts';
export { kineticsShapes, type Kinetics, type KineticsShape } from './pharmacology/kinetics-shapes.ts';
export {
  beliefParameters,
  responseParameters,
  type BeliefModel,
  type ResponseModel,
  type ResponseParameters,
} from './response/parameters.ts';
export {
  adverseEffectNames,
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  gaussianParameters,
  measurementParameters,
  missingnessParameters,
  type AdverseEffectModel,
  type AdverseEffectName,
  type CravingModel,
  type DissociationModel,
  type EndpointCorrelation,
  type GaussianEndpoint,
  type GaussianModel,
  type GaussianParameters,
  type MeasurementModel,
  type MissingnessModel,
} from './outcomes/parameters.ts';
export { endpointParameters, type DeclaredEndpoint } from './outcomes/declared-endpoint.ts';
export { scaleEndpoints, scales, type ScaleEndpoint, type ScaleName, type Scales } from './outcomes/scales/index.ts';
export type { Remission, Scale, ScaleItem, Subscale } from './outcomes/scales/scale.ts';
export type {
  ChoiceParameter,
  NumberParameter,
  Parameter,
  ParameterTable,
  ParameterValues,
  SwitchParameter,
} from './parameters/parameter-table.ts';
