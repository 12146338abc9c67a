/**
 * Analyses of trial data: a method bound once to a question, then run on any trial; an outcome is an estimate, or the
 * reason why there is none, never NaN.
 *
 * @module analysis
 */
export { type MethodName, methods } from './methods/index.ts';
export type * from './analysis.ts';
export { alternatives, measures, populations } from './analysis.ts';
export { bindAnalysis, estimandOf, type MethodOptions } from './bind-analysis.ts';
export type { Estimand } from './estimand.ts';
export { columnKey, type TrialData } from '../trial/trial-data.ts';
export type { Sequence } from '../trial/sequence.ts';
