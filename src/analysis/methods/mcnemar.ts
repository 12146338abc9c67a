import { squared } from '../../elementary/index.ts';
import { betaQuantile } from '../../statistics/distributions/beta.ts';
import { normalQuantile, normalUpperTail } from '../../statistics/distributions/normal.ts';
import { signTestTails } from '../../statistics/exact-tests/sign-test.ts';
import type { AnalysisSpec, BoundAnalysis, Interval } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { DeferredEstimate } from '../estimators/deferred-estimate.ts';
import { proportionDifference } from '../estimand.ts';
import { PairedDifferences } from '../selection/paired-differences.ts';
import { pOfTails } from '../estimators/rank-tails.ts';
import { notEstimable } from '../selection/responses.ts';
import { pairsCode, printCode, rAlternative } from '../r-code/data.ts';

const options = {} as const;

/**
 * McNemar's exact test on paired 0/1 responses: the proportion responding under the comparator minus that under the reference.
 *
 * Of the m discordant subjects, b respond under the comparator only and c under the reference only; p is that of the exact sign test of b in m,
 * min(1, 2 · smaller tail), and 1 when nobody is discordant. The estimate (b − c)/n has Wald SE √(b + c − (b − c)²/n)/n and interval
 * (of no width when nobody is discordant). The mid-p is p less half the probability of the tables that lie exactly as far out as the observed one,
 * P(b), or ½P(b) where b = c; 1 when nobody is discordant. The conditional (matched-pair logistic) odds ratio b/c has an exact Clopper–Pearson interval. An effect of
 * period is not removed: see `mainland-gart` and `prescott`.
 *
 * @param question  measure `responder` or `remission`, or `value` of an endpoint recorded as 0/1
 * @returns the difference in proportions; `statistic` is b; details: the four counts, mid-p, asymptotic tests, odds ratio;
 *          not estimable without a subject with both treatments, or if a value is not 0 or 1
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see McNemar (1947) Psychometrika 12:153–157, DOI 10.1007/BF02295996; Fagerland, Lydersen & Laake (2013) BMC Med Res Methodol 13:91, DOI 10.1186/1471-2288-13-91
 */
export const mcnemar: AnalysisMethod<typeof options> = {
  kind: 'mcnemar',
  label: 'McNemar test',
  phrase: 'the McNemar test',
  outcomeType: 'binary',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'counts',
  cost: 'fast',
  detailLabels: {
    'concordant.both': 'responded under both',
    'concordant.neither': 'responded under neither',
    'discordant.comparatorOnly': 'responded under C only',
    'discordant.referenceOnly': 'responded under R only',
    midP: 'mid-p',
    asymptoticCorrected: 'asymptotic test, with continuity correction',
  },
  pairing: () => 'paired',
  estimand: () => proportionDifference,
  bind: (question) => bindMcnemar(question),
  rCode: mcnemarCode,
};

function bindMcnemar(question: AnalysisSpec): BoundAnalysis {
  const pairs = new PairedDifferences(question);
  const estimate = new McnemarEstimate(pairs, question);
  return {
    columns: pairs.reads,
    run(data) {
      const problem = pairs.select(data);
      if (problem !== undefined) return problem;
      if (pairs.count === 0) return notEstimable('no subject has values under both treatments');
      return estimate.count() ? estimate.reset() : notEstimable('McNemar needs values 0 or 1, one per treatment');
    },
  };
}

class McnemarEstimate extends DeferredEstimate {
  override standardError = 0;
  override readonly df = Infinity;
  /** Subjects responding under the comparator only. */
  statistic = 0;
  #referenceOnly = 0;
  #both = 0;
  #neither = 0;
  #n = 0;
  readonly #pairs: PairedDifferences;
  readonly #question: AnalysisSpec;
  /** Normal quantile of the interval's level. */
  readonly #critical: number;

  constructor(pairs: PairedDifferences, question: AnalysisSpec) {
    super(pairs.tally);
    this.#critical = normalQuantile((1 + question.level) / 2);
    this.#pairs = pairs;
    this.#question = question;
  }

  /** Counts the four kinds of subjects; false when a value is not 0 or 1. */
  count(): boolean {
    const { count, reference, comparator } = this.#pairs;
    const table = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const [a, b] = [reference[i], comparator[i]];
      if ((a !== 0 && a !== 1) || (b !== 0 && b !== 1)) return false;
      table[2 * a + b]++;
    }
    this.#n = count;
    [this.#neither, this.statistic, this.#referenceOnly, this.#both] = table;
    const difference = this.statistic - this.#referenceOnly;
    this.standardError = Math.sqrt(Math.max(0, this.#discordant - (difference * difference) / count)) / count;
    return true;
  }

  get #discordant(): number {
    return this.statistic + this.#referenceOnly;
  }

  protected effect(): number {
    return (this.statistic - this.#referenceOnly) / this.#n;
  }

  protected test(): number {
    return this.#discordant === 0 ? 1 : pOfTails(signTestTails(this.statistic, this.#discordant), this.#question.alternative);
  }

  protected confidence(): Interval {
    const { level } = this.#question;
    const reach = this.#critical * this.standardError;
    return { level, lower: this.estimate - reach, upper: this.estimate + reach };
  }

  details(): Record<string, unknown> {
    const [b, c] = [this.statistic, this.#referenceOnly];
    return {
      discordant: { comparatorOnly: b, referenceOnly: c },
      concordant: { both: this.#both, neither: this.#neither },
      midP: this.#midP(),
      ...(b + c > 0 ? { asymptotic: chiSquare(b, c, 0), asymptoticCorrected: chiSquare(b, c, 1) } : {}),
      conditionalOddsRatio:
        b + c > 0 ? { estimate: b / c, interval: this.#oddsRatioInterval() } : { notEstimable: 'no discordant subject' },
    };
  }

  #midP(): number {
    if (this.#discordant === 0) return 1;
    const { less, greater, point } = signTestTails(this.statistic, this.#discordant);
    const { alternative } = this.#question;
    // Half of what lies exactly as far out as the observed table: of both tables, or of the one in the middle where b = c.
    const twoTables = alternative === 'two-sided' && this.statistic !== this.#referenceOnly;
    return pOfTails({ less, greater }, alternative) - (twoTables ? point : point / 2);
  }

  #oddsRatioInterval(): Interval {
    const { level } = this.#question;
    const [b, c] = [this.statistic, this.#referenceOnly];
    const half = (1 - level) / 2;
    const lower = b === 0 ? 0 : betaQuantile(half, b, c + 1);
    const upper = c === 0 ? 1 : betaQuantile(1 - half, b + 1, c);
    return { level, lower: lower / (1 - lower), upper: upper / (1 - upper) };
  }
}

/** McNemar's χ² on one degree of freedom; the correction is no larger than the difference. */
function chiSquare(b: number, c: number, correction: number): { statistic: number; pValue: number } {
  const statistic = squared(Math.max(0, Math.abs(b - c) - correction)) / (b + c);
  return { statistic, pValue: 2 * normalUpperTail(Math.sqrt(statistic)) };
}

function mcnemarCode(question: AnalysisSpec): string {
  return `${pairsCode}only_b <- sum(b > a); only_a <- sum(a > b)
p <- if (only_a + only_b == 0) 1 else binom.test(only_b, only_a + only_b, alternative = ${rAlternative(question)})$p.value
se <- sqrt(only_a + only_b - (only_b - only_a)^2 / length(a)) / length(a)
reach <- qnorm(${(1 + question.level) / 2}) * se
${printCode({ estimate: 'mean(b - a)', standardError: 'se', statistic: 'only_b', pValue: 'p', lower: 'mean(b - a) - reach', upper: 'mean(b - a) + reach' })}`;
}
