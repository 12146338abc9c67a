import { meanOf } from '../../statistics/moments.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast, ContrastChoices, ReferenceMean } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import type { VarianceAssumption } from './crossover-contrast.ts';
import { notEstimable, Responses } from '../selection/responses.ts';
import { SubjectTally } from '../selection/subject-tally.ts';
import type { GroupSums } from '../sums/group-sums.ts';
import { tFigures } from './t-estimate.ts';
import { TwoGroups } from './two-groups.ts';
import { varianceProblem } from './variation.ts';

/** Difference of the means of those given the comparator and those given the reference in period 1; see `parallel-t`. */
export class ParallelContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly sums: GroupSums | undefined;
  readonly #tally = new SubjectTally();
  readonly #responses: Responses;
  readonly #variance: VarianceAssumption;
  readonly #transformation: Transformation | undefined;
  readonly #groups = new TwoGroups();
  #reference = new Float64Array(0);
  #comparator = new Float64Array(0);
  #counts = { reference: 0, comparator: 0 };
  /** The trial that was read from the sums alone: its groups are filled when something asks for them. */
  #uncollected: TrialData | undefined;

  constructor(question: AnalysisSpec, variance: VarianceAssumption, { transformation, sums }: ContrastChoices = {}) {
    this.sums = transformation === undefined ? sums?.for(question, 'byGroup') : undefined;
    this.#responses = new Responses(question);
    this.#variance = variance;
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  get tally(): SubjectTally {
    this.#recollect();
    return this.#tally;
  }

  read(data: TrialData): NotEstimable | undefined {
    const { sums } = this;
    if (sums?.isUsable === true) {
      this.#uncollected = data;
      this.#groups.take(sums);
      return this.#estimateFrom(sums.firstCount, sums.secondCount);
    }
    this.#uncollected = undefined;
    const problem = this.#responses.select(data);
    if (problem !== undefined) return problem;
    const largest = this.#collect(data);
    const { reference: a, comparator: b } = this.#counts;
    if (a === 0 || b === 0) return notEstimable(`nobody was given the ${a === 0 ? 'reference' : 'comparator'} in period 1`);
    if (a + b < 3) return notEstimable(`a parallel t test needs 3 subjects, got ${a + b}`);
    const groups = this.#groups;
    groups.compare(this.#reference, a, this.#comparator, b);
    const trouble = varianceProblem(groups.pooledVariance, largest, 'responses', 'within the groups', this.#transformation);
    return trouble ?? this.#estimateFrom(a, b);
  }

  /** Fills the fields from the two groups, of that many participants. */
  #estimateFrom(a: number, b: number): NotEstimable | undefined {
    const groups = this.#groups;
    this.estimate = groups.secondMean - groups.firstMean;
    if (this.#variance === 'pooled') {
      this.standardError = groups.standardError;
      this.df = a + b - 2;
      return undefined;
    }
    if (a < 2 || b < 2) return notEstimable('separate variances need 2 subjects in each group');
    this.standardError = groups.welchStandardError;
    this.df = groups.welchDf;
    return undefined;
  }

  /** Fills the two groups of the trial last read, where only its sums were. */
  #recollect(): void {
    const data = this.#uncollected;
    if (data === undefined) return;
    this.sums?.recall();
    this.#responses.select(data);
    this.#collect(data);
    this.#uncollected = undefined;
  }

  /** Fills the two groups. @returns the largest absolute response, or what it was computed from */
  #collect(data: TrialData): number {
    const { subjectCount, periodCount, treatment, sequence } = data;
    const { response, included, includedCount, reference, comparator } = this.#responses;
    if (this.#reference.length < subjectCount) {
      this.#reference = new Float64Array(subjectCount);
      this.#comparator = new Float64Array(subjectCount);
    }
    this.#tally.start(data, includedCount);
    let [a, b, largest] = [0, 0, Math.max(this.#responses.magnitude, this.#transformation?.magnitude ?? 0)];
    for (let subject = 0; subject < subjectCount; subject++) {
      const row = subject * periodCount;
      const value = this.#transformation === undefined ? response[row] : this.#transformation.of(response[row]);
      if (included[subject] === 0 || response[row] !== response[row]) continue;
      if (treatment[row] === reference) this.#reference[a++] = value;
      else if (treatment[row] === comparator) this.#comparator[b++] = value;
      else continue;
      largest = Math.max(largest, Math.abs(value));
      this.#tally.add(sequence[subject]);
    }
    this.#counts = { reference: a, comparator: b };
    return largest;
  }

  /** Mean of the group given the reference; its variance is pooled with that of the other group, whatever is assumed of the effect. */
  referenceMean(): ReferenceMean {
    this.#recollect();
    const { reference: count } = this.#counts;
    const variance = this.#groups.pooledVariance / count;
    return { mean: meanOf(this.#reference, count), variance, covariance: -variance };
  }

  details(level: number): Record<string, unknown> {
    this.#recollect();
    const { reference: a, comparator: b } = this.#counts;
    const { pooledVariance, standardError, welchStandardError, welchDf } = this.#groups;
    const separate = a > 1 && b > 1;
    return {
      meanReference: meanOf(this.#reference, a),
      meanComparator: meanOf(this.#comparator, b),
      subjectsPerGroup: { reference: a, comparator: b },
      pooledSd: Math.sqrt(pooledVariance),
      pooled: tFigures(this.estimate, standardError, a + b - 2, level),
      welch: separate ? tFigures(this.estimate, welchStandardError, welchDf, level) : { notEstimable: 'a group has one subject' },
    };
  }
}
