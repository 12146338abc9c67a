import { methodNamed } from '../../analysis/index.ts';
import { orientationOf } from '../interim/interim-bounds.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { TrueEffect } from '../true-effect.ts';

/** Standard errors beyond which a true effect is not put down to the finite population it is computed from. */
const BEYOND_ERROR = 4;

/** Whether an analysis tests against no effect, and not against a margin. */
export function againstZero({ method }: PlannedAnalysis): boolean {
  return methodNamed(method).nullHypothesis === 'difference';
}

/** What must be known to read the figures of an analysis: why it has no true effect, or that its power is 0 by direction. */
export function notesOn(planned: PlannedAnalysis, truth: TrueEffect): string[] {
  const opposite = oppositeDirection(planned, truth);
  return [...(truth.whyNone === undefined ? [] : [truth.whyNone]), ...(opposite === undefined ? [] : [opposite])];
}

/** That an analysis tests for an effect in the other direction than the true effect; undefined where it does not, or where that is not known. */
export function oppositeDirection(planned: PlannedAnalysis, { value, mcse }: Pick<TrueEffect, 'value' | 'mcse'>): string | undefined {
  const { sign, sided } = orientationOf(planned);
  if (!againstZero(planned) || sided === 2 || value === null || mcse === null) return undefined;
  if (!(value * sign < -BEYOND_ERROR * mcse)) return undefined;
  const key = planned.alternative === 'two-sided' ? `direction: ${planned.direction}` : `alternative: ${planned.alternative}`;
  return `it tests for an effect ${sign > 0 ? 'above' : 'below'} 0 (${key}), and the true effect of this scenario, ${planned.comparator} minus ${planned.reference}, is ${shown(value)}: power is 0 by direction, but for errors of sign`;
}

/** Two decimals, or as many digits as it takes to see a small number. */
function shown(value: number): string {
  return (Math.abs(value) >= 0.005 ? value.toFixed(2) : value.toPrecision(2)).replace('-', '−');
}
