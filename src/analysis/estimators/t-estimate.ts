import { criticalValues, studentTQuantile, studentTTwoSided, studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import type { Alternative, AnalysisSpec, BoundAnalysis, Estimate, Interval, SubjectCounts } from '../analysis.ts';
import type { Contrast } from './contrast.ts';

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

/** Upper critical values of t that remember the last level's table: a replicate loop asks for the same level again and again. */
export class CriticalT {
  #alpha = NaN;
  #table: ReturnType<typeof criticalValues> | undefined;
  #sign: 1 | -1 = 1;

  /** The value that |t| exceeds with probability `alpha` (two-sided); for a one-sided level above one half, alpha above 1, the value below 0 that t exceeds with probability alpha/2. */
  twoSided(alpha: number, df: number): number {
    if (alpha === 1) return 0;
    if (alpha !== this.#alpha) {
      this.#sign = alpha < 1 ? 1 : -1;
      this.#table = criticalValues(alpha < 1 ? alpha : 2 - alpha);
      this.#alpha = alpha;
    }
    return this.#sign * (this.#table?.at(df) ?? 0);
  }

  /** Whether a distance, which may be negative, reaches `twoSided` times the standard error. */
  isReached(distance: number, standardError: number, alpha: number, df: number): boolean {
    const isBeyond = alpha === this.#alpha && alpha < 1 ? this.#table?.isBeyond(distance, standardError, df) : undefined;
    return isBeyond ?? distance >= this.twoSided(alpha, df) * standardError;
  }

  /** As `tInterval`. */
  interval({ estimate, standardError, df }: Pick<Contrast, 'estimate' | 'standardError' | 'df'>, level: number): Interval {
    const reach = this.twoSided(1 - level, df) * standardError;
    return { level, lower: estimate - reach, upper: estimate + reach };
  }
}

/**
 * The outcome of a contrast judged by Student's t against zero: one object per bound analysis, set anew for every trial.
 * p-value, interval, counts and details are computed only when asked for.
 */
export class TEstimate implements Estimate {
  readonly status = 'estimated';
  readonly #contrast: Contrast;
  readonly #alternative: Alternative;
  readonly #level: number;
  readonly #critical = new CriticalT();
  readonly #reach = new CriticalT();

  constructor(question: AnalysisSpec, contrast: Contrast) {
    this.#contrast = contrast;
    this.#alternative = question.alternative;
    this.#level = question.level;
  }

  get estimate(): number {
    return this.#contrast.estimate;
  }

  get standardError(): number {
    return this.#contrast.standardError;
  }

  get df(): number {
    return this.#contrast.df;
  }

  get singular(): boolean {
    return this.#contrast.singular === true;
  }

  get statistic(): number {
    return this.estimate / this.standardError;
  }

  get pValue(): number {
    return tPValue(this.statistic, this.df, this.#alternative);
  }

  get interval(): Interval {
    return this.#reach.interval(this.#contrast, this.#level);
  }

  get counts(): SubjectCounts {
    return this.#contrast.tally.counts();
  }

  rejects(alpha: number): boolean {
    const { estimate, standardError, df } = this.#contrast;
    if (this.#alternative === 'two-sided') return this.#critical.isReached(Math.abs(estimate), standardError, alpha, df);
    return this.#critical.isReached(this.#alternative === 'greater' ? estimate : -estimate, standardError, 2 * alpha, df);
  }

  details(): Record<string, unknown> {
    return this.#contrast.details(this.#level);
  }
}

/** An analysis that is a contrast tested against zero. */
export function bindContrast(question: AnalysisSpec, contrast: Contrast): BoundAnalysis {
  const estimate = new TEstimate(question, contrast);
  return { columns: contrast.reads, sums: contrast.sums, run: (data) => contrast.read(data) ?? estimate };
}
