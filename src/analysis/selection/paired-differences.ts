import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Transformation } from './transformation.ts';
import { Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';

/**
 * Each subject's mean response under the reference and under the comparator, for subjects with both: any number of periods, any
 * order, a fixed order included. Buffers are reused; rows of other treatments are ignored.
 */
export class PairedDifferences {
  readonly tally = new SubjectTally();
  /** How many subjects have both. */
  count = 0;
  reference = new Float64Array(0);
  comparator = new Float64Array(0);
  /** comparator − reference */
  differences = new Float64Array(0);
  /** The largest absolute response met, or what it was computed from: the magnitude of their rounding. */
  largest = 0;
  readonly #responses: Responses;
  readonly #transformation: Transformation | undefined;

  constructor(question: AnalysisSpec, transformation?: Transformation) {
    this.#responses = new Responses(question);
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  select(data: TrialData): NotEstimable | undefined {
    const problem = this.#responses.select(data);
    if (problem !== undefined) return problem;
    const { subjectCount, periodCount, treatment, sequence } = data;
    const { response, included, reference, comparator } = this.#responses;
    if (this.differences.length < subjectCount) {
      this.reference = new Float64Array(subjectCount);
      this.comparator = new Float64Array(subjectCount);
      this.differences = new Float64Array(subjectCount);
    }
    this.tally.start(data, this.#responses.includedCount);
    this.count = 0;
    this.largest = Math.max(this.#responses.magnitude, this.#transformation?.magnitude ?? 0);
    for (let subject = 0; subject < subjectCount; subject++) {
      if (included[subject] === 0) continue;
      let referenceSum = 0;
      let referenceCount = 0;
      let comparatorSum = 0;
      let comparatorCount = 0;
      for (let row = subject * periodCount; row < (subject + 1) * periodCount; row++) {
        const recorded = response[row];
        if (Number.isNaN(recorded)) continue;
        // Times 1, so that V8 knows the result for a number, as in `exp`.
        const value = this.#transformation === undefined ? recorded : 1 * this.#transformation.of(recorded);
        if (treatment[row] === reference) {
          referenceSum += value;
          referenceCount++;
        } else if (treatment[row] === comparator) {
          comparatorSum += value;
          comparatorCount++;
        }
      }
      if (referenceCount === 0 || comparatorCount === 0) continue;
      const a = referenceSum / referenceCount;
      const b = comparatorSum / comparatorCount;
      this.largest = Math.max(this.largest, Math.abs(a), Math.abs(b));
      this.reference[this.count] = a;
      this.comparator[this.count] = b;
      this.differences[this.count++] = b - a;
      this.tally.add(sequence[subject]);
    }
    return undefined;
  }
}
