export { type MethodName, methods } from './methods/index.ts';
export type * from './analysis.ts';
export { alternatives, measures, populations } from './analysis.ts';
export { bindAnalysis, comparedResponses, estimandOf, type MethodOptions } from './bind-analysis.ts';
export { meanDifference, meanLogOnePlusRatio, meanLogRatio, medianDifference, proportionDifference, type Estimand } from './estimand.ts';
export { remissionCutOffs, responseFall } from './selection/measure.ts';
export { Responses } from './selection/responses.ts';
