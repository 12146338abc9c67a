import { ConditionalTable } from '../../statistics/exact-tests/fisher-table.ts';
import { proportionDifferenceInterval } from '../../statistics/intervals/proportion-difference.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, Interval, NotEstimable } from '../analysis.ts';
import { DeferredEstimate } from '../estimators/deferred-estimate.ts';
import { notEstimable, Responses } from '../selection/responses.ts';
import { SubjectTally } from '../selection/subject-tally.ts';
import type { ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { proportionDifference } from '../estimand.ts';
import { armsCode, groupsCode } from '../r-code/contrasts.ts';
import { printCode, rAlternative } from '../r-code/data.ts';

const options = {
  period: {
    kind: 'choice',
    default: 'first',
    options: ['first', 'last'],
    about:
      'compares the first period, by what was given in it; or the last, in participants who were given the one or the other condition in every period (the arms of a course)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/**
 * Fisher’s exact test of two independent groups with an outcome of yes or no: parallel groups in period 1, or the arms of a course in its last period.
 *
 * The two-sided p-value sums the tables with the same margins that are no more probable than the observed one. The estimate is the difference in proportions, comparator minus reference, with
 * Newcombe’s hybrid score interval, which has a width also where nobody has the event. Assumes independent participants.
 *
 * @param question  measure `responder` or `remission`, or `value` of an endpoint recorded as 0/1; participants without a value in the period are left out
 * @returns the difference in proportions; `statistic` is the number of participants with a 1 under the comparator; details: groups, conditional odds ratio with exact interval;
 *          not estimable if a group is empty or a value is not 0 or 1
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Fisher (1935) J R Stat Soc 98:39–82, DOI 10.2307/2342435; Newcombe (1998) Stat Med 17:873–890
 */
export const fisherExact: AnalysisMethod<typeof options> = {
  kind: 'fisher-exact',
  label: 'Fisher’s exact test of two groups',
  phrase: 'Fisher’s exact test',
  outcomeType: 'binary',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'counts',
  cost: 'fast',
  detailLabels: {
    'participantsUnder.reference': 'participants under R',
    'participantsUnder.comparator': 'participants under C',
    'eventsUnder.reference': 'with a 1 under R',
    'eventsUnder.comparator': 'with a 1 under C',
  },
  pairing: ({ period }) => (period === 'first' ? 'parallel' : 'arms'),
  estimand: () => proportionDifference,
  bind(question, { period }) {
    const estimate = new TwoProportions(question, period);
    return { columns: estimate.reads, run: (data) => estimate.read(data) ?? estimate };
  },
  rCode: (question, { period }) => fisherCode(question, period),
};

/** In which period two groups are compared: the first, by what was given in it; or the last, of participants who were given one condition in every period. */
type ComparedPeriod = 'first' | 'last';

/** Difference of two independent proportions with Newcombe’s interval, and Fisher’s exact test; see `fisher-exact`. */
class TwoProportions extends DeferredEstimate {
  override standardError = NaN;
  readonly #question: AnalysisSpec;
  readonly #period: ComparedPeriod;
  readonly #responses: Responses;
  readonly #tally: SubjectTally;
  /** Participants, and those of them with a 1, under the reference and under the comparator. */
  #n: [number, number] = [0, 0];
  #ones: [number, number] = [0, 0];

  constructor(question: AnalysisSpec, period: ComparedPeriod) {
    const tally = new SubjectTally();
    super(tally);
    this.#question = question;
    this.#period = period;
    this.#tally = tally;
    this.#responses = new Responses(question);
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  /** Participants under the comparator with a 1. */
  get statistic(): number {
    return this.#ones[1];
  }

  /** Reads one trial; returns why it cannot be estimated, or undefined. */
  read(data: TrialData): NotEstimable | undefined {
    const problem = this.#responses.select(data) ?? this.#count(data);
    if (problem !== undefined) return problem;
    const [variance, other] = [0, 1].map((group) => {
      const share = this.#ones[group] / this.#n[group];
      return (share * (1 - share)) / this.#n[group];
    });
    this.standardError = Math.sqrt(variance + other);
    this.reset();
    return undefined;
  }

  #count(data: TrialData): NotEstimable | undefined {
    const { subjectCount, periodCount, sequence } = data;
    const { response, included, includedCount } = this.#responses;
    this.#n = [0, 0];
    this.#ones = [0, 0];
    this.#tally.start(data, includedCount);
    const offset = this.#period === 'first' ? 0 : periodCount - 1;
    for (let subject = 0; subject < subjectCount; subject++) {
      const group = this.#groupOf(data, subject);
      const value = response[subject * periodCount + offset];
      if (included[subject] === 0 || group < 0 || Number.isNaN(value)) continue;
      if (value !== 0 && value !== 1) return notEstimable('a comparison of proportions needs values 0 or 1');
      this.#n[group]++;
      this.#ones[group] += value;
      this.#tally.add(sequence[subject]);
    }
    const empty = this.#n.indexOf(0);
    const when = this.#period === 'first' ? 'in period 1' : 'in every period to the last';
    return empty < 0 ? undefined : notEstimable(`nobody was given the ${empty === 0 ? 'reference' : 'comparator'} ${when}`);
  }

  /** 0 for the reference, 1 for the comparator, −1 for neither. */
  #groupOf({ treatment, periodCount }: TrialData, subject: number): number {
    const first = treatment[subject * periodCount];
    const group = [this.#responses.reference, this.#responses.comparator].indexOf(first);
    if (this.#period === 'first') return group;
    for (let period = 1; period < periodCount; period++) if (treatment[subject * periodCount + period] !== first) return -1;
    return group;
  }

  details(): Record<string, unknown> {
    const [n, m] = this.#n;
    const [a, b] = this.#ones;
    const conditional = this.#conditional();
    const { lower, upper } = conditional.interval(this.#question.level);
    return {
      participantsUnder: { reference: n, comparator: m },
      eventsUnder: { reference: a, comparator: b },
      conditionalOddsRatio:
        conditional.size === 1
          ? { notEstimable: 'the margins allow one table only' }
          : { estimate: conditional.oddsRatio(), interval: { level: this.#question.level, lower, upper } },
    };
  }

  protected effect(): number {
    return this.#ones[1] / this.#n[1] - this.#ones[0] / this.#n[0];
  }

  protected test(): number {
    const { less, greater, minimumLikelihood } = this.#conditional().test();
    return { 'two-sided': minimumLikelihood, greater, less }[this.#question.alternative];
  }

  protected confidence(): Interval {
    const { level } = this.#question;
    return { level, ...proportionDifferenceInterval(this.#ones[1], this.#n[1], this.#ones[0], this.#n[0], level) };
  }

  /** The table with the comparator first, so that its odds ratio is that of the comparator to the reference. */
  #conditional(): ConditionalTable {
    const [n, m] = this.#n;
    const [a, b] = this.#ones;
    return new ConditionalTable({ a: b, b: m - b, c: a, d: n - a });
  }
}

function fisherCode(question: AnalysisSpec, period: ComparedPeriod): string {
  return `${period === 'first' ? groupsCode : armsCode}table <- rbind(c(sum(b), sum(1 - b)), c(sum(a), sum(1 - a)))
test <- fisher.test(table, alternative = ${rAlternative(question)})
# Newcombe's interval from those of Wilson
wilson <- function(x, n) prop.test(x, n, correct = FALSE, conf.level = ${question.level})$conf.int
first <- wilson(sum(b), length(b)); second <- wilson(sum(a), length(a))
lower <- mean(b) - mean(a) - sqrt((mean(b) - first[1])^2 + (second[2] - mean(a))^2)
upper <- mean(b) - mean(a) + sqrt((first[2] - mean(b))^2 + (mean(a) - second[1])^2)
${printCode({ estimate: 'mean(b) - mean(a)', pValue: 'test$p.value', lower: 'lower', upper: 'upper' })}`;
}
