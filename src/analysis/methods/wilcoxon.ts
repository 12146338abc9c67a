import type { ParameterTable } from '../../parameters/parameter-table.ts';
import { doubledMidranks } from '../../statistics/exact-tests/midranks.ts';
import { walshAverage } from '../../statistics/exact-tests/pair-order.ts';
import { equalWithin } from '../../statistics/rounding-noise.ts';
import { signedRankLevel, signedRankQuantile, signedRankTails, untiedSignedRankTails } from '../../statistics/exact-tests/signed-rank.ts';
import type { AnalysisSpec, BoundAnalysis, Interval } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { DeferredEstimate } from '../estimators/deferred-estimate.ts';
import { medianDifference } from '../estimand.ts';
import { PairedDifferences } from '../selection/paired-differences.ts';
import { EXACT_DETAIL_SUBJECTS, EXACT_RANK_SUBJECTS, normalApproximation, pOfTails } from '../estimators/rank-tails.ts';
import { notEstimable } from '../selection/responses.ts';
import { differenceProblem } from '../estimators/variation.ts';
import { wilcoxonCode } from '../r-code/rank-tests.ts';

const options = {
  zeros: {
    kind: 'choice',
    default: 'drop',
    options: ['drop', 'pratt'],
    about: 'zero differences are dropped before ranking (Wilcoxon) or ranked and then given no sign (Pratt)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

type Zeros = 'drop' | 'pratt';

/**
 * Wilcoxon signed-rank test on paired differences, with the Hodges–Lehmann estimate: the pseudo-median over subjects of comparator minus reference.
 *
 * V is the sum of the mid-ranks of |d| over the subjects with d > 0. Up to 50 ranked differences p comes from the exact distribution of V
 * given the mid-ranks, p = min(1, 2 · smaller tail); beyond that from the normal approximation with tie and continuity correction (both in
 * `details`). The estimate is the median of all Walsh averages (zeros included), its interval [W₍q₎, W₍M+1−q₎] with q the α/2 quantile of the
 * untied distribution. The interval's level is the one that it reaches, 1 − 2 P(V ≤ q − 1): at least the level asked, except where
 * even the whole range of the differences does not reach that (under 6 subjects for 95 %). Assumes differences symmetric about their centre under the
 * null; differences within 2.8·10⁻¹⁴ of the largest value are tied (or zero), so that ties do not depend on the unit. Takes any order of treatments; an
 * effect of period is not removed. Where every difference is zero p is 1.
 *
 * @param options  zeros: `drop` or `pratt`
 * @returns the effect in the unit of the measure; `statistic` is V, no standard error; not estimable without a subject with both treatments
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Wilcoxon (1945) Biometrics Bull 1:80–83, DOI 10.2307/3001968; Pratt (1959) J Am Stat Assoc 54:655–667, DOI 10.1080/01621459.1959.10501526; Hodges & Lehmann (1963) Ann Math Stat 34:598–611, DOI 10.1214/aoms/1177704172
 */
export const wilcoxon: AnalysisMethod<typeof options> = {
  kind: 'wilcoxon',
  label: 'Wilcoxon signed-rank test',
  phrase: 'the Wilcoxon signed-rank test',
  outcomeType: 'continuous',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'ranks',
  cost: 'fast',
  detailLabels: {
    hodgesLehmann: 'Hodges–Lehmann estimate',
    ranked: 'differences ranked',
    zeros: 'differences of zero',
  },
  pairing: () => 'paired',
  estimand: () => medianDifference,
  bind: (question, { zeros }) => bindWilcoxon(question, zeros),
  rCode: wilcoxonCode,
};

function bindWilcoxon(question: AnalysisSpec, zeros: Zeros): BoundAnalysis {
  const pairs = new PairedDifferences(question);
  const estimate = new SignedRankEstimate(pairs, question, zeros);
  return {
    columns: pairs.reads,
    run(data) {
      const problem = pairs.select(data) ?? differenceProblem(pairs.largest);
      if (problem !== undefined) return problem;
      if (pairs.count === 0) return notEstimable('no subject has values under both treatments');
      estimate.rank();
      return estimate.reset();
    },
  };
}

class SignedRankEstimate extends DeferredEstimate {
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
      squares += this.#ranks[i] ** 2;
    }
    return normalApproximation(this.statistic, sum / 4, squares / 16, this.#question.alternative, corrected);
  }
}
