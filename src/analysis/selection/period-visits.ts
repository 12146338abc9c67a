import { subjectPeriod, unstructured } from '../../statistics/mixed-models/covariance-structure.ts';
import { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import { recordedPeriod, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisQuestion, NotEstimable } from '../analysis.ts';
import { ModelColumns } from './model-columns.ts';
import type { RepeatedValues } from './repeated-values.ts';
import { notEstimable, Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';

/** Slots that can be told apart by one number. */
const MOST_SLOTS = 52;

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

  constructor(question: AnalysisQuestion, visits: readonly string[], withBaseline: boolean, isUnstructured: boolean) {
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
    const { subjectCount, periodCount, treatment, sequence } = data;
    const visits = this.#visits.length;
    const slots = periodCount * visits;
    if (slots > MOST_SLOTS)
      return notEstimable(`a repeated-measures model takes at most ${MOST_SLOTS} visits in all periods, got ${slots}`);
    if (this.#measures.structure.slots !== slots) this.#measures = this.#measuresOf(periodCount);
    const { count } = columns;
    if (this.weights.length !== count) this.weights = Array.from({ length: count }, (_, c) => (c === count - 1 ? 1 : 0));
    this.#firstPeriod = recordedPeriod(data, 0);
    this.fixedPerSlot = data.sequences.length;
    this.#measures.start(count);
    this.tally.start(data, responses.includedCount);
    this.largest = responses.magnitude;
    let centre = NaN;
    for (let subject = 0; subject < subjectCount; subject++) {
      if (responses.included[subject] === 0) continue;
      const { values, rows } = this.#measures;
      let observed = 0;
      let key = sequence[subject];
      for (let period = 0; period < periodCount; period++) {
        const row = subject * periodCount + period;
        key = key * (data.treatments.length + 1) + treatment[row] + 1;
        const first = period * visits;
        const known = treatment[row] >= 0 && columns.write(subject, period, rows, first * count);
        for (let visit = 0; visit < visits; visit++) {
          const value = known ? responses.responses[visit][row] : NaN;
          const slot = first + visit;
          if (visit > 0) rows.copyWithin(slot * count, first * count, (first + 1) * count);
          if (value !== value) {
            values[slot] = NaN;
            continue;
          }
          if (centre !== centre) centre = value;
          values[slot] = value - centre;
          if (Math.abs(value) > this.largest) this.largest = Math.abs(value);
          observed++;
        }
      }
      if (observed === 0) continue;
      this.#measures.add(this.#alone ? -1 : key);
      this.tally.add(sequence[subject], observed === slots);
    }
    return undefined;
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
