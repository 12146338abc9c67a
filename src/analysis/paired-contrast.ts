import { meanOf, squaresAbout } from '../statistics/moments.ts';
import type { TrialData } from '../trial/trial-data.ts';
import type { AnalysisQuestion, NotEstimable } from './analysis.ts';
import { type Contrast, isRoundingNoise, type Transformation } from './contrast.ts';
import { PairedDifferences } from './paired-differences.ts';
import { notEstimable } from './responses.ts';
import type { SubjectTally } from './subject-tally.ts';

/** Mean paired difference (comparator − reference) over subjects with both treatments, SE = sd/√n on n − 1 degrees of freedom. */
export class PairedContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #pairs: PairedDifferences;
  #standardDeviation = NaN;

  constructor(question: AnalysisQuestion, transformation?: Transformation) {
    this.#pairs = new PairedDifferences(question, transformation);
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
    this.#standardDeviation = Math.sqrt(squaresAbout(differences, count, this.estimate) / (count - 1));
    if (!Number.isFinite(this.#standardDeviation)) return notEstimable('a response has no logarithm');
    if (isRoundingNoise(this.#standardDeviation, largest)) return notEstimable('the paired differences do not vary');
    this.standardError = this.#standardDeviation / Math.sqrt(count);
    this.df = count - 1;
    return undefined;
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
