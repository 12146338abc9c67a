/**
 * Distributions, exact tests, intervals, group-sequential bounds and multiple testing on plain numbers and arrays:
 * the numerics behind the analyses, without a dependency.
 *
 * @module statistics
 */
export { betaCdf, betaQuantile, betaUpperTail } from './distributions/beta.ts';
export { binomialCdf, binomialProbability, binomialUpperTail } from './distributions/binomial.ts';
export { chiSquareCdf, chiSquareUpperQuantile, chiSquareUpperTail } from './distributions/chi-square.ts';
export { fUpperQuantile, fUpperTail } from './distributions/f-distribution.ts';
export { logBeta, logGamma } from './distributions/gamma-function.ts';
export { noncentralTCdf, noncentralTQuantile, noncentralTUpperTail } from './distributions/noncentral-t.ts';
export { normalCdf, normalDensity, normalQuantile, normalUpperTail } from './distributions/normal.ts';
export { owensQ } from './distributions/owens-q.ts';
export { criticalT, studentTCdf, studentTQuantile, studentTTwoSided, studentTUpperTail } from './distributions/student-t.ts';
export { rankSumQuantile, untiedRankSumTails } from './exact-tests/rank-sum.ts';
export { signedRankQuantile, untiedSignedRankTails } from './exact-tests/signed-rank.ts';
export { signTestTails } from './exact-tests/sign-test.ts';
export { trendTest, type TrendRow } from './exact-tests/trend-table.ts';
export {
  criticalTAtLooks,
  crossingProbabilities,
  driftAfterStopping,
  efficacyBoundary,
  futilityBoundary,
  nominalPValues,
  spentBy,
  stageWisePValue,
  stageWiseTwoSided,
  type CrossingProbabilities,
  type DriftEstimate,
  type EfficacyRule,
  type FutilityBoundary,
  type FutilityRule,
  type LookPlan,
  type SpendingFunction,
  type StoppedTrial,
  type StoppingBounds,
} from './group-sequential/index.ts';
export { proportionDifferenceInterval } from './intervals/proportion-difference.ts';
export { bangIndex, jamesIndex, type BlindingIndex } from './intervals/blinding-index.ts';
export { confidenceSequence } from './intervals/confidence-sequence.ts';
export {
  clopperPearsonInterval,
  proportionStandardError,
  wilsonInterval,
  type ProportionInterval,
} from './intervals/proportion-interval.ts';
export { fiellerInterval, type TwoMeans } from './intervals/fieller.ts';
export { simulatedProportion, type SimulatedFigure, type SimulatedProportion } from './intervals/simulated-proportion.ts';
export { fallback, fixedSequence, hochberg, holm, intersectionUnion } from './multiple-testing.ts';
