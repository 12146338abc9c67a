import type { AnalysisSpec } from '../analysis.ts';
import { ConditionalTable } from '../../statistics/exact-tests/fisher-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { BinaryCrossoverEstimate } from '../estimators/binary-crossover.ts';
import { proportionDifference } from '../estimand.ts';
import { printCode } from '../r-code/data.ts';
import { responseTableCode } from '../r-code/response-table.ts';

const options = {} as const;

/**
 * Mainland–Gart exact test for a binary crossover: whether response in one period only goes with the sequence.
 *
 * Fisher's exact test of sequence × period of success among the subjects who responded in one period only; two-sided p sums the tables no
 * more probable than the observed one; 1 when nobody is discordant. The estimate is the period-adjusted difference in proportions over all
 * complete subjects. With a logistic model (subject, period, treatment) the table's odds ratio is the square of the treatment's, so
 * details carry the conditional odds ratio of comparator to reference as its square root, with exact interval. Assumes no carry-over.
 *
 * @param question  measure `responder` or `remission`, or `value` of an endpoint recorded as 0/1
 * @returns the difference in proportions; `statistic` is the number of reference-first subjects responding in period 1 only; not estimable
 *          if a sequence is empty, there are other than two periods, or a value is not 0 or 1
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Gart (1969) An exact test for comparing matched proportions in crossover designs. Biometrika 56:75–80, DOI 10.1093/biomet/56.1.75
 */
export const mainlandGart: AnalysisMethod<typeof options> = {
  kind: 'mainland-gart',
  label: 'Mainland–Gart exact test',
  phrase: 'the Mainland–Gart exact test',
  outcomeType: 'binary',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'counts',
  cost: 'fast',
  detailLabels: {
    tableOddsRatio: 'odds ratio of the table',
    'twoSided.minimumLikelihood': 'two-sided p of tables no more probable',
  },
  pairing: () => 'crossover',
  estimand: () => proportionDifference,
  bind(question) {
    const estimate = new MainlandGartEstimate(question);
    return { columns: estimate.pairs.reads, run: (data) => estimate.read(data) ?? estimate };
  },
  rCode: mainlandGartCode,
};

class MainlandGartEstimate extends BinaryCrossoverEstimate {
  get statistic(): number {
    return this.referenceFirst[0];
  }

  protected test(): number {
    const { less, greater, minimumLikelihood } = this.#conditional().test();
    // A table tilted to period 1 of the reference-first subjects speaks for the reference: "greater" is its lower tail.
    return { 'two-sided': minimumLikelihood, greater: less, less: greater }[this.question.alternative];
  }

  details(): Record<string, unknown> {
    const conditional = this.#conditional();
    const { less, greater, point, minimumLikelihood } = conditional.test();
    const doubled = Math.min(1, 2 * Math.min(less, greater));
    return {
      ...this.table(),
      oneSided: { greater: less, less: greater },
      twoSided: { minimumLikelihood, doubled, doubledMidP: Math.min(1, 2 * (Math.min(less, greater) - point / 2)) },
      ...this.#oddsRatios(conditional),
    };
  }

  #oddsRatios(conditional: ConditionalTable): Record<string, unknown> {
    const none = { notEstimable: 'the margins allow one table only' };
    if (conditional.size === 1) return { tableOddsRatio: none, conditionalOddsRatio: none };
    const { level, lower, upper } = conditional.interval(this.question.level);
    const estimate = conditional.oddsRatio();
    const ofTreatment = (ratio: number): number => 1 / Math.sqrt(ratio);
    return {
      tableOddsRatio: { estimate, interval: { level, lower, upper } },
      conditionalOddsRatio: { estimate: ofTreatment(estimate), interval: { level, lower: ofTreatment(upper), upper: ofTreatment(lower) } },
    };
  }

  #conditional(): ConditionalTable {
    const [a, , b] = this.referenceFirst;
    const [c, , d] = this.comparatorFirst;
    return new ConditionalTable({ a, b, c, d });
  }
}

/** Success under the reference in period 1 of reference-first subjects: our "greater" is the table's "less". */
const turned = { 'two-sided': 'two.sided', less: 'greater', greater: 'less' } as const;

function mainlandGartCode({ alternative }: AnalysisSpec): string {
  return `${responseTableCode}table <- rbind(AB[c(1, 3)], BA[c(1, 3)])
p <- if (sum(table) == 0) 1 else fisher.test(table, alternative = "${turned[alternative]}")$p.value
${printCode({ estimate: 'estimate', pValue: 'p' })}`;
}
