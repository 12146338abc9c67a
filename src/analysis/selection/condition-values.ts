import { type ConditionSlot, conditionStructure, type ConditionVariances } from '../../statistics/mixed-models/condition-structure.ts';
import { RepeatedMeasures } from '../../statistics/mixed-models/repeated-measures.ts';
import { recordedPeriod, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import { type ConditionGroups, conditionGroups, type VarianceRule } from './condition-groups.ts';
import { ModelColumns } from './model-columns.ts';
import { notEstimable, Responses } from './responses.ts';
import { SubjectTally } from './subject-tally.ts';
import type { Transformation } from './transformation.ts';

// Longer than other files: one class, whose slots, places and rows of one trial follow from one another and are used again for the next.

/** What of one visit is analysed, and which variances it has. */
export interface ConditionChoices {
  readonly variance: VarianceRule;
  /** True for an effect of the subject in each infusion (or in each treatment that is repeated) beside that of the subject. */
  readonly infusions: boolean;
  /** True when the covariance within subjects may be negative. */
  readonly negative: boolean;
  readonly withBaseline: boolean;
  readonly carryover: boolean;
  readonly transformation?: Transformation | undefined;
  /** True where the mean under the reference is asked for. */
  readonly withReference?: boolean;
}

/** One layout of slots: which treatments, periods and repeats occur among the values. */
export interface ConditionLayout {
  readonly measures: RepeatedMeasures;
  readonly slots: readonly ConditionSlot[];
  readonly variances: ConditionVariances;
  /** Codes of the groups with an effect of their own; empty where one variance serves all of them. */
  readonly groups: readonly number[];
  /** Codes of the residual variances (treatments or periods; 0 for one variance), in the order of the parameters. */
  readonly residuals: readonly number[];
}

/** Slots that one number can identify. */
const MAX_SLOTS = 52;
/** Layouts kept from trial to trial before they are forgotten; assumed. */
const MAX_LAYOUTS = 64;

/**
 * Every value of one visit with the fixed effects of `ModelColumns`; slots are what a subject's covariance depends on: residual variance,
 * group, and the how-manieth measurement of these.
 */
export class ConditionValues {
  readonly tally = new SubjectTally();
  readonly columns: ModelColumns;
  largest = 0;
  /** Taken off every value. */
  centre = 0;
  readonly #responses: Responses;
  readonly #choices: ConditionChoices;
  readonly #alone: boolean;
  readonly #layouts = new Map<string, ConditionLayout>();
  #layout: ConditionLayout | undefined;
  #treatments: readonly string[] | undefined;
  #groups: ConditionGroups = { groupOf: [], names: [] };
  /** For each subject-period with a value its place in the table of slots, −1 without; the slot of each place, −1 for none. */
  #place = new Int32Array(0);
  #slotAt = new Int32Array(0);
  #firstPeriod = 1;
  #pairs = { within: new Uint8Array(0), across: false };

  constructor(question: AnalysisSpec, choices: ConditionChoices) {
    this.#responses = new Responses(question, { baselines: choices.withBaseline });
    this.columns = new ModelColumns(question, choices.withBaseline, choices.carryover);
    this.#choices = choices;
    this.#alone = choices.withBaseline || (question.covariates ?? []).length > 0;
  }

  get reads(): readonly string[] {
    return this.#responses.reads;
  }

  /** Of the trial last read. */
  get layout(): ConditionLayout {
    if (this.#layout === undefined) throw new RangeError('no trial has been read');
    return this.#layout;
  }

  /** What residual variance `code` is of: a treatment, or the number of a period. */
  residualName(code: number): string {
    if (this.#choices.variance === 'equal') return 'residual';
    return this.#choices.variance === 'by-period' ? `period ${this.#firstPeriod + code}` : (this.#treatments?.[code] ?? '');
  }

  groupName(code: number): string {
    return this.#groups.names[code];
  }

  read(data: TrialData): NotEstimable | undefined {
    const responses = this.#responses;
    const problem = responses.select(data) ?? this.columns.start(data, responses);
    if (problem !== undefined) return problem;
    if (data.treatments !== this.#treatments) {
      this.#treatments = data.treatments;
      this.#groups = conditionGroups(data.treatments);
    }
    this.#firstPeriod = recordedPeriod(data, 0);
    const used = this.#findPlaces(data);
    if (used === 0) return notEstimable('no subject has a value at this visit');
    if (used > MAX_SLOTS)
      return notEstimable(`a model with variances that differ takes at most ${MAX_SLOTS} kinds of measurements, got ${used}`);
    this.#layout = this.#layoutOf(data);
    this.#fill(data, this.#layout.measures);
    return undefined;
  }

  #valueAt(row: number): number {
    const { transformation } = this.#choices;
    const value = this.#responses.response[row];
    return transformation === undefined ? value : transformation.of(value);
  }

  /** Fills the places of all values, and which of them occur; returns how many do. */
  #findPlaces(data: TrialData): number {
    const { subjectCount, periodCount, treatment } = data;
    this.#clearPlaces(data);
    let used = 0;
    for (let row = 0; row < subjectCount * periodCount; row++) {
      const first = row - (row % periodCount);
      this.#place[row] = -1;
      if (treatment[row] < 0 || this.#responses.included[first / periodCount] === 0) continue;
      const value = this.#valueAt(row);
      if (value !== value) continue;
      const place = this.#findPlace(data, first, row);
      this.#place[row] = place;
      if (this.#slotAt[place] < 0) used++;
      this.#slotAt[place] = 1;
    }
    return used;
  }

  #clearPlaces({ subjectCount, periodCount, treatments }: TrialData): void {
    const { variance, infusions } = this.#choices;
    const groups = infusions ? this.#groups.names.length : 1;
    const residuals = { equal: 1, 'by-period': periodCount, 'by-treatment': treatments.length }[variance];
    if (this.#place.length < subjectCount * periodCount) this.#place = new Int32Array(subjectCount * periodCount);
    if (this.#slotAt.length !== residuals * groups * periodCount) this.#slotAt = new Int32Array(residuals * groups * periodCount);
    if (this.#pairs.within.length !== groups) this.#pairs.within = new Uint8Array(groups);
    this.#slotAt.fill(-1);
    this.#pairs.within.fill(0);
    this.#pairs.across = false;
  }

  /** The place of a value: residual variance, group, and how many periods before it share both; notes which pairs of values there are. */
  #findPlace({ treatment, periodCount }: TrialData, first: number, row: number): number {
    const { variance } = this.#choices;
    const { groupOf } = this.#groups;
    const { within } = this.#pairs;
    const groups = within.length;
    const group = groups > 1 ? groupOf[treatment[row]] : 0;
    const residual = { equal: 0, 'by-period': row - first, 'by-treatment': treatment[row] }[variance];
    let place = (residual * groups + group) * periodCount;
    for (let before = first; before < row; before++) {
      if (treatment[before] < 0) continue;
      const sameGroup = groups === 1 || groupOf[treatment[before]] === group;
      if (sameGroup && (variance === 'equal' || (variance === 'by-treatment' && treatment[before] === treatment[row]))) place++;
      if (this.#place[before] < 0) continue;
      if (sameGroup) within[group] = 1;
      else this.#pairs.across = true;
    }
    return place;
  }

  #layoutOf(data: TrialData): ConditionLayout {
    const key = `${this.#slotAt.join('')}|${this.#pairs.within.join('')}|${this.#pairs.across}|${data.periodCount}`;
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      if (this.#layouts.size > MAX_LAYOUTS) this.#layouts.clear();
      layout = this.#makeLayout(data.periodCount);
      this.#layouts.set(key, layout);
    }
    let slot = 0;
    for (let place = 0; place < this.#slotAt.length; place++) if (this.#slotAt[place] >= 0) this.#slotAt[place] = slot++;
    return layout;
  }

  #makeLayout(periodCount: number): ConditionLayout {
    const { variance, negative } = this.#choices;
    const { within, across } = this.#pairs;
    const hasGroups = within.length > 1 && across;
    const hasSubject = across || within.some((seen) => seen === 1);
    const residuals: number[] = [];
    const groups: number[] = [];
    const slots: ConditionSlot[] = [];
    this.#slotAt.forEach((used, place) => {
      if (used < 0) return;
      const cell = Math.floor(place / periodCount);
      const [residual, group] = [Math.floor(cell / within.length), cell % within.length];
      if (!residuals.includes(residual)) residuals.push(residual);
      const hasVariance = hasGroups && within[group] === 1;
      const owner = variance === 'by-treatment' ? group : 0;
      if (hasVariance && !groups.includes(owner)) groups.push(owner);
      slots.push({ residual: residuals.indexOf(residual), group, groupVariance: hasVariance ? groups.indexOf(owner) : -1 });
    });
    const variances = {
      subject: hasSubject,
      negative,
      groups: groups.length,
      residuals: residuals.length,
    };
    const measures = new RepeatedMeasures(
      conditionStructure(slots, variances),
      slots.map(() => 0),
    );
    return { measures, slots, variances, groups: variance === 'by-treatment' ? groups : [], residuals };
  }

  #fill(data: TrialData, measures: RepeatedMeasures): void {
    const { subjectCount, periodCount, sequence } = data;
    const { columns } = this;
    measures.start(columns.count);
    this.tally.start(data, this.#responses.includedCount);
    this.largest = Math.max(this.#responses.magnitude, this.#choices.transformation?.magnitude ?? 0);
    let centre = NaN;
    columns.startMeans(this.#choices.withReference === true);
    for (let subject = 0; subject < subjectCount; subject++) {
      if (this.#responses.included[subject] === 0) continue;
      measures.values.fill(NaN);
      let observed = 0;
      for (let row = subject * periodCount; row < (subject + 1) * periodCount; row++) {
        if (this.#place[row] < 0) continue;
        const slot = this.#slotAt[this.#place[row]];
        if (!columns.write(subject, row - subject * periodCount, measures.rows, slot * columns.count)) continue;
        columns.addToMeans(measures.rows, slot * columns.count);
        // A mean for every sequence in the place of the intercept: the same model, and fewer columns that a subject has a part in.
        if (sequence[subject] > 0) measures.rows[slot * columns.count] = 0;
        const value = this.#valueAt(row);
        // Values are taken from the first one met, so that large ones lose no digits.
        if (centre !== centre) centre = value;
        if (Math.abs(value) > this.largest) this.largest = Math.abs(value);
        measures.values[slot] = value - centre;
        observed++;
      }
      if (observed === 0) continue;
      measures.add(this.#alone ? -1 : designKey(data, subject));
      this.tally.add(sequence[subject], observed === periodCount);
    }
    this.centre = centre;
  }
}

/** A number that subjects share who have the same sequence and treatments: rows of the model are then the same. */
export function designKey({ sequence, treatment, treatments, periodCount }: TrialData, subject: number): number {
  let key = sequence[subject];
  for (let row = subject * periodCount; row < (subject + 1) * periodCount; row++) key = key * (treatments.length + 1) + treatment[row] + 1;
  return key;
}
