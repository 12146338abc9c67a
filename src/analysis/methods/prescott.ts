import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import { trendTest } from '../../statistics/exact-tests/trend-table.ts';
import type { AnalysisMethod } from '../analysis.ts';
import { BinaryCrossoverEstimate } from '../estimators/binary-crossover.ts';
import { proportionDifference } from '../estimand.ts';

const options = {} as const;

/**
 * Prescott's exact test for a binary crossover: a trend over response in period 1 only, in both or neither, in period 2 only, between the sequences.
 *
 * T = (period 1 only − period 2 only) among reference-first subjects, exact given all margins, concordant subjects included;
 * p = P(|T − E| ≥ |t − E|). The estimate is the period-adjusted difference in proportions over all complete subjects. Assumes no carry-over.
 *
 * @param question  measure `responder` or `remission`, or `value` of an endpoint recorded as 0/1
 * @returns the difference in proportions; `statistic` is T; details: the table, one-sided, doubled and mid-p, and the asymptotic test; p is 1 when
 *          nobody is discordant; not estimable if a sequence is empty, there are other than two periods, or a value is not 0 or 1
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Prescott (1981) The comparison of success rates in cross-over trials in the presence of an order effect. Appl Stat 30:9–15, DOI 10.2307/2346652
 */
export const prescott: AnalysisMethod<typeof options> = {
  kind: 'prescott',
  label: 'Prescott exact test',
  takes: 'binary',
  scope: 'visit',
  options,
  estimand: () => proportionDifference,
  bind(question) {
    const estimate = new PrescottEstimate(question);
    return { reads: estimate.pairs.reads, run: (data) => estimate.read(data) ?? estimate };
  },
};

class PrescottEstimate extends BinaryCrossoverEstimate {
  get statistic(): number {
    return this.referenceFirst[0] - this.referenceFirst[2];
  }

  protected test(): number {
    const { less, greater, both } = trendTest(this.referenceFirst, this.comparatorFirst);
    // A large T means success under the reference in period 1: "greater" (for the comparator) is its lower tail.
    return { 'two-sided': both, greater: less, less: greater }[this.question.alternative];
  }

  details(): Record<string, unknown> {
    const { less, greater, point, both, z } = trendTest(this.referenceFirst, this.comparatorFirst);
    const smaller = Math.min(less, greater);
    return {
      ...this.table(),
      oneSided: { greater: less, less: greater },
      twoSided: { distance: both, doubled: Math.min(1, 2 * smaller), doubledMidP: Math.min(1, 2 * (smaller - point / 2)) },
      ...(Number.isFinite(z) ? { asymptotic: { statistic: z, pValue: 2 * normalUpperTail(Math.abs(z)) } } : {}),
    };
  }
}
