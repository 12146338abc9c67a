import type { Estimate } from '../analysis/index.ts';
import type { PlannedAnalysis } from './study.ts';

/** Whether an estimate lies on the side of zero that an analysis asks for. */
export function inDirection({ direction }: PlannedAnalysis, estimate: number): boolean {
  return direction === 'either' || (direction === 'greater' ? estimate > 0 : estimate < 0);
}

/** True when an analysis rejects at its level with an estimate in the direction asked. */
export function succeeded(planned: PlannedAnalysis, outcome: Estimate): boolean {
  return outcome.rejects(planned.alpha) && inDirection(planned, outcome.estimate);
}
