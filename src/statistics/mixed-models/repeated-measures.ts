import { squared, timesPowerOfTwo } from '../../elementary/index.ts';
import type { CovarianceStructure } from './covariance-structure.ts';
import { FixedRows } from './fixed-rows.ts';
import { MeasuredUnit } from './measured-unit.ts';
import { MeasurementPattern } from './measurement-pattern.ts';

/** Patterns kept from trial to trial before they are forgotten; assumed. */
const MAX_PATTERNS = 4096;

/**
 * Repeated measurements of independent subjects as sufficient statistics: subjects with the same missing slots and the same fixed effects
 * are one unit. Every slot has a visit, and the fixed effects are `base` columns at each visit: column `visit · base + c`.
 */
export class RepeatedMeasures {
  readonly structure: CovarianceStructure;
  readonly visitOf: readonly number[];
  readonly visits: number;
  base = 0;
  observations = 0;
  subjects = 0;
  /** Units, patterns and fixed effects of this trial are the first `unitCount`, `patternCount` and `fixedCount`. */
  unitCount = 0;
  patternCount = 0;
  fixedCount = 0;
  readonly units: MeasuredUnit[] = [];
  readonly patterns: MeasurementPattern[] = [];
  readonly fixedRows: FixedRows[] = [];
  /** The next subject: its values by slot (NaN = missing), and its base columns by slot, `base` each. */
  values = new Float64Array(0);
  rows = new Float64Array(0);
  readonly #known = new Map<number, MeasurementPattern>();
  readonly #observed: Float64Array;

  /** @param visitOf  the visit, 0 …, of each slot */
  constructor(structure: CovarianceStructure, visitOf: readonly number[]) {
    this.structure = structure;
    this.visitOf = visitOf;
    this.visits = Math.max(...visitOf) + 1;
    this.values = new Float64Array(structure.slots);
    this.#observed = new Float64Array(structure.slots);
  }

  get columns(): number {
    return this.base * this.visits;
  }

  start(base: number): void {
    if (this.rows.length < base * this.structure.slots) this.rows = new Float64Array(base * this.structure.slots);
    this.base = base;
    this.observations = 0;
    this.subjects = 0;
    this.unitCount = 0;
    this.patternCount = 0;
    this.fixedCount = 0;
    if (this.#known.size > MAX_PATTERNS) this.#known.clear();
  }

  /**
   * Adds the subject in `values` and `rows`; one without values is left out.
   * @param key  the same for subjects whose `rows` are the same at every slot that they both have, or −1 for a subject of its own
   */
  add(key: number): void {
    const { values, structure } = this;
    let mask = 0;
    let size = 0;
    for (let slot = 0; slot < structure.slots; slot++) {
      if (values[slot] !== values[slot]) continue;
      mask += timesPowerOfTwo(1, slot);
      this.#observed[size++] = values[slot];
    }
    if (size === 0) return;
    this.observations += size;
    this.subjects++;
    this.#unitOf(key, this.#patternOf(mask)).add(this.#observed, size);
  }

  /**
   * How much the difference between two slots varies among subjects with the same fixed effects: its squares about the mean of their unit, and
   * their number less one for each unit. Where every subject is a unit of its own, squares of the residuals last solved, and the subjects.
   */
  differenceSquares(one: number, other: number): { squares: number; count: number } {
    const [about, residuals] = [
      { squares: 0, count: 0 },
      { squares: 0, count: 0 },
    ];
    for (let u = 0; u < this.unitCount; u++) {
      const { pattern, rows, spread, residual, count } = this.units[u];
      if (pattern === undefined) continue;
      const [a, b] = [pattern.slots.indexOf(one), pattern.slots.indexOf(other)];
      if (a < 0 || b < 0) continue;
      about.count += count - 1;
      for (let r = 0; r < rows; r++) about.squares += squared(spread[r * pattern.size + a] - spread[r * pattern.size + b]);
      residuals.count += count;
      residuals.squares += count * squared(residual[a] - residual[b]);
    }
    return about.count > 0 ? about : residuals;
  }

  #patternOf(mask: number): MeasurementPattern {
    let pattern = this.#known.get(mask);
    if (pattern === undefined) {
      const slots = this.visitOf.map((_, slot) => slot).filter((slot) => Math.floor(mask / timesPowerOfTwo(1, slot)) % 2 === 1);
      pattern = new MeasurementPattern(slots, this.structure);
      this.#known.set(mask, pattern);
    }
    for (let i = 0; i < this.patternCount; i++) {
      if (this.patterns[i] !== pattern) continue;
      pattern.count++;
      return pattern;
    }
    pattern.count = 1;
    this.patterns[this.patternCount++] = pattern;
    return pattern;
  }

  #unitOf(key: number, pattern: MeasurementPattern): MeasuredUnit {
    const rowsOfX = this.#rowsOf(key);
    if (key >= 0) {
      for (let i = 0; i < this.unitCount; i++) {
        if (this.units[i].rowsOfX === rowsOfX && this.units[i].pattern === pattern) return this.units[i];
      }
    }
    rowsOfX.add(pattern, this.rows, this.base, this.visitOf);
    const unit = (this.units[this.unitCount] ??= new MeasuredUnit());
    this.unitCount++;
    unit.start(pattern, rowsOfX, this.columns);
    return unit;
  }

  #rowsOf(key: number): FixedRows {
    if (key >= 0) {
      for (let i = 0; i < this.fixedCount; i++) if (this.fixedRows[i].key === key) return this.fixedRows[i];
    }
    const rows = (this.fixedRows[this.fixedCount] ??= new FixedRows());
    this.fixedCount++;
    rows.start(key, this.structure.slots, this.columns);
    return rows;
  }
}
