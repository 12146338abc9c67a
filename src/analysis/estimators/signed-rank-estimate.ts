import { squared } from '../../elementary/index.ts';
import { doubledMidranks } from '../../statistics/exact-tests/midranks.ts';
import { walshAverage } from '../../statistics/exact-tests/pair-order.ts';
import { signedRankLevel, signedRankQuantile, signedRankTails, untiedSignedRankTails } from '../../statistics/exact-tests/signed-rank.ts';
import { equalWithin } from '../../statistics/rounding-noise.ts';
import type { AnalysisSpec, Interval } from '../analysis.ts';
import type { PairedDifferences } from '../selection/paired-differences.ts';
import { DeferredEstimate } from './deferred-estimate.ts';
import { EXACT_DETAIL_SUBJECTS, EXACT_RANK_SUBJECTS, normalApproximation, pOfTails } from './rank-tails.ts';

/** Whether differences of zero are left out before the ranks are given (Wilcoxon), or after (Pratt). */
export type Zeros = 'drop' | 'pratt';

/** What the signed ranks of the paired differences of one trial say; computed when it is asked for. */
export class SignedRankEstimate extends DeferredEstimate {
  statistic = 0;
  readonly #pairs: PairedDifferences;
  readonly #question: AnalysisSpec;
  readonly #zeros: Zeros;
  #differences = new Float64Array(0);
  #sorted = new Float64Array(0);
  #magnitudes = new Float64Array(0);
  #ranks = new Int32Array(0);
  #count = 0;
  #zeroCount = 0;
  #rankedCount = 0;
  #doubledV = 0;
  #tieSum = 0;

  constructor(pairs: PairedDifferences, question: AnalysisSpec, zeros: Zeros) {
    super(pairs.tally);
    this.#pairs = pairs;
    this.#question = question;
    this.#zeros = zeros;
  }

  /** Ranks the differences selected. */
  rank(): void {
    const { count, differences, largest } = this.#pairs;
    const tolerance = equalWithin(largest);
    if (this.#differences.length < count) {
      this.#differences = new Float64Array(count);
      this.#sorted = new Float64Array(count);
      this.#magnitudes = new Float64Array(count);
      this.#ranks = new Int32Array(count);
    }
    const magnitudes = this.#magnitudes;
    this.#count = count;
    this.#zeroCount = 0;
    let ranked = 0;
    for (let i = 0; i < count; i++) {
      const difference = Math.abs(differences[i]) <= tolerance ? 0 : differences[i];
      this.#differences[i] = difference;
      if (difference === 0) this.#zeroCount++;
      if (difference !== 0 || this.#zeros === 'pratt') magnitudes[ranked++] = Math.abs(difference);
    }
    this.#tieSum = doubledMidranks(magnitudes, ranked, this.#ranks, this.#sorted, tolerance);
    this.#collectSignedRanks();
  }

  /** Keeps the ranks of differences that are not zero, in place, and sums those of positive differences; gives tied differences one magnitude. */
  #collectSignedRanks(): void {
    const ranks = this.#ranks;
    let place = 0;
    let kept = 0;
    this.#doubledV = 0;
    for (let i = 0; i < this.#count; i++) {
      const difference = this.#differences[i];
      if (difference === 0 && this.#zeros === 'drop') continue;
      const magnitude = this.#magnitudes[place];
      const rank = ranks[place++];
      if (difference === 0) continue;
      this.#differences[i] = difference > 0 ? magnitude : -magnitude;
      ranks[kept++] = rank;
      if (difference > 0) this.#doubledV += rank;
    }
    this.#rankedCount = kept;
    this.statistic = this.#doubledV / 2;
    this.#differences.subarray(0, this.#count).sort();
  }

  protected effect(): number {
    const averages = (this.#count * (this.#count + 1)) / 2;
    const upper = Math.floor(averages / 2) + 1;
    const value = walshAverage(this.#differences, this.#count, upper);
    return averages % 2 === 1 ? value : (walshAverage(this.#differences, this.#count, upper - 1) + value) / 2;
  }

  protected test(): number {
    return this.#rankedCount <= EXACT_RANK_SUBJECTS ? this.#exact() : this.#normal(true).pValue;
  }

  protected confidence(): Interval {
    const averages = (this.#count * (this.#count + 1)) / 2;
    const order = this.#intervalOrder();
    return {
      level: signedRankLevel(this.#count, order),
      lower: walshAverage(this.#differences, this.#count, order),
      upper: walshAverage(this.#differences, this.#count, averages + 1 - order),
    };
  }

  details(): Record<string, unknown> {
    const normal = this.#normal(true);
    const withExact = this.#rankedCount <= EXACT_DETAIL_SUBJECTS;
    return {
      hodgesLehmann: this.estimate,
      zeros: this.#zeroCount,
      ranked: this.#rankedCount,
      ties: this.#tieSum > 0,
      pMethod: this.#rankedCount <= EXACT_RANK_SUBJECTS ? 'exact' : 'normal',
      ...(withExact ? { pExact: this.#exact() } : {}),
      ...(Number.isNaN(normal.statistic) ? {} : { normal, normalUncorrected: this.#normal(false) }),
      achievedLevel: signedRankLevel(this.#count, this.#intervalOrder()),
    };
  }

  #intervalOrder(): number {
    return Math.max(1, signedRankQuantile((1 - this.#question.level) / 2, this.#count));
  }

  #exact(): number {
    const { alternative } = this.#question;
    const isUntied = this.#tieSum === 0 && this.#rankedCount === this.#count;
    if (isUntied) return pOfTails(untiedSignedRankTails(this.#count, this.statistic), alternative);
    return pOfTails(signedRankTails(this.#ranks, this.#rankedCount, this.#doubledV), alternative);
  }

  #normal(corrected: boolean): { statistic: number; pValue: number } {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < this.#rankedCount; i++) {
      sum += this.#ranks[i];
      squares += squared(this.#ranks[i]);
    }
    return normalApproximation(this.statistic, sum / 4, squares / 16, this.#question.alternative, corrected);
  }
}
