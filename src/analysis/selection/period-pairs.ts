import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisQuestion, NotEstimable } from '../analysis.ts';
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
    question: AnalysisQuestion,
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
    const { subjectCount, treatment, sequence } = data;
    if (data.periodCount !== 2) return notEstimable(`a two-period analysis needs 2 periods, the data have ${data.periodCount}`);
    const { response, baseline, included, reference, comparator } = responses;
    const { referenceFirst, comparatorFirst, tally } = this;
    tally.start(data, responses.includedCount);
    referenceFirst.reserve(subjectCount);
    comparatorFirst.reserve(subjectCount);
    let ab = 0;
    let ba = 0;
    let largest = Math.max(responses.magnitude, this.#transformation?.magnitude ?? 0);
    this.otherOrders = 0;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (included[subject] === 0) continue;
      const row = 2 * subject;
      const inOrder = treatment[row] === reference && treatment[row + 1] === comparator;
      if (!inOrder && !(treatment[row] === comparator && treatment[row + 1] === reference)) {
        if (treatment[row] >= 0 && treatment[row + 1] >= 0) this.otherOrders++;
        continue;
      }
      let first = response[row];
      let second = response[row + 1];
      if (first !== first || second !== second) continue;
      if (this.#withBaselines && !(Number.isFinite(baseline[row]) && Number.isFinite(baseline[row + 1]))) continue;
      if (this.#transformation !== undefined) {
        first = this.#transformation.of(first);
        second = this.#transformation.of(second);
      }
      largest = Math.max(largest, Math.abs(first), Math.abs(second));
      const group = inOrder ? referenceFirst : comparatorFirst;
      const place = inOrder ? ab++ : ba++;
      group.first[place] = first;
      group.second[place] = second;
      group.difference[place] = first - second;
      if (this.#withBaselines) {
        group.firstBaseline[place] = baseline[row];
        group.secondBaseline[place] = baseline[row + 1];
      }
      tally.add(sequence[subject]);
    }
    referenceFirst.count = ab;
    comparatorFirst.count = ba;
    this.largest = largest;
    if (ab === 0 || ba === 0) {
      const order = ab === 0 ? 'the reference first' : 'the comparator first';
      return notEstimable(`no complete subject had ${order}: treatment cannot be told from period`);
    }
    return undefined;
  }
}
