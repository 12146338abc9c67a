/**
 * Analyses of trial data: a method bound once to a question, then run on any trial; an outcome is an estimate, or the
 * reason why there is none, never NaN.
 *
 * @module analysis
 */
export { type MethodName, methodNames, methods } from './methods/index.ts';
export type * from './analysis.ts';
export type * from './analysis-method.ts';
export { alternatives, measures, populations } from './analysis.ts';
export { blindingOf, type ArmBlinding, type BlindingResult, type GradedArm, type GradedBlinding, type GuessTable } from './blinding.ts';
export { bindAnalysis, estimandOf, methodNamed } from './bind-analysis.ts';
export type { ExactPower, JudgedTest, NormalContrast } from './exact-power.ts';
export type { MethodOptions, OptionsOf } from './method-options.ts';
export type { Estimand } from './estimand.ts';
export { columnKey, type TrialData } from '../trial/trial-data.ts';
export type { Sequence } from '../trial/sequence.ts';
