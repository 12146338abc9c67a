import { studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import type { AnalysisSpec } from '../analysis.ts';
import type { Contrast } from './contrast.ts';
import {
  type ComparedWithReference,
  dfAgainstShare,
  dfOfReference,
  ratioOfMeans,
  tAgainstShare,
  tOfReference,
} from './share-of-reference.ts';
import { CriticalT, TEstimate, tInterval } from './t-estimate.ts';

/** The outcome of a one-sided t test of a contrast against a margin, set anew for every trial. */
export class NonInferiorityEstimate extends TEstimate {
  /** 1 when higher is better, −1 when lower is. */
  readonly #direction: 1 | -1;
  readonly #margin: number;
  readonly #level: number;
  readonly #oneSided = new CriticalT();

  constructor(question: AnalysisSpec, contrast: Contrast, margin: number) {
    super(question, contrast);
    this.#direction = question.alternative === 'greater' ? 1 : -1;
    this.#margin = margin;
    this.#level = question.level;
  }

  override get statistic(): number {
    return (this.estimate + this.#direction * this.#margin) / this.standardError;
  }

  override get pValue(): number {
    return studentTUpperTail(this.#direction * this.statistic, this.df);
  }

  override rejects(alpha: number): boolean {
    return this.#oneSided.isReached(this.#direction * this.statistic, 1, 2 * alpha, this.df);
  }

  override details(): Record<string, unknown> {
    const { lower, upper } = tInterval(this.estimate, this.standardError, this.df, 2 * this.#level - 1);
    const bound = this.#direction > 0 ? lower : upper;
    return { margin: -this.#direction * this.#margin, oneSidedBound: { level: this.#level, bound }, ...super.details() };
  }
}

/** The same against a share of the mean under the reference. */
export class ShareNonInferiorityEstimate extends TEstimate {
  readonly #contrast: ComparedWithReference;
  /** 1 when higher is better, −1 when lower is. */
  readonly #direction: 1 | -1;
  readonly #share: number;
  readonly #critical = new CriticalT();
  readonly #criticalOfReference = new CriticalT();

  constructor(question: AnalysisSpec, contrast: ComparedWithReference, share: number) {
    super(question, contrast);
    this.#contrast = contrast;
    this.#direction = question.alternative === 'greater' ? 1 : -1;
    this.#share = share;
  }

  override get statistic(): number {
    return tAgainstShare(this.#contrast, -this.#direction * this.#share);
  }

  get #df(): number {
    return dfAgainstShare(this.#contrast, -this.#direction * this.#share);
  }

  /** The larger of two: against the margin, and of the mean under the reference against zero. */
  override get pValue(): number {
    return Math.max(
      studentTUpperTail(this.#direction * this.statistic, this.#df),
      studentTUpperTail(tOfReference(this.#contrast), dfOfReference(this.#contrast)),
    );
  }

  override rejects(alpha: number): boolean {
    return (
      this.#critical.isReached(this.#direction * this.statistic, 1, 2 * alpha, this.#df) &&
      this.#criticalOfReference.isReached(tOfReference(this.#contrast), 1, 2 * alpha, dfOfReference(this.#contrast))
    );
  }

  ratioOfMeans(level: number): ReturnType<typeof ratioOfMeans> {
    return ratioOfMeans(this.#contrast, level);
  }

  override details(): Record<string, unknown> {
    const { ratio, interval } = this.ratioOfMeans(0.9);
    return {
      marginAsShare: -this.#direction * this.#share,
      referenceMean: this.#contrast.referenceMean().mean,
      ratioOfMeans: ratio,
      ratioOfMeansInterval90: interval,
      ...super.details(),
    };
  }
}
