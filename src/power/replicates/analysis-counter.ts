import type { Estimate } from '../../analysis/index.ts';
import { criticalValues, studentTTwoSided } from '../../statistics/distributions/student-t.ts';
import { addValue, emptyMoments, type Moments } from '../../statistics/running-moments.ts';
import { inDirection } from '../../study/success.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { AnalysisTally } from './analysis-tally.ts';

/** Estimates that are counted together: enough that counting is one loop over numbers, few enough that they stay near the processor; assumed. */
const ROWS = 128;

/** Counts what one analysis gives in trial after trial: estimates are kept as numbers side by side until they are counted together. */
export class AnalysisCounter {
  readonly #planned: PlannedAnalysis;
  readonly #alpha: number;
  readonly #estimates = new Float64Array(ROWS);
  readonly #errors = new Float64Array(ROWS);
  readonly #df = new Float64Array(ROWS);
  /** 1 where the null hypothesis is rejected. */
  readonly #rejected = new Uint8Array(ROWS);
  #rows = 0;
  #truth = NaN;
  #alone = 0;
  #rejections = 0;
  #wrongSign = 0;
  #rejectedSize = NaN;
  #covered = 0;
  #intervals = 0;
  #variance = NaN;
  #variances = 0;
  #singular = 0;
  readonly #moments: Moments = emptyMoments();
  #notEstimable: Record<string, number> = {};

  /** @param level  of the intervals that are counted */
  constructor(planned: PlannedAnalysis, level: number) {
    this.#planned = planned;
    this.#alpha = 1 - level;
  }

  /** Begins to count. @param truth  the true effect, against which estimates are judged; NaN where there is none */
  start(truth: number): void {
    this.#truth = truth;
    this.#rows = this.#alone = this.#rejections = this.#wrongSign = this.#covered = this.#intervals = this.#variances = this.#singular = 0;
    this.#rejectedSize = 0;
    this.#variance = 0;
    this.#moments.count = 0;
    this.#moments.mean = 0;
    this.#moments.squares = 0;
    this.#notEstimable = {};
  }

  /** A trial in which nothing could be estimated. */
  fail(reason: string): void {
    this.#notEstimable[reason] = (this.#notEstimable[reason] ?? 0) + 1;
  }

  /** An estimate. @returns whether the analysis succeeds by itself */
  add(outcome: Estimate): boolean {
    if (this.#rows === ROWS) this.#count();
    const { estimate, standardError, df } = outcome;
    const row = this.#rows++;
    this.#estimates[row] = estimate;
    this.#errors[row] = standardError;
    this.#df[row] = df;
    if (outcome.singular === true) this.#singular++;
    if (!(standardError >= 0 && df > 0)) this.#countInterval(outcome);
    const isRejected = outcome.rejects(this.#planned.alpha);
    this.#rejected[row] = isRejected ? 1 : 0;
    if (!isRejected || !inDirection(this.#planned, estimate)) return false;
    this.#alone++;
    return true;
  }

  /** What was counted since the start. @param successes  of the trial as it is run */
  tally(successes: number): AnalysisTally {
    this.#count();
    return {
      successes,
      alone: this.#alone,
      rejections: this.#rejections,
      wrongSign: this.#wrongSign,
      rejectedSize: this.#rejectedSize,
      covered: this.#covered,
      intervals: this.#intervals,
      variance: this.#variance,
      variances: this.#variances,
      singular: this.#singular,
      estimates: { ...this.#moments },
      notEstimable: this.#notEstimable,
    };
  }

  /** Counts the estimates that are kept. */
  #count(): void {
    const truth = this.#truth;
    const alpha = this.#alpha;
    const moments = this.#moments;
    for (let row = 0; row < this.#rows; row++) {
      const estimate = this.#estimates[row];
      const standardError = this.#errors[row];
      const df = this.#df[row];
      addValue(moments, estimate);
      if (standardError >= 0) {
        this.#variance += standardError * standardError;
        this.#variances++;
        if (df > 0 && truth === truth) {
          this.#intervals++;
          if (withinReach(Math.abs(estimate - truth), standardError, df, alpha)) this.#covered++;
        }
      }
      if (this.#rejected[row] === 0) continue;
      this.#rejections++;
      this.#rejectedSize += Math.abs(estimate);
      if (truth * estimate < 0) this.#wrongSign++;
    }
    this.#rows = 0;
  }

  /** Counts whether an interval without a reach, t · SE, holds the truth, where that is known. */
  #countInterval(outcome: Estimate): void {
    if (this.#truth !== this.#truth) return;
    const { lower, upper } = outcome.interval;
    if (!(lower <= upper)) return;
    this.#intervals++;
    if (this.#truth >= lower && this.#truth <= upper) this.#covered++;
  }
}

let table = criticalValues(0.05);

/**
 * Whether a distance lies within the interval's reach, t · SE. With whole degrees of freedom the critical value is remembered; with others those of the whole ones beside them
 * mostly tell, and else a tail costs less than a quantile.
 */
function withinReach(distance: number, standardError: number, df: number, alpha: number): boolean {
  if (alpha !== table.alpha) table = criticalValues(alpha);
  if (df === Infinity || Number.isInteger(df)) return distance <= table.at(df) * standardError;
  if (!(standardError > 0)) return distance === 0;
  const isBeyond = table.isBeyond(distance, standardError, df);
  return isBeyond === undefined ? studentTTwoSided(distance / standardError, df) >= alpha : !isBeyond;
}
