export {
  driftAfterStopping,
  stageWisePValue,
  stageWiseTail,
  stageWiseTwoSided,
  type DriftEstimate,
  type StoppedTrial,
} from './after-stopping.ts';
export { efficacyBoundary, nominalPValues, type EfficacyRule, type LookPlan } from './boundary.ts';
export { criticalTAtLooks } from './critical-t-at-looks.ts';
export { crossingProbabilities, type CrossingProbabilities, type StoppingBounds } from './crossing.ts';
export { futilityBoundary, type FutilityBoundary, type FutilityRule } from './futility.ts';
export { spentBy, type SpendingFunction } from './spending.ts';
