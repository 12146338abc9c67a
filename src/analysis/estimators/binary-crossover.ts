import { squared } from '../../elementary/index.ts';
import type { TrendRow } from '../../statistics/exact-tests/trend-table.ts';
import type { AnalysisSpec, Interval, NotEstimable } from '../analysis.ts';
import { DeferredEstimate } from './deferred-estimate.ts';
import { PeriodPairs } from '../selection/period-pairs.ts';
import type { SequenceGroup } from '../selection/period-pairs.ts';
import { notEstimable } from '../selection/responses.ts';
import { CriticalT } from './t-estimate.ts';
import type { TrialData } from '../../trial/trial-data.ts';

/**
 * A two-period binary crossover: by sequence, who responded in period 1 only, in both or neither, in period 2 only. The estimate is the
 * period-adjusted difference in proportions, half the difference between the sequences' mean period differences, with the SE and t interval of
 * `crossover-t` (of no width when the differences do not vary); the test is the subclass's.
 */
export abstract class BinaryCrossoverEstimate extends DeferredEstimate {
  override standardError = 0;
  override df = 0;
  /** Subjects with the reference first. */
  protected referenceFirst: TrendRow = [0, 0, 0];
  /** Subjects with the comparator first. */
  protected comparatorFirst: TrendRow = [0, 0, 0];
  protected readonly question: AnalysisSpec;
  readonly pairs: PeriodPairs;
  readonly #reach = new CriticalT();

  constructor(question: AnalysisSpec) {
    const pairs = new PeriodPairs(question);
    super(pairs.tally);
    this.pairs = pairs;
    this.question = question;
  }

  /** Reads one trial; returns why it cannot be estimated, or undefined. */
  read(data: TrialData): NotEstimable | undefined {
    const problem = this.pairs.select(data);
    if (problem !== undefined) return problem;
    const referenceFirst = periodCounts(this.pairs.referenceFirst);
    const comparatorFirst = periodCounts(this.pairs.comparatorFirst);
    if (referenceFirst === undefined || comparatorFirst === undefined) return notEstimable('a binary crossover test needs values 0 or 1');
    this.referenceFirst = referenceFirst;
    this.comparatorFirst = comparatorFirst;
    const [ab, ba] = [this.pairs.referenceFirst.count, this.pairs.comparatorFirst.count];
    this.df = ab + ba - 2;
    const pooled = (squares(referenceFirst, ab) + squares(comparatorFirst, ba)) / this.df;
    this.standardError = this.df > 0 ? Math.sqrt(pooled * (1 / ab + 1 / ba)) / 2 : NaN;
    this.reset();
    return undefined;
  }

  protected effect(): number {
    const { referenceFirst, comparatorFirst } = this;
    const mean = ([first, equal, second]: TrendRow): number => (first - second) / (first + equal + second);
    return (mean(comparatorFirst) - mean(referenceFirst)) / 2;
  }

  protected confidence(): Interval {
    const { level } = this.question;
    if (!(this.df > 0)) return { level, lower: -1, upper: 1 };
    return this.#reach.interval(this, level);
  }

  /** The table for `details`. */
  protected table(): Record<string, unknown> {
    const row = ([firstOnly, equal, secondOnly]: TrendRow) => ({
      periodOneOnly: firstOnly,
      bothOrNeither: equal,
      periodTwoOnly: secondOnly,
    });
    return { table: { referenceFirst: row(this.referenceFirst), comparatorFirst: row(this.comparatorFirst) } };
  }
}

function periodCounts({ count, first, second, difference }: SequenceGroup): TrendRow | undefined {
  let [firstOnly, secondOnly] = [0, 0];
  for (let i = 0; i < count; i++) {
    if ((first[i] !== 0 && first[i] !== 1) || (second[i] !== 0 && second[i] !== 1)) return undefined;
    if (difference[i] > 0) firstOnly++;
    else if (difference[i] < 0) secondOnly++;
  }
  return [firstOnly, count - firstOnly - secondOnly, secondOnly];
}

function squares([firstOnly, , secondOnly]: TrendRow, count: number): number {
  return firstOnly + secondOnly - squared(firstOnly - secondOnly) / count;
}
