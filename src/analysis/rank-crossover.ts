import { doubledMidranks, roundedDifference } from '../statistics/midranks.ts';
import { pairDifference } from '../statistics/pair-order.ts';
import { rankSumQuantile, rankSumTails, untiedRankSumDistribution, untiedRankSumTails } from '../statistics/rank-sum.ts';
import { LARGEST_TABLE } from '../statistics/signed-rank.ts';
import type { AnalysisMethod, AnalysisQuestion, BoundAnalysis, Interval } from './analysis.ts';
import { DeferredEstimate } from './deferred-estimate.ts';
import { medianDifference } from './estimand.ts';
import { PeriodPairs, type SequenceGroup } from './period-pairs.ts';
import { EXACT_DETAIL_SUBJECTS, EXACT_RANK_SUBJECTS, normalApproximation, pOfTails } from './rank-tails.ts';
import { notEstimable } from './responses.ts';

const options = {} as const;

/**
 * Rank-sum test on period differences by sequence (Koch), with the Hodges–Lehmann shift halved: the effect of the comparator minus the
 * reference, adjusted for period.
 *
 * With d = period 1 − period 2, the d of the subjects with the comparator first are ranked among all d; U is their Mann–Whitney count.
 * Up to 50 subjects p comes from the exact distribution of the rank sum given the mid-ranks, p = min(1, 2 · smaller tail); beyond that
 * from the normal approximation with tie and continuity correction (both in `details`). The estimate is half the median of all
 * differences dᵢ − dⱼ between the sequences, its interval half the order statistics at the α/2 quantile of the untied U. Assumes that the
 * sequences' d differ by a shift only, and no carry-over; d are rounded to 9 decimals before ranking.
 *
 * @returns the effect in the unit of the measure; `statistic` is U, no standard error; not estimable if a sequence is empty, there are other than two periods, or every d is the same
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Koch (1972) The use of non-parametric methods in the statistical analysis of the two-period change-over design. Biometrics 28:577–584, DOI 10.2307/2556170
 */
export const rankCrossover: AnalysisMethod<typeof options> = {
  kind: 'rank-crossover',
  label: 'rank-sum test on period differences (Koch)',
  takes: 'continuous',
  scope: 'visit',
  options,
  estimand: () => medianDifference,
  bind: (question) => bindRankCrossover(question),
};

function bindRankCrossover(question: AnalysisQuestion): BoundAnalysis {
  const pairs = new PeriodPairs(question);
  const estimate = new RankSumEstimate(pairs, question);
  return {
    reads: pairs.reads,
    run: (data) => pairs.select(data) ?? (estimate.rank() ? estimate.renew() : notEstimable('every period difference is the same')),
  };
}

class RankSumEstimate extends DeferredEstimate {
  /** Mann–Whitney count of the subjects with the comparator first. */
  statistic = 0;
  readonly #pairs: PeriodPairs;
  readonly #question: AnalysisQuestion;
  #pooled = new Float64Array(0);
  #sorted = new Float64Array(0);
  #ranks = new Int32Array(0);
  #ab = 0;
  #ba = 0;
  #doubledSum = 0;
  #tieSum = 0;

  constructor(pairs: PeriodPairs, question: AnalysisQuestion) {
    super(pairs.tally);
    this.#pairs = pairs;
    this.#question = question;
  }

  /** Ranks the period differences of both sequences together; false when they are all the same. */
  rank(): boolean {
    const { referenceFirst, comparatorFirst } = this.#pairs;
    this.#ab = referenceFirst.count;
    this.#ba = comparatorFirst.count;
    const n = this.#ab + this.#ba;
    if (this.#pooled.length < n) {
      this.#pooled = new Float64Array(n);
      this.#sorted = new Float64Array(n);
      this.#ranks = new Int32Array(n);
    }
    copyRounded(comparatorFirst, this.#pooled, 0);
    copyRounded(referenceFirst, this.#pooled, this.#ba);
    this.#tieSum = doubledMidranks(this.#pooled, n, this.#ranks, this.#sorted);
    if (this.#sorted[0] === this.#sorted[n - 1]) return false;
    this.#doubledSum = 0;
    for (let i = 0; i < this.#ba; i++) this.#doubledSum += this.#ranks[i];
    this.statistic = (this.#doubledSum - this.#ba * (this.#ba + 1)) / 2;
    this.#pooled.subarray(0, this.#ba).sort();
    this.#pooled.subarray(this.#ba, n).sort();
    return true;
  }

  protected effect(): number {
    const pairs = this.#ab * this.#ba;
    const upper = Math.floor(pairs / 2) + 1;
    const value = this.#shift(upper);
    return (pairs % 2 === 1 ? value : (this.#shift(upper - 1) + value) / 2) / 2;
  }

  protected test(): number {
    return this.#ab + this.#ba <= EXACT_RANK_SUBJECTS ? this.#exact() : this.#normal(true).pValue;
  }

  protected confidence(): Interval {
    const order = this.#intervalOrder();
    return { level: this.#question.level, lower: this.#shift(order) / 2, upper: this.#shift(this.#ab * this.#ba + 1 - order) / 2 };
  }

  details(): Record<string, unknown> {
    const n = this.#ab + this.#ba;
    return {
      hodgesLehmannShift: 2 * this.estimate,
      rankSum: this.#doubledSum / 2,
      ties: this.#tieSum > 0,
      pMethod: n <= EXACT_RANK_SUBJECTS ? 'exact' : 'normal',
      ...(n <= EXACT_DETAIL_SUBJECTS / 5 ? { pExact: this.#exact() } : {}),
      normal: this.#normal(true),
      normalUncorrected: this.#normal(false),
      ...(n <= LARGEST_TABLE ? { achievedLevel: 1 - 2 * untiedRankSumDistribution(this.#ab, this.#ba)[this.#intervalOrder() - 1] } : {}),
      subjectsOfOtherOrders: this.#pairs.otherOrders,
    };
  }

  /** k-th smallest difference between the sequences' period differences. */
  #shift(k: number): number {
    return pairDifference(this.#pooled, this.#ba, this.#pooled.subarray(this.#ba, this.#ba + this.#ab), this.#ab, k);
  }

  #intervalOrder(): number {
    return Math.max(1, rankSumQuantile((1 - this.#question.level) / 2, this.#ab, this.#ba));
  }

  #exact(): number {
    const { alternative } = this.#question;
    if (this.#tieSum === 0) return pOfTails(untiedRankSumTails(this.#ba, this.#ab, this.statistic), alternative);
    return pOfTails(rankSumTails(this.#ranks, this.#ab + this.#ba, this.#ba, this.#doubledSum), alternative);
  }

  #normal(corrected: boolean): { statistic: number; pValue: number } {
    const n = this.#ab + this.#ba;
    const variance = ((this.#ab * this.#ba) / 12) * (n + 1 - this.#tieSum / (n * (n - 1)));
    return normalApproximation(this.statistic, (this.#ab * this.#ba) / 2, variance, this.#question.alternative, corrected);
  }
}

function copyRounded(group: SequenceGroup, target: Float64Array, start: number): void {
  for (let i = 0; i < group.count; i++) target[start + i] = roundedDifference(group.difference[i]);
}
