/**
 * Scenario files: the text of one to a checked study, or every problem with its line; what each value is and where it
 * comes from; the JSON Schema of a file.
 *
 * @module scenario
 */
export { readScenario, type ReadOptions, type ReadResult } from './read-scenario.ts';
export type { FileAccess, ScenarioSource } from './document/file-chain.ts';
export { readStudy, type ReadStudyOptions } from './read-study.ts';
export type { SourceLocation, LocatedDiagnostic } from './document/problem.ts';
export type { RequiredBounds, RequiredPower } from './schema/required-power.ts';
export { scenarioSchema, type ResolvedScenario } from './schema/scenario-schema.ts';
export type { WrittenOutcome } from './schema/outcome-schema.ts';
export type { KindValues } from './schema/kind-union.ts';
export { scenarioHash } from './resolved/scenario-hash.ts';
export { describedStudy, unreadValues, type Basis, type DescribedValue } from './resolved/described-study.ts';
export { declaredRequirements } from './declared-requirements.ts';
export { usedStudy } from './resolved/used-study.ts';
export {
  parameterValues,
  type CommonSections,
  type GaussianSections,
  type MechanisticSections,
  type ScenarioSections,
} from './resolved/described-values.ts';
export type { ParameterValue } from './resolved/parameter-value.ts';
export { isOrigins, type Origins, type ValueOrigin } from './resolved/value-origins.ts';
export { scenarioJsonSchema } from './schema/json-schema.ts';
export { uncertaintyOf, uncertainValues, type UncertainValue } from './resolved/uncertain-parameters.ts';
export type { Uncertainty } from '../power/uncertainty/prior-draws.ts';
export { starterScenario, type StarterNumbers } from './templates/starter-scenario.ts';
export type { DependenceSolver, SolvedAttenuation } from './resolved/solved-attenuation.ts';
export type { SolvedValue } from './resolved/solved-value.ts';
export type { WrittenDrugs, WrittenOutcomes } from './resolved/declared-values.ts';
export type { WrittenEndpoint, WrittenGaussian } from './resolved/gaussian-of.ts';
export type { PublishedTrial, Variability } from '../outcomes/variability.ts';
