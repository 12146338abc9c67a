import { SubjectUnit } from '../../statistics/mixed-models/subject-unit.ts';
import { recordedPeriod, type TrialData } from '../../trial/trial-data.ts';
import type { ModelColumns } from './model-columns.ts';

/** Units kept from trial to trial before they are forgotten; assumed. */
const MAX_UNITS = 4096;
/** Lists of units by hash, a power of two; assumed. */
const LISTS = 1024;

/** A unit of subjects, and what they have in common. */
export class PatternUnit extends SubjectUnit {
  sequence = -1;
  /** For each period twice the treatment code plus 2, and 1 more with a value. */
  readonly codes: Int32Array;
  /** The periods of the rows of X, the first `size` of these. */
  readonly periods: Int32Array;
  /** Values of each subject that are left out because the treatment of the period before is not known. */
  unknown = 0;
  isUsed = false;
  /** Another unit with the same hash. */
  next: PatternUnit | undefined;

  constructor(periods: number, columns: number) {
    super();
    this.codes = new Int32Array(periods);
    this.periods = new Int32Array(periods);
    this.reserve(periods, columns);
  }

  /** Whether these are sequence and codes of its subjects. */
  isOf(sequence: number, codes: Int32Array): boolean {
    if (this.sequence !== sequence) return false;
    for (let p = 0; p < codes.length; p++) if (this.codes[p] !== codes[p]) return false;
    return true;
  }
}

/**
 * The subjects of a trial in units that share the rows of X: the same sequence, treatments, and periods with a value. Units are kept from trial to trial, so that the rows of a
 * design are written once for all of them. Where subjects have rows of their own (covariates, baselines) each is a unit of one.
 */
export class SubjectUnits {
  /** Whether each subject is a unit by itself: `unitOf` then gives the same unit for one after the other, and the caller keeps its sums. */
  readonly alone: boolean;
  /** The units of this trial are the first `count`; none where each subject is alone. */
  readonly units: PatternUnit[] = [];
  count = 0;
  readonly #columns: ModelColumns;
  #single: PatternUnit | undefined;
  readonly #lists: (PatternUnit | undefined)[] = new Array<PatternUnit | undefined>(LISTS).fill(undefined);
  #known = 0;
  #codes = new Int32Array(0);
  #treatments: readonly string[] | undefined;
  #sequences = 0;
  #firstPeriod = 0;

  /** @param alone  true where subjects have rows of their own */
  constructor(columns: ModelColumns, alone: boolean) {
    this.#columns = columns;
    this.alone = alone;
  }

  /** Begins a trial, for which the columns must have been started. */
  start(data: TrialData): void {
    const { treatments, sequences, periodCount } = data;
    const isLike =
      treatments === this.#treatments &&
      sequences.length === this.#sequences &&
      recordedPeriod(data, 0) === this.#firstPeriod &&
      periodCount === this.#codes.length;
    if (!isLike || this.#known > MAX_UNITS) {
      this.#lists.fill(undefined);
      this.#known = 0;
      this.#treatments = treatments;
      this.#sequences = sequences.length;
      this.#firstPeriod = recordedPeriod(data, 0);
      this.#codes = new Int32Array(periodCount);
    }
    for (let i = 0; i < this.count; i++) this.units[i].isUsed = false;
    this.count = 0;
  }

  /** The unit of a subject with these values by subject-period (NaN = missing); it may have no rows. */
  unitOf({ sequence, treatment, periodCount }: TrialData, subject: number, values: Float64Array): PatternUnit {
    const codes = this.#codes;
    const own = sequence[subject];
    let hash = own;
    for (let p = 0, row = subject * periodCount; p < periodCount; p++, row++) {
      const value = values[row];
      const given = treatment[row];
      const code = 2 * given + (value === value && given >= 0 ? 3 : 2);
      codes[p] = code;
      hash = (hash * 31 + code) | 0;
    }
    let unit = this.alone ? undefined : this.#lists[hash & (LISTS - 1)];
    while (unit !== undefined && !unit.isOf(own, codes)) unit = unit.next;
    unit ??= this.#make(subject, own, hash & (LISTS - 1));
    if (!unit.isUsed) {
      unit.isUsed = true;
      unit.restart();
      this.units[this.count++] = unit;
    }
    this.#columns.unknownBefore += unit.unknown;
    return unit;
  }

  /** A new unit with the rows of a subject; in its list, unless each subject is alone: there is then one unit, for one after the other. */
  #make(subject: number, sequence: number, list: number): PatternUnit {
    const columns = this.#columns;
    const codes = this.#codes;
    let unit = this.alone ? this.#single : undefined;
    if (unit?.codes.length !== codes.length || unit.columns !== columns.count) unit = new PatternUnit(codes.length, columns.count);
    unit.sequence = sequence;
    unit.codes.set(codes);
    let size = 0;
    const before = columns.unknownBefore;
    for (let period = 0; period < codes.length; period++) {
      if (codes[period] % 2 === 1 && columns.write(subject, period, unit.rows, size * columns.count)) unit.periods[size++] = period;
    }
    unit.unknown = columns.unknownBefore - before;
    columns.unknownBefore = before;
    unit.prepare(size);
    if (this.alone) {
      this.#single = unit;
      unit.isUsed = true;
    } else {
      unit.next = this.#lists[list];
      this.#lists[list] = unit;
      this.#known++;
    }
    return unit;
  }
}
