export { readScenario, type ReadOptions, type ReadResult, type ScenarioSource } from './read-scenario.ts';
export type { Place, Problem } from './problem.ts';
export type { RequiredPower, ResolvedScenario } from './scenario-schema.ts';
export { canonicalJson, scenarioHash } from './scenario-hash.ts';
export { describedStudy, everyValue, NO_SOURCE, unreadValues, type Basis, type DescribedValue } from './described-study.ts';
export { parameterValues } from './parameter-paths.ts';
export { isOrigins, type Origins, type ValueOrigin } from './value-origins.ts';
export { scenarioJsonSchema } from './json-schema.ts';
export { uncertaintyOf, uncertainValues, type UncertainValue, type Uncertainty } from './uncertain-parameters.ts';
