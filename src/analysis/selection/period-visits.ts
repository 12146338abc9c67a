import { subjectPeriod, unstructured } from '../../statistics/mixed-models/covariance-structure.ts';
import { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import { recordedPeriod, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import { designKey } from './condition-values.ts';
import { ModelColumns } from './model-columns.ts';
import type { RepeatedValues } from './repeated-values.ts';
import { notEstimable, Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';

/** Slots that one number can identify. */
const MAX_SLOTS = 52;

/** Every value at every visit of every period; the base columns at each visit are those of `ModelColumns`. */
export class PeriodVisits implements RepeatedValues {
  readonly tally = new SubjectTally();
  largest = 0;
  weights: readonly number[] = [];
  fixedPerSlot = 0;
  readonly #responses: Responses;
  readonly #columns: ModelColumns;
  readonly #visits: readonly string[];
  readonly #alone: boolean;
  readonly #isUnstructured: boolean;
  #firstPeriod = 1;
  #measures: RepeatedMeasures;
  /** The first value met, from which all are taken. */
  #centre = NaN;

  constructor(question: AnalysisSpec, visits: readonly string[], withBaseline: boolean, isUnstructured: boolean) {
    this.#responses = new Responses(question, { visits, baselines: withBaseline });
    this.#columns = new ModelColumns(question, withBaseline);
    this.#visits = visits;
    this.#alone = withBaseline || (question.covariates ?? []).length > 0;
    this.#isUnstructured = isUnstructured;
    this.#measures = this.#measuresOf(2);
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  get measures(): RepeatedMeasures {
    return this.#measures;
  }

  slotName(slot: number): string {
    return `period ${this.#firstPeriod + Math.floor(slot / this.#visits.length)} ${this.#visits[slot % this.#visits.length]}`;
  }

  read(data: TrialData): NotEstimable | undefined {
    const responses = this.#responses;
    const columns = this.#columns;
    const problem = responses.select(data) ?? columns.start(data, responses);
    if (problem !== undefined) return problem;
    const { subjectCount, periodCount, sequence } = data;
    const visits = this.#visits.length;
    const slots = periodCount * visits;
    if (slots > MAX_SLOTS) return notEstimable(`a repeated-measures model takes at most ${MAX_SLOTS} visits in all periods, got ${slots}`);
    if (this.#measures.structure.slots !== slots) this.#measures = this.#measuresOf(periodCount);
    const { count } = columns;
    if (this.weights.length !== count) this.weights = Array.from({ length: count }, (_, c) => (c === count - 1 ? 1 : 0));
    this.#firstPeriod = recordedPeriod(data, 0);
    this.fixedPerSlot = data.sequences.length;
    this.#measures.start(count);
    this.tally.start(data, responses.includedCount);
    this.largest = responses.magnitude;
    this.#centre = NaN;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (responses.included[subject] === 0) continue;
      const observed = this.#readSubject(data, subject);
      if (observed === 0) continue;
      this.#measures.add(this.#alone ? -1 : designKey(data, subject));
      this.tally.add(sequence[subject], observed === slots);
    }
    return undefined;
  }

  /** Fills values and rows of one subject. @returns how many values were recorded */
  #readSubject(data: TrialData, subject: number): number {
    const visits = this.#visits.length;
    const { count } = this.#columns;
    const { rows } = this.#measures;
    let observed = 0;
    for (let period = 0; period < data.periodCount; period++) {
      const row = subject * data.periodCount + period;
      const first = period * visits;
      const known = data.treatment[row] >= 0 && this.#columns.write(subject, period, rows, first * count);
      for (let visit = 0; visit < visits; visit++) {
        const slot = first + visit;
        if (visit > 0) rows.copyWithin(slot * count, first * count, (first + 1) * count);
        if (this.#readValue(slot, known ? this.#responses.responses[visit][row] : NaN)) observed++;
      }
    }
    return observed;
  }

  /** Values are taken from the first one met, so that large ones lose no digits. @returns whether there is a value */
  #readValue(slot: number, value: number): boolean {
    const { values } = this.#measures;
    if (value !== value) {
      values[slot] = NaN;
      return false;
    }
    if (this.#centre !== this.#centre) this.#centre = value;
    values[slot] = value - this.#centre;
    if (Math.abs(value) > this.largest) this.largest = Math.abs(value);
    return true;
  }

  #measuresOf(periods: number): RepeatedMeasures {
    const visits = this.#visits.length;
    const structure = this.#isUnstructured ? unstructured(periods * visits) : subjectPeriod(periods, visits);
    return new RepeatedMeasures(
      structure,
      Array.from({ length: periods * visits }, (_, slot) => slot % visits),
    );
  }
}
