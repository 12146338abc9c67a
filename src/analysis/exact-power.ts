import { tTestPower } from '../statistics/test-power/t-power.ts';
import type { Alternative } from './analysis.ts';

/** A normal estimate whose standard error is itself estimated: what it aims at and how precisely, in the unit of the estimate. */
export interface NormalContrast {
  readonly effect: number;
  /** True standard error of the estimate. */
  readonly standardError: number;
  /** Degrees of freedom of its estimate. */
  readonly df: number;
}

/** How an analysis is judged: level, alternative, and the side of zero on which a rejection counts as success. */
export interface JudgedTest {
  readonly alpha: number;
  readonly alternative: Alternative;
  readonly direction: 'either' | 'greater' | 'less';
}

/** Probability of success by formula. */
export type ExactPower = (test: JudgedTest, contrast: NormalContrast) => number;

/** Exact power of a t test against zero: ncp = effect/SE; two-sided with a direction, the probability of the one region that counts. */
export const tTestAgainstZero: ExactPower = ({ alpha, alternative, direction }, { effect, standardError, df }) => {
  const ncp = effect / standardError;
  if (alternative !== 'two-sided') return tTestPower(alternative === 'greater' ? ncp : -ncp, df, alpha, 1);
  if (direction === 'either') return tTestPower(ncp, df, alpha, 2);
  return tTestPower(direction === 'greater' ? ncp : -ncp, df, alpha / 2, 1);
};
