import { criticalT, studentTQuantile, studentTTwoSided, studentTUpperTail } from '../statistics/student-t.ts';
import type { Alternative, AnalysisQuestion, Estimate, Interval, SubjectCounts } from './analysis.ts';
import type { SubjectTally } from './subject-tally.ts';

/** Plain figures of one t test, for `details`. */
export interface TFigures {
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly interval: Interval;
}

/** p-value of a t statistic under an alternative. */
export function tPValue(statistic: number, df: number, alternative: Alternative): number {
  if (alternative === 'greater') return studentTUpperTail(statistic, df);
  if (alternative === 'less') return studentTUpperTail(-statistic, df);
  return studentTTwoSided(statistic, df);
}

/** Two-sided interval estimate ± t · SE at a level of coverage. */
export function tInterval(estimate: number, standardError: number, df: number, level: number): Interval {
  const reach = studentTQuantile((1 + level) / 2, df) * standardError;
  return { level, lower: estimate - reach, upper: estimate + reach };
}

/** Two-sided t test of zero as plain data. */
export function tFigures(estimate: number, standardError: number, df: number, level: number): TFigures {
  const statistic = estimate / standardError;
  const interval = tInterval(estimate, standardError, df, level);
  return { estimate, standardError, df, statistic, pValue: studentTTwoSided(statistic, df), interval };
}

/**
 * An estimate judged by Student's t: one object per bound analysis, set anew for every trial. p-value, interval, counts and
 * details are computed only when asked for; `rejects` compares the statistic with a critical value kept from the last call.
 */
export class TEstimate implements Estimate {
  readonly status = 'estimated';
  estimate = 0;
  standardError = 0;
  df = 0;

  readonly #alternative: Alternative;
  readonly #level: number;
  readonly #tally: SubjectTally;
  readonly #details: () => Record<string, unknown>;
  #criticalAlpha = NaN;
  #criticalDf = NaN;
  #critical = NaN;

  constructor(question: AnalysisQuestion, tally: SubjectTally, details: () => Record<string, unknown>) {
    this.#alternative = question.alternative;
    this.#level = question.level;
    this.#tally = tally;
    this.#details = details;
  }

  set(estimate: number, standardError: number, df: number): this {
    this.estimate = estimate;
    this.standardError = standardError;
    this.df = df;
    return this;
  }

  get statistic(): number {
    return this.estimate / this.standardError;
  }

  get pValue(): number {
    return tPValue(this.statistic, this.df, this.#alternative);
  }

  get interval(): Interval {
    return tInterval(this.estimate, this.standardError, this.df, this.#level);
  }

  get counts(): SubjectCounts {
    return this.#tally.counts();
  }

  rejects(alpha: number): boolean {
    if (alpha !== this.#criticalAlpha || this.df !== this.#criticalDf) {
      this.#critical = criticalT(this.#alternative === 'two-sided' ? alpha : 2 * alpha, this.df);
      this.#criticalAlpha = alpha;
      this.#criticalDf = this.df;
    }
    const reach = this.#critical * this.standardError;
    if (this.#alternative === 'greater') return this.estimate >= reach;
    if (this.#alternative === 'less') return this.estimate <= -reach;
    return Math.abs(this.estimate) >= reach;
  }

  details(): Record<string, unknown> {
    return this.#details();
  }
}

/** Whether a standard deviation is no more than the rounding noise of values of this size (differences of equal decimals differ by it). */
export function isRoundingNoise(standardDeviation: number, largestValue: number): boolean {
  return !(standardDeviation > 1e-13 * largestValue);
}
