import type { ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec, BoundAnalysis } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { medianDifference } from '../estimand.ts';
import { PairedDifferences } from '../selection/paired-differences.ts';
import { SignedRankEstimate, type Zeros } from '../estimators/signed-rank-estimate.ts';
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
