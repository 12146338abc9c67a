import { coProducts, meanOf, squaresAbout } from '../../statistics/moments.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Contrast, ReferenceMean } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { PairedDifferences } from '../selection/paired-differences.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import { varianceProblem } from './variation.ts';

/** Mean paired difference (comparator − reference) over subjects with both treatments, SE = sd/√n on n − 1 degrees of freedom. */
export class PairedContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #pairs: PairedDifferences;
  readonly #transformation: Transformation | undefined;
  #standardDeviation = NaN;

  constructor(question: AnalysisSpec, transformation?: Transformation) {
    this.#pairs = new PairedDifferences(question, transformation);
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#pairs.reads;
  }

  get tally(): SubjectTally {
    return this.#pairs.tally;
  }

  read(data: TrialData): NotEstimable | undefined {
    const problem = this.#pairs.select(data);
    if (problem !== undefined) return problem;
    const { count, differences, largest } = this.#pairs;
    if (count < 2) return notEstimable(`a paired t test needs 2 subjects with values under both treatments, got ${count}`);
    this.estimate = meanOf(differences, count);
    const variance = squaresAbout(differences, count, this.estimate) / (count - 1);
    this.#standardDeviation = Math.sqrt(variance);
    const trouble = varianceProblem(variance, largest, 'paired differences', '', this.#transformation);
    if (trouble !== undefined) return trouble;
    this.standardError = this.#standardDeviation / Math.sqrt(count);
    this.df = count - 1;
    return undefined;
  }

  /** Mean over the same subjects. */
  referenceMean(): ReferenceMean {
    const { count, reference, differences } = this.#pairs;
    const mean = meanOf(reference, count);
    const scale = 1 / (count * (count - 1));
    return {
      mean,
      variance: scale * squaresAbout(reference, count, mean),
      covariance: scale * coProducts(differences, reference, count),
    };
  }

  details(): Record<string, unknown> {
    const { count, reference, comparator } = this.#pairs;
    return {
      meanReference: meanOf(reference, count),
      meanComparator: meanOf(comparator, count),
      sdDifference: this.#standardDeviation,
      standardisedDifference: this.estimate / this.#standardDeviation,
    };
  }
}
