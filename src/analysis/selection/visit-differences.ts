import { unstructured } from '../../statistics/mixed-models/covariance-structure.ts';
import { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { RepeatedValues } from './repeated-values.ts';
import { notEstimable, Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';

/**
 * Period differences d = period 1 − period 2 at each visit of the subjects who had the reference and the comparator in either order. Base columns at
 * each visit: the means of both orders, and the difference of the two period baselines where asked; effect = (comparator first − reference first)/2.
 */
export class VisitDifferences implements RepeatedValues {
  readonly tally = new SubjectTally();
  readonly measures: RepeatedMeasures;
  readonly weights: readonly number[];
  largest = 0;
  readonly #responses: Responses;
  readonly #visits: readonly string[];
  readonly #withBaseline: boolean;

  constructor(question: AnalysisSpec, visits: readonly string[], withBaseline: boolean) {
    this.#responses = new Responses(question, { visits, baselines: withBaseline });
    this.#visits = visits;
    this.#withBaseline = withBaseline;
    this.measures = new RepeatedMeasures(
      unstructured(visits.length),
      visits.map((_, visit) => visit),
    );
    this.weights = withBaseline ? [-0.5, 0.5, 0] : [-0.5, 0.5];
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  get fixedPerSlot(): number {
    return this.weights.length;
  }

  slotName(slot: number): string {
    return this.#visits[slot];
  }

  read(data: TrialData): NotEstimable | undefined {
    const responses = this.#responses;
    const problem = responses.select(data);
    if (problem !== undefined) return problem;
    if (data.periodCount !== 2) return notEstimable(`period differences need 2 periods, the data have ${data.periodCount}`);
    const { included, reference, comparator, baseline } = responses;
    const { treatment, sequence, subjectCount } = data;
    const { measures, tally } = this;
    measures.start(this.weights.length);
    tally.start(data, responses.includedCount);
    this.largest = responses.magnitude;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (included[subject] === 0) continue;
      const row = 2 * subject;
      const comparatorFirst = treatment[row] === comparator && treatment[row + 1] === reference;
      if (!comparatorFirst && !(treatment[row] === reference && treatment[row + 1] === comparator)) continue;
      const slope = this.#withBaseline ? baseline[row] - baseline[row + 1] : 0;
      if (!Number.isFinite(slope)) continue;
      const observed = this.#readSubject(row, comparatorFirst, slope);
      if (observed === 0) continue;
      measures.add(this.#withBaseline ? -1 : comparatorFirst ? 1 : 0);
      tally.add(sequence[subject], observed === this.#visits.length);
    }
    return undefined;
  }

  /** Fills values and rows of the subject whose first period is `row`. @returns how many differences were recorded */
  #readSubject(row: number, comparatorFirst: boolean, slope: number): number {
    const { measures } = this;
    const base = this.weights.length;
    let observed = 0;
    for (let visit = 0; visit < this.#visits.length; visit++) {
      const first = this.#responses.responses[visit][row];
      const second = this.#responses.responses[visit][row + 1];
      const difference = first - second;
      measures.values[visit] = difference;
      measures.rows[visit * base] = comparatorFirst ? 0 : 1;
      measures.rows[visit * base + 1] = comparatorFirst ? 1 : 0;
      if (this.#withBaseline) measures.rows[visit * base + 2] = slope;
      if (difference !== difference) continue;
      observed++;
      this.largest = Math.max(this.largest, Math.abs(first), Math.abs(second));
    }
    return observed;
  }
}
