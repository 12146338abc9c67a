import { exp } from '../../elementary/index.ts';
import type { ParameterTable } from '../../parameters/parameter-table.ts';

/** One way in which values go missing: its parameters, all 0 by default so that nothing is lost by default, and what it loses. */
export interface MissingnessMechanism<Table extends ParameterTable = ParameterTable> {
  readonly name: string;
  /** In Rubin’s terms: completely at random, at random given what was observed, or not at random. */
  readonly kind: 'completely at random' | 'at random' | 'not at random';
  readonly loses: 'visits' | 'patients' | 'timing';
  readonly parameters: Table;
}

/**
 * A probability moved on the logit scale: logit⁻¹(logit(base) + shift). 0 and 1 stay.
 * @param base  probability at shift 0   @param shift  logit units
 */
export function shiftedProbability(base: number, shift: number): number {
  if (shift === 0 || !(base > 0) || !(base < 1)) return base;
  const odds = (base / (1 - base)) * exp(shift);
  return odds === Infinity ? 1 : odds / (1 + odds);
}
