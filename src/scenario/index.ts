export { readScenario, type ReadOptions, type ReadResult, type ScenarioSource } from './read-scenario.ts';
export type { Place, Problem } from './document/problem.ts';
export type { RequiredPower, ResolvedScenario } from './schema/scenario-schema.ts';
export { canonicalJson, scenarioHash } from './resolved/scenario-hash.ts';
export { describedStudy, everyValue, NO_SOURCE, unreadValues, type Basis, type DescribedValue } from './resolved/described-study.ts';
export { parameterValues } from './resolved/described-values.ts';
export { isOrigins, type Origins, type ValueOrigin } from './resolved/value-origins.ts';
export { scenarioJsonSchema } from './schema/json-schema.ts';
export { uncertaintyOf, uncertainValues, type UncertainValue, type Uncertainty } from './resolved/uncertain-parameters.ts';
