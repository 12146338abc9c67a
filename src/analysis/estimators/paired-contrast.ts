import { coProducts, meanOf, squaresAbout } from '../../statistics/moments.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast, ContrastChoices, ReferenceMean } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { PairedDifferences } from '../selection/paired-differences.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import type { GroupSums } from '../sums/group-sums.ts';
import { varianceProblem } from './variation.ts';

/** Mean paired difference (comparator − reference) over subjects with both treatments, SE = sd/√n on n − 1 degrees of freedom. */
export class PairedContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #pairs: PairedDifferences;
  readonly #transformation: Transformation | undefined;
  #standardDeviation = NaN;

  readonly sums: GroupSums | undefined;
  /** The trial that was read from the sums alone: its pairs are selected when something asks for them. */
  #unselected: TrialData | undefined;

  constructor(question: AnalysisSpec, { transformation, sums }: ContrastChoices = {}) {
    this.sums = transformation === undefined ? sums?.for(question, 'paired') : undefined;
    this.#pairs = new PairedDifferences(question, transformation);
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#pairs.reads;
  }

  get tally(): SubjectTally {
    return this.#selected().tally;
  }

  read(data: TrialData): NotEstimable | undefined {
    const { sums } = this;
    if (sums?.isUsable === true) {
      this.#unselected = data;
      this.#standardDeviation = Math.sqrt(sums.firstSquares / (sums.firstCount - 1));
      this.#estimateFrom(sums.firstMean, sums.firstCount);
      return undefined;
    }
    this.#unselected = undefined;
    const problem = this.#pairs.select(data);
    if (problem !== undefined) return problem;
    const { count, differences, largest } = this.#pairs;
    if (count < 2) return notEstimable(`a paired t test needs 2 subjects with values under both treatments, got ${count}`);
    const mean = meanOf(differences, count);
    const variance = squaresAbout(differences, count, mean) / (count - 1);
    this.#standardDeviation = Math.sqrt(variance);
    const trouble = varianceProblem(variance, largest, 'paired differences', '', this.#transformation);
    if (trouble !== undefined) return trouble;
    this.#estimateFrom(mean, count);
    return undefined;
  }

  #estimateFrom(mean: number, count: number): void {
    this.estimate = mean;
    this.standardError = this.#standardDeviation / Math.sqrt(count);
    this.df = count - 1;
  }

  /** The pairs of the trial last read. */
  #selected(): PairedDifferences {
    if (this.#unselected !== undefined) {
      this.sums?.recall();
      this.#pairs.select(this.#unselected);
      this.#unselected = undefined;
    }
    return this.#pairs;
  }

  /** Mean over the same subjects. */
  referenceMean(): ReferenceMean {
    const { count, reference, differences } = this.#selected();
    const mean = meanOf(reference, count);
    const scale = 1 / (count * (count - 1));
    return {
      mean,
      variance: scale * squaresAbout(reference, count, mean),
      covariance: scale * coProducts(differences, reference, count),
    };
  }

  details(): Record<string, unknown> {
    const { count, reference, comparator } = this.#selected();
    return {
      meanReference: meanOf(reference, count),
      meanComparator: meanOf(comparator, count),
      sdDifference: this.#standardDeviation,
      standardisedDifference: this.estimate / this.#standardDeviation,
    };
  }
}
