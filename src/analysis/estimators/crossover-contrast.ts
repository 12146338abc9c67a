import { coProducts, meanOf, squaresAbout } from '../../statistics/moments.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast, ContrastChoices, ReferenceMean } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { PeriodPairs, type SequenceGroup } from '../selection/period-pairs.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import type { GroupSums } from '../sums/group-sums.ts';
import { tFigures } from './t-estimate.ts';
import { groupDifference, TwoGroups } from './two-groups.ts';
import { varianceProblem } from './variation.ts';

export type VarianceAssumption = 'pooled' | 'welch';

/** Half the difference between the sequences' mean period differences, by the two-sample t test; see `crossover-t`. */
export class CrossoverContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #pairs: PeriodPairs;
  readonly #variance: VarianceAssumption;
  readonly #transformation: Transformation | undefined;
  readonly #pooled = new TwoGroups();

  readonly sums: GroupSums | undefined;
  /** The trial that was read from the sums alone: its pairs are selected when something asks for them. */
  #unselected: TrialData | undefined;

  constructor(question: AnalysisSpec, variance: VarianceAssumption, { transformation, sums }: ContrastChoices = {}) {
    this.sums = transformation === undefined ? sums?.for(question, 'byOrder') : undefined;
    this.#pairs = new PeriodPairs(question, transformation === undefined ? {} : { transformation });
    this.#variance = variance;
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#pairs.reads;
  }

  get tally(): SubjectTally {
    return this.#selected().tally;
  }

  /** Pooled variance within a sequence of the period differences, halved: the variance of one response within a subject. */
  get withinVariance(): number {
    return this.#pooled.pooledVariance / 2;
  }

  read(data: TrialData): NotEstimable | undefined {
    const { sums } = this;
    if (sums?.isUsable === true) {
      this.#unselected = data;
      this.#pooled.take(sums);
      return this.#estimateFrom(sums.firstCount, sums.secondCount);
    }
    this.#unselected = undefined;
    const problem = this.#pairs.select(data);
    if (problem !== undefined) return problem;
    const { referenceFirst: ab, comparatorFirst: ba, largest } = this.#pairs;
    const n = ab.count + ba.count;
    if (n < 3) return notEstimable(`a crossover t test needs 3 complete subjects, got ${n}`);
    const groups = this.#pooled;
    groups.compare(ab.difference, ab.count, ba.difference, ba.count);
    const trouble = varianceProblem(groups.pooledVariance, largest, 'period differences', 'within the sequences', this.#transformation);
    return trouble ?? this.#estimateFrom(ab.count, ba.count);
  }

  /** Fills the fields from the two groups. */
  #estimateFrom(referenceFirst: number, comparatorFirst: number): NotEstimable | undefined {
    const groups = this.#pooled;
    this.estimate = (groups.secondMean - groups.firstMean) / 2;
    if (this.#variance === 'pooled') {
      this.standardError = groups.standardError / 2;
      this.df = referenceFirst + comparatorFirst - 2;
      return undefined;
    }
    if (referenceFirst < 2 || comparatorFirst < 2) return notEstimable('separate variances need 2 complete subjects in each sequence');
    this.standardError = groups.welchStandardError / 2;
    this.df = groups.welchDf;
    return undefined;
  }

  /** The pairs of the trial last read. */
  #selected(): PeriodPairs {
    if (this.#unselected !== undefined) {
      this.sums?.recall();
      this.#pairs.select(this.#unselected);
      this.#unselected = undefined;
    }
    return this.#pairs;
  }

  /** Half the sum of the sequences' means under the reference; variances within the sequences are pooled, as those of the effect are. */
  referenceMean(): ReferenceMean {
    const { referenceFirst: ab, comparatorFirst: ba } = this.#selected();
    const [first, second] = [meanOf(ab.first, ab.count), meanOf(ba.second, ba.count)];
    const scale = (1 / ab.count + 1 / ba.count) / (4 * (ab.count + ba.count - 2));
    const squares = squaresAbout(ab.first, ab.count, first) + squaresAbout(ba.second, ba.count, second);
    // The effect in a participant is second − first where the reference came first, and first − second where the comparator did.
    const products = coProducts(ba.difference, ba.second, ba.count) - coProducts(ab.difference, ab.first, ab.count);
    return { mean: (first + second) / 2, variance: scale * squares, covariance: scale * products };
  }

  details(level: number): Record<string, unknown> {
    const { referenceFirst: ab, comparatorFirst: ba, otherOrders, largest } = this.#selected();
    const { firstMean, secondMean, pooledVariance, standardError, welchStandardError, welchDf } = this.#pooled;
    const df = ab.count + ba.count - 2;
    const treatment = (secondMean - firstMean) / 2;
    const separate = ab.count > 1 && ba.count > 1;
    return {
      periodEffect: tFigures(-(firstMean + secondMean) / 2, standardError / 2, df, level),
      carryover: groupDifference(periodSums(ab), ab.count, periodSums(ba), ba.count, {
        largest: 2 * largest,
        what: 'sums of the periods',
        level,
      }),
      periodOneOnly: groupDifference(ba.first, ba.count, ab.first, ab.count, { largest, what: 'responses of period 1', level }),
      pooled: tFigures(treatment, standardError / 2, df, level),
      welch: separate ? tFigures(treatment, welchStandardError / 2, welchDf, level) : { notEstimable: 'a sequence has one subject' },
      pooledSdPeriodDifference: Math.sqrt(pooledVariance),
      varianceWithin: pooledVariance / 2,
      meanPeriodDifference: { referenceFirst: firstMean, comparatorFirst: secondMean },
      cellMeans: {
        referenceFirst: [meanOf(ab.first, ab.count), meanOf(ab.second, ab.count)],
        comparatorFirst: [meanOf(ba.first, ba.count), meanOf(ba.second, ba.count)],
      },
      subjectsOfOtherOrders: otherOrders,
    };
  }
}

function periodSums({ first, second, count }: SequenceGroup): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => first[i] + second[i]);
}
