import { recordedPeriod, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import { notEstimable, type Responses } from './responses.ts';

// Longer than other files: one class, which knows the order of the columns that it writes.

/** What one fixed effect is of. */
export interface FixedEffect {
  readonly kind: 'intercept' | 'sequence' | 'period' | 'baseline' | 'covariate' | 'carry-over' | 'treatment' | 'difference of differences';
  /** The key under which it is printed, different from that of every other effect: `period 2`, `treatment B`, a covariate's own name. */
  readonly name: string;
}

/** A covariate's name that could be taken for another effect, or that a JSON object would not keep in its place. */
const MISTAKABLE = /^(intercept|baseline|difference of differences|\d+|__proto__|(sequence|period|carry-over|treatment|covariate) .*)$/s;

const nothing = new Float64Array(0);

/**
 * The fixed effects of a model of subject-periods: intercept, sequence, period, baseline (where asked), covariates of the subjects,
 * carry-over of the treatment before (where asked), treatments. Factors with all their levels, coded 0/1 against the first sequence, period 1 and the reference treatment; covariates as they
 * are, less the first value met (so that sums of squares keep their digits). The comparator's column comes last, so that dropping columns
 * that depend on earlier ones leaves it in place exactly when the effect can be estimated. A difference of differences stands there likewise: with
 * δ = (comparator − reference) − (second comparator − second reference) the comparator's level is δ + second comparator − second reference.
 */
export class ModelColumns {
  /** How many columns. */
  count = 0;
  /** Values that were left out because the treatment of the period before them is not known; of the trial last started. */
  unknownBefore = 0;
  readonly #covariateNames: readonly string[];
  readonly #withBaseline: boolean;
  readonly #carryover: boolean;
  readonly #minus: AnalysisSpec['minus'];
  /** Columns of the second comparator and the second reference, which the comparator's rows carry with them; −1 for none. */
  #added = -1;
  #taken = -1;
  /** Sums of the columns over the rows counted, and their number. */
  #totals = new Float64Array(0);
  #rows = 0;
  #data: TrialData | undefined;
  #responses: Responses | undefined;
  readonly #covariates: Float64Array[] = [];
  readonly #centres: number[] = [];
  /** The column of each treatment code; −1 for the reference. */
  readonly #treatmentColumns: number[] = [];

  constructor({ covariates = [], minus }: AnalysisSpec, withBaseline: boolean, carryover = false) {
    this.#covariateNames = covariates;
    this.#withBaseline = withBaseline;
    this.#carryover = carryover;
    this.#minus = minus;
  }

  /** Reads what a trial has; `responses` must have selected it. Returns why the columns cannot be made, or undefined. */
  start(data: TrialData, responses: Responses): NotEstimable | undefined {
    this.#covariates.length = 0;
    for (const name of this.#covariateNames) {
      const values = data.covariates.get(name);
      if (values === undefined) return notEstimable(`the data hold no covariate named ${name}`);
      this.#covariates.push(values);
    }
    this.#data = data;
    this.#responses = responses;
    this.unknownBefore = 0;
    const before = data.sequences.length + data.periodCount - 1 + this.#numericCount + this.#carryoverCount;
    this.count = before + data.treatments.length - 1;
    let column = before;
    for (let code = 0; code < data.treatments.length; code++) {
      const isAsked = code === responses.reference || code === responses.comparator;
      this.#treatmentColumns[code] = isAsked ? (code === responses.reference ? -1 : this.count - 1) : column++;
    }
    this.#treatmentColumns.length = data.treatments.length;
    if (this.#minus !== undefined) {
      const [second, reference] = [this.#minus.comparator, this.#minus.reference].map((name) => data.treatments.indexOf(name));
      if (second < 0 || reference < 0)
        return notEstimable(`the data hold no treatment named ${second < 0 ? this.#minus.comparator : this.#minus.reference}`);
      this.#added = this.#treatmentColumns[second];
      this.#taken = this.#treatmentColumns[reference];
    }
    this.#centres.length = 0;
    return undefined;
  }

  /**
   * Writes the columns of one subject-period into `target` from `offset`; its treatment is known.
   * @returns false where a covariate is missing, or where carry-over is asked and the treatment of the period before is not known: it could be any
   */
  write(subject: number, period: number, target: Float64Array, offset: number): boolean {
    const data = this.#data;
    if (data === undefined || this.#responses === undefined) return false;
    const row = subject * data.periodCount + period;
    for (let c = 0; c < this.count; c++) target[offset + c] = 0;
    target[offset] = 1;
    const sequence = data.sequence[subject];
    if (sequence > 0) target[offset + sequence] = 1;
    const sequences = data.sequences.length;
    if (period > 0) target[offset + sequences + period - 1] = 1;
    const column = offset + sequences + data.periodCount - 1;
    if (!this.#writeNumeric(subject, row, target, column)) return false;
    if (this.#carryover && (period > 0 || recordedPeriod(data, period) > 1)) {
      const before = period > 0 ? data.treatment[row - 1] : -1;
      if (before < 0) {
        this.unknownBefore++;
        return false;
      }
      const carried = this.#treatmentColumns[before];
      if (carried >= 0) target[column + this.#numericCount + carried - (this.count - this.#carryoverCount)] = 1;
    }
    this.#writeTreatment(this.#treatmentColumns[data.treatment[row]], target, offset);
    return true;
  }

  /** Baseline and covariates, each less the first value met, so that large values lose no digits. @returns false where one is missing */
  #writeNumeric(subject: number, row: number, target: Float64Array, column: number): boolean {
    for (let i = 0; i < this.#numericCount; i++) {
      const value = this.#withBaseline && i === 0 ? this.#baselineOf(row) : this.#covariates[this.#withBaseline ? i - 1 : i][subject];
      if (!Number.isFinite(value)) return false;
      this.#centres[i] ??= value;
      target[column + i] = value - this.#centres[i];
    }
    return true;
  }

  #baselineOf(row: number): number {
    return this.#responses?.baseline[row] ?? NaN;
  }

  /** @param treatment  its column, below 0 for the reference */
  #writeTreatment(treatment: number, target: Float64Array, offset: number): void {
    if (treatment < 0) return;
    target[offset + treatment] = 1;
    if (treatment !== this.count - 1) return;
    if (this.#added >= 0) target[offset + this.#added] += 1;
    if (this.#taken >= 0) target[offset + this.#taken] -= 1;
  }

  /** Forgets the rows of `addToMeans`; without a mean under the reference there is nothing to count. */
  startMeans(isAsked: boolean): void {
    this.#totals = isAsked ? new Float64Array(this.count) : nothing;
    this.#rows = 0;
  }

  /** Counts a row, as `write` wrote it, of one or more subjects for `meanUnderReference`. */
  addToMeans(row: Float64Array, offset: number, count = 1): void {
    this.#rows += count;
    for (let c = 0; c < this.#totals.length; c++) this.#totals[c] += count * row[offset + c];
  }

  /**
   * Fills `weights` with those of the mean under the reference: averaged over the sequences and over the periods that occur among the rows counted, each with
   * the same weight, at the mean of every covariate over these rows (the least-squares mean of R's emmeans).
   */
  meanUnderReference(weights: Float64Array): void {
    const sequences = this.#data?.sequences.length ?? 0;
    const numeric = sequences + (this.#data?.periodCount ?? 0) - 1;
    weights.fill(0);
    weights[0] = 1;
    for (const [from, to] of [
      [1, sequences],
      [sequences, numeric],
    ]) {
      const others = this.#totals.subarray(from, to);
      const levels = others.filter((total) => total > 0).length + (this.#hasFirst(others) ? 1 : 0);
      others.forEach((total, i) => (weights[from + i] = total > 0 ? 1 / levels : 0));
    }
    for (let c = numeric; c < numeric + this.#numericCount; c++) weights[c] = this.#totals[c] / this.#rows;
  }

  /** Whether a column may be dropped as a function of those before it and the mean under the reference stay what it is: where no row has the first sequence. */
  mayDrop(column: number): boolean {
    const sequences = this.#data?.sequences.length ?? 0;
    return column > 0 && column < sequences && !this.#hasFirst(this.#totals.subarray(1, sequences));
  }

  /** Whether rows were counted that have none of the levels of a factor with these totals, and so its first. */
  #hasFirst(others: Float64Array): boolean {
    return others.reduce((sum, total) => sum + total, 0) < this.#rows;
  }

  /** What a column is of, in the order of the columns: intercept, sequences, periods, baseline, covariates, carry-over, treatments. */
  effectOf(column: number): FixedEffect {
    const data = this.#data;
    if (data === undefined || column === 0) return { kind: 'intercept', name: 'intercept' };
    const periods = data.sequences.length;
    const numeric = periods + data.periodCount - 1;
    const carried = numeric + this.#numericCount;
    const treatments = carried + this.#carryoverCount;
    const treatmentAt = (place: number): string => data.treatments[this.#treatmentColumns.indexOf(place)];
    if (column < periods) return { kind: 'sequence', name: `sequence ${data.sequences[column].name}` };
    if (column < numeric) return { kind: 'period', name: `period ${recordedPeriod(data, column - periods + 1)}` };
    if (column < carried) {
      const place = column - numeric - (this.#withBaseline ? 1 : 0);
      if (place < 0) return { kind: 'baseline', name: 'baseline' };
      const name = this.#covariateNames[place];
      return { kind: 'covariate', name: MISTAKABLE.test(name) ? `covariate ${name}` : name };
    }
    if (column < treatments) return { kind: 'carry-over', name: `carry-over ${treatmentAt(column + this.#carryoverCount)}` };
    if (column === this.count - 1 && this.#minus !== undefined)
      return { kind: 'difference of differences', name: 'difference of differences' };
    return { kind: 'treatment', name: `treatment ${treatmentAt(column)}` };
  }

  /** One column of carry-over for every treatment but the reference. */
  get #carryoverCount(): number {
    return this.#carryover ? (this.#data?.treatments.length ?? 1) - 1 : 0;
  }

  get #numericCount(): number {
    return this.#covariateNames.length + (this.#withBaseline ? 1 : 0);
  }
}
