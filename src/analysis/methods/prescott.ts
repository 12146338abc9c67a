import type { AnalysisSpec } from '../analysis.ts';
import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import { trendTest } from '../../statistics/exact-tests/trend-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { BinaryCrossoverEstimate } from '../estimators/binary-crossover.ts';
import { proportionDifference } from '../estimand.ts';
import { printCode } from '../r-code/data.ts';
import { responseTableCode } from '../r-code/response-table.ts';

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
  phrase: 'the Prescott exact test',
  outcomeType: 'binary',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'counts',
  cost: 'fast',
  detailLabels: {
    'twoSided.distance': 'two-sided p by distance from the expected table',
  },
  pairing: () => 'crossover',
  estimand: () => proportionDifference,
  bind(question) {
    const estimate = new PrescottEstimate(question);
    return { columns: estimate.pairs.reads, run: (data) => estimate.read(data) ?? estimate };
  },
  rCode: prescottCode,
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

function prescottCode({ alternative }: AnalysisSpec): string {
  return `${responseTableCode}columns <- AB + BA; n <- sum(columns)
grid <- expand.grid(first = 0:columns[1], second = 0:columns[3])
grid$equal <- sum(AB) - grid$first - grid$second
grid <- grid[grid$equal >= 0 & grid$equal <= columns[2], ]
probability <- exp(lchoose(columns[1], grid$first) + lchoose(columns[2], grid$equal) + lchoose(columns[3], grid$second) - lchoose(n, sum(AB)))
T <- grid$first - grid$second; t <- AB[1] - AB[3]; expected <- sum(AB) * (columns[1] - columns[3]) / n
p <- sum(probability[${{ 'two-sided': 'abs(T - expected) >= abs(t - expected) - 1e-9', less: 'T >= t', greater: 'T <= t' }[alternative]}])
${printCode({ estimate: 'estimate', statistic: 't', pValue: 'min(1, p)' })}`;
}
