import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import type { Alternative } from '../analysis.ts';

/** Up to this many subjects rank tests are exact (a convention of this program), beyond it normal with tie and continuity correction. */
export const EXACT_RANK_SUBJECTS = 50;
/** Beyond this many subjects `details` leave the exact p-value out (it would take seconds). */
export const EXACT_DETAIL_SUBJECTS = 500;

/** p-value from the two exact tails: two-sided is twice the smaller, at most 1. */
export function pOfTails({ less, greater }: { less: number; greater: number }, alternative: Alternative): number {
  if (alternative === 'less') return less;
  if (alternative === 'greater') return greater;
  return Math.min(1, 2 * Math.min(less, greater));
}

/** Normal approximation of a rank statistic: z and p, with a continuity correction of ½ towards the mean where asked; p is 1, and there is no z, where the statistic cannot vary. */
export function normalApproximation(
  statistic: number,
  mean: number,
  variance: number,
  alternative: Alternative,
  corrected: boolean,
): { statistic: number; pValue: number } {
  if (variance === 0) return { statistic: NaN, pValue: 1 };
  const distance = statistic - mean;
  const half = { 'two-sided': Math.sign(distance) / 2, greater: 0.5, less: -0.5 }[alternative];
  const z = (distance - (corrected ? half : 0)) / Math.sqrt(variance);
  return { statistic: z, pValue: pOfTails({ less: normalUpperTail(-z), greater: normalUpperTail(z) }, alternative) };
}
