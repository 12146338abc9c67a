import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { Transformation } from './transformation.ts';
import { notEstimable, Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';

/** The subjects of one sequence: responses (and baselines, where asked) of period 1 and 2 and d = first − second. */
export class SequenceGroup {
  count = 0;
  first = new Float64Array(0);
  second = new Float64Array(0);
  /** first − second */
  difference = new Float64Array(0);
  firstBaseline = new Float64Array(0);
  secondBaseline = new Float64Array(0);

  reserve(subjects: number): void {
    if (this.difference.length >= subjects) return;
    this.first = new Float64Array(subjects);
    this.second = new Float64Array(subjects);
    this.difference = new Float64Array(subjects);
    this.firstBaseline = new Float64Array(subjects);
    this.secondBaseline = new Float64Array(subjects);
  }
}

/**
 * A two-period trial's complete subjects by the order in which they had the two treatments. The order is read from the treatments
 * of the periods, not from the sequence's name; subjects of any other order are left out and counted. Buffers are reused.
 */
export class PeriodPairs {
  readonly tally = new SubjectTally();
  /** Reference first, comparator second ("AB"). */
  readonly referenceFirst = new SequenceGroup();
  /** Comparator first, reference second ("BA"). */
  readonly comparatorFirst = new SequenceGroup();
  /** The largest absolute response met, or what it was computed from: the magnitude of their rounding. */
  largest = 0;
  /** Subjects of the population whose treatments are not these two in either order. */
  otherOrders = 0;
  readonly #responses: Responses;
  readonly #withBaselines: boolean;
  readonly #transformation: Transformation | undefined;

  constructor(
    question: AnalysisSpec,
    { baselines = false, transformation }: { baselines?: boolean; transformation?: Transformation } = {},
  ) {
    this.#responses = new Responses(question, { baselines });
    this.#withBaselines = baselines;
    this.#transformation = transformation;
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  select(data: TrialData): NotEstimable | undefined {
    const responses = this.#responses;
    const problem = responses.select(data);
    if (problem !== undefined) return problem;
    const { subjectCount, sequence } = data;
    if (data.periodCount !== 2) return notEstimable(`a two-period analysis needs 2 periods, the data have ${data.periodCount}`);
    const { referenceFirst, comparatorFirst, tally } = this;
    tally.start(data, responses.includedCount);
    referenceFirst.reserve(subjectCount);
    comparatorFirst.reserve(subjectCount);
    referenceFirst.count = 0;
    comparatorFirst.count = 0;
    this.largest = Math.max(responses.magnitude, this.#transformation?.magnitude ?? 0);
    this.otherOrders = 0;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (responses.included[subject] === 0) continue;
      const group = this.#groupOf(data.treatment, 2 * subject);
      if (group !== undefined && this.#add(group, 2 * subject)) tally.add(sequence[subject]);
    }
    if (referenceFirst.count > 0 && comparatorFirst.count > 0) return undefined;
    const order = referenceFirst.count === 0 ? 'the reference first' : 'the comparator first';
    return notEstimable(`no complete subject had ${order}: treatment cannot be separated from period`);
  }

  /** The order in which the subject of two rows had the conditions compared; undefined for other conditions, which are counted where both are known. */
  #groupOf(treatment: TrialData['treatment'], row: number): SequenceGroup | undefined {
    const { reference, comparator } = this.#responses;
    if (treatment[row] === reference && treatment[row + 1] === comparator) return this.referenceFirst;
    if (treatment[row] === comparator && treatment[row + 1] === reference) return this.comparatorFirst;
    if (treatment[row] >= 0 && treatment[row + 1] >= 0) this.otherOrders++;
    return undefined;
  }

  /** Adds the responses of two rows to a group. @returns whether the subject has every value that is needed */
  #add(group: SequenceGroup, row: number): boolean {
    const { response, baseline } = this.#responses;
    let first = response[row];
    let second = response[row + 1];
    if (first !== first || second !== second) return false;
    if (this.#withBaselines && !(Number.isFinite(baseline[row]) && Number.isFinite(baseline[row + 1]))) return false;
    if (this.#transformation !== undefined) {
      // Times 1, so that V8 knows the results for numbers, as in `exp`.
      first = 1 * this.#transformation.of(first);
      second = 1 * this.#transformation.of(second);
    }
    this.largest = Math.max(this.largest, Math.abs(first), Math.abs(second));
    const place = group.count++;
    group.first[place] = first;
    group.second[place] = second;
    group.difference[place] = first - second;
    if (this.#withBaselines) {
      group.firstBaseline[place] = baseline[row];
      group.secondBaseline[place] = baseline[row + 1];
    }
    return true;
  }
}
