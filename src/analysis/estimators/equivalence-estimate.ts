import { exp, expm1 } from '../../elementary/index.ts';
import { studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import type { Estimate, Interval, SubjectCounts } from '../analysis.ts';
import type { Contrast } from './contrast.ts';
import type { Scale } from './margins.ts';
import { type ComparedWithReference, dfAgainstShare, ratioOfMeans, tAgainstShare } from './share-of-reference.ts';
import { CriticalT, tInterval } from './t-estimate.ts';

/** The outcome of two one-sided t tests of a contrast against margins, set anew for every trial. */
export class EquivalenceEstimate implements Estimate {
  readonly status = 'estimated';
  readonly #contrast: Contrast & { readonly withinVariance?: number };
  readonly #level: number;
  readonly #lower: number;
  readonly #upper: number;
  readonly #scale: Scale;
  readonly #critical = new CriticalT();
  readonly #criticalUpper = new CriticalT();
  readonly #reach = new CriticalT();

  constructor(contrast: Contrast, level: number, lower: number, upper: number, scale: Scale) {
    this.#contrast = contrast;
    this.#level = level;
    this.#lower = lower;
    this.#upper = upper;
    this.#scale = scale;
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

  /** The t statistic against a margin. */
  protected against(margin: number): number {
    return (this.estimate - margin) / this.standardError;
  }

  /** Degrees of freedom of a test against a margin. */
  protected readonly dfAgainst: (margin: number) => number = () => this.df;

  get #tLower(): number {
    return this.against(this.#lower);
  }

  get #tUpper(): number {
    return this.against(this.#upper);
  }

  get #pLower(): number {
    return studentTUpperTail(this.#tLower, this.dfAgainst(this.#lower));
  }

  get #pUpper(): number {
    return studentTUpperTail(-this.#tUpper, this.dfAgainst(this.#upper));
  }

  get statistic(): number {
    const isLower =
      this.dfAgainst(this.#lower) === this.dfAgainst(this.#upper) ? this.#tLower < -this.#tUpper : this.#pLower > this.#pUpper;
    return isLower ? this.#tLower : this.#tUpper;
  }

  get pValue(): number {
    return Math.max(this.#pLower, this.#pUpper);
  }

  get interval(): Interval {
    return this.#reach.interval(this.#contrast, this.#level);
  }

  get counts(): SubjectCounts {
    return this.#contrast.tally.counts();
  }

  rejects(alpha: number): boolean {
    return (
      this.#critical.isReached(this.#tLower, 1, 2 * alpha, this.dfAgainst(this.#lower)) &&
      this.#criticalUpper.isReached(-this.#tUpper, 1, 2 * alpha, this.dfAgainst(this.#upper))
    );
  }

  protected marginDetails(): Record<string, unknown> {
    return { margins: { lower: this.#lower, upper: this.#upper } };
  }

  details(): Record<string, unknown> {
    const { estimate, standardError, df } = this;
    const ninety = tInterval(estimate, standardError, df, 0.9);
    const details: Record<string, unknown> = {
      ...this.marginDetails(),
      lower: { statistic: this.#tLower, pValue: this.#pLower },
      upper: { statistic: this.#tUpper, pValue: this.#pUpper },
      interval90: ninety,
    };
    if (this.#scale === 'difference') return details;
    details.ratio = exp(estimate);
    details.ratioInterval90 = { level: 0.9, lower: exp(ninety.lower), upper: exp(ninety.upper) };
    const { withinVariance } = this.#contrast;
    if (withinVariance !== undefined) details.withinCoefficientOfVariation = Math.sqrt(expm1(withinVariance));
    return details;
  }
}

/** The same against margins that are shares of the mean under the reference. */
export class ShareEquivalenceEstimate extends EquivalenceEstimate {
  readonly #contrast: ComparedWithReference;
  readonly #shares: readonly [lower: number, upper: number];

  constructor(contrast: ComparedWithReference, level: number, shares: readonly [lower: number, upper: number]) {
    super(contrast, level, shares[0], shares[1], 'difference');
    this.#contrast = contrast;
    this.#shares = shares;
  }

  protected override against(share: number): number {
    return tAgainstShare(this.#contrast, share);
  }

  protected override readonly dfAgainst = (share: number): number => dfAgainstShare(this.#contrast, share);

  protected override marginDetails(): Record<string, unknown> {
    const [lower, upper] = this.#shares;
    return { marginsAsShares: { lower, upper }, referenceMean: this.#contrast.referenceMean().mean };
  }

  ratioOfMeans(level: number): ReturnType<typeof ratioOfMeans> {
    return ratioOfMeans(this.#contrast, level);
  }

  override details(): Record<string, unknown> {
    const { ratio, interval } = this.ratioOfMeans(0.9);
    return { ...super.details(), ratioOfMeans: ratio, ratioOfMeansInterval90: interval };
  }
}
