import { doubledMidranks } from '../../statistics/exact-tests/midranks.ts';
import { pairDifference } from '../../statistics/exact-tests/pair-order.ts';
import { rankSumLevel, rankSumQuantile, rankSumTails, untiedRankSumTails } from '../../statistics/exact-tests/rank-sum.ts';
import { equalWithin } from '../../statistics/rounding-noise.ts';
import type { AnalysisSpec, BoundAnalysis, Interval } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { DeferredEstimate } from '../estimators/deferred-estimate.ts';
import { medianDifference } from '../estimand.ts';
import { PeriodPairs } from '../selection/period-pairs.ts';
import { EXACT_DETAIL_SUBJECTS, EXACT_RANK_SUBJECTS, normalApproximation, pOfTails } from '../estimators/rank-tails.ts';
import { differenceProblem } from '../estimators/variation.ts';
import { rankCrossoverCode } from '../r-code/rank-tests.ts';

const options = {} as const;

/**
 * Rank-sum test on period differences by sequence (Koch), with the Hodges–Lehmann shift halved: the effect of the comparator minus the
 * reference, adjusted for period.
 *
 * With d = period 1 − period 2, the d of the subjects with the comparator first are ranked among all d; U is their Mann–Whitney count.
 * Up to 50 subjects p comes from the exact distribution of the rank sum given the mid-ranks, p = min(1, 2 · smaller tail); beyond that
 * from the normal approximation with tie and continuity correction (both in `details`). The estimate is half the median of all
 * differences dᵢ − dⱼ between the sequences, its interval half the order statistics at the α/2 quantile q of the untied U. The interval's level is the
 * one that it reaches, 1 − 2 P(U ≤ q − 1): at least the level asked, except where even the whole range of the differences does not reach that. Assumes
 * that the sequences' d differ by a shift only, and no carry-over; d within 2.8·10⁻¹⁴ of the largest value are tied, so that ties do not depend on the
 * unit. Where every d is the same p is 1.
 *
 * @returns the effect in the unit of the measure; `statistic` is U, no standard error; not estimable if a sequence is empty or there are other than two periods
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Koch (1972) The use of non-parametric methods in the statistical analysis of the two-period change-over design. Biometrics 28:577–584, DOI 10.2307/2556170
 */
export const rankCrossover: AnalysisMethod<typeof options> = {
  kind: 'rank-crossover',
  label: 'rank-sum test on period differences (Koch)',
  phrase: 'the rank-sum test of the period differences (Koch)',
  outcomeType: 'continuous',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'ranks',
  cost: 'fast',
  detailLabels: {
    hodgesLehmannShift: 'Hodges–Lehmann shift of the period differences',
    rankSum: 'rank sum, C first',
  },
  pairing: () => 'crossover',
  estimand: () => medianDifference,
  bind: (question) => bindRankCrossover(question),
  rCode: rankCrossoverCode,
};

function bindRankCrossover(question: AnalysisSpec): BoundAnalysis {
  const pairs = new PeriodPairs(question);
  const estimate = new RankSumEstimate(pairs, question);
  return {
    columns: pairs.reads,
    run(data) {
      const problem = pairs.select(data) ?? differenceProblem(pairs.largest);
      if (problem !== undefined) return problem;
      estimate.rank();
      return estimate.reset();
    },
  };
}

class RankSumEstimate extends DeferredEstimate {
  /** Mann–Whitney count of the subjects with the comparator first. */
  statistic = 0;
  readonly #pairs: PeriodPairs;
  readonly #question: AnalysisSpec;
  #pooled = new Float64Array(0);
  #sorted = new Float64Array(0);
  #ranks = new Int32Array(0);
  #ab = 0;
  #ba = 0;
  #doubledSum = 0;
  #tieSum = 0;

  constructor(pairs: PeriodPairs, question: AnalysisSpec) {
    super(pairs.tally);
    this.#pairs = pairs;
    this.#question = question;
  }

  /** Ranks the period differences of both sequences together. */
  rank(): void {
    const { referenceFirst, comparatorFirst, largest } = this.#pairs;
    this.#ab = referenceFirst.count;
    this.#ba = comparatorFirst.count;
    const n = this.#ab + this.#ba;
    if (this.#pooled.length < n) {
      this.#pooled = new Float64Array(n);
      this.#sorted = new Float64Array(n);
      this.#ranks = new Int32Array(n);
    }
    this.#pooled.set(comparatorFirst.difference.subarray(0, this.#ba));
    this.#pooled.set(referenceFirst.difference.subarray(0, this.#ab), this.#ba);
    this.#tieSum = doubledMidranks(this.#pooled, n, this.#ranks, this.#sorted, equalWithin(largest));
    this.#doubledSum = 0;
    for (let i = 0; i < this.#ba; i++) this.#doubledSum += this.#ranks[i];
    this.statistic = (this.#doubledSum - this.#ba * (this.#ba + 1)) / 2;
    this.#pooled.subarray(0, this.#ba).sort();
    this.#pooled.subarray(this.#ba, n).sort();
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
    return {
      level: rankSumLevel(this.#ab, this.#ba, order),
      lower: this.#shift(order) / 2,
      upper: this.#shift(this.#ab * this.#ba + 1 - order) / 2,
    };
  }

  details(): Record<string, unknown> {
    const normal = this.#normal(true);
    const n = this.#ab + this.#ba;
    return {
      hodgesLehmannShift: 2 * this.estimate,
      rankSum: this.#doubledSum / 2,
      ties: this.#tieSum > 0,
      pMethod: n <= EXACT_RANK_SUBJECTS ? 'exact' : 'normal',
      ...(n <= EXACT_DETAIL_SUBJECTS / 5 ? { pExact: this.#exact() } : {}),
      ...(Number.isNaN(normal.statistic) ? {} : { normal, normalUncorrected: this.#normal(false) }),
      achievedLevel: rankSumLevel(this.#ab, this.#ba, this.#intervalOrder()),
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
