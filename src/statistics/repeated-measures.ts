import type { CovarianceStructure } from './covariance-structure.ts';

/** Which slots a subject has, and what the likelihood works out for all subjects who have just these. */
export class MeasurementPattern {
  readonly size: number;
  readonly slots: Int32Array;
  /** For each parameter the places of Gₖ among these slots, as `CovarianceStructure.places`, counted within the pattern. */
  readonly places: readonly Int32Array[];
  /** Subjects. */
  count = 0;
  readonly covariance: Float64Array;
  readonly inverse: Float64Array;
  /** Σ over its subjects of residual products, then of weighted ones; Σ n V⁻¹XΦXᵀV⁻¹. */
  readonly residuals: Float64Array;
  readonly weighted: Float64Array;
  readonly explained: Float64Array;

  constructor(slots: readonly number[], structure: CovarianceStructure) {
    const size = slots.length;
    this.size = size;
    this.slots = Int32Array.from(slots);
    this.places = structure.places.map((places) => {
      const inside: number[] = [];
      for (let i = 0; i < places.length; i += 2) {
        const a = slots.indexOf(places[i]);
        const b = slots.indexOf(places[i + 1]);
        if (a >= 0 && b >= 0) inside.push(a, b);
      }
      return Int32Array.from(inside);
    });
    const square = size * size;
    this.covariance = new Float64Array(square);
    this.inverse = new Float64Array(square);
    this.residuals = new Float64Array(square);
    this.weighted = new Float64Array(square);
    this.explained = new Float64Array(square);
  }
}

/** Subjects with the same pattern and the same fixed effects: their number, mean vector and products about it. */
export class MeasuredUnit {
  pattern: MeasurementPattern | undefined;
  key = 0;
  count = 0;
  /** The columns of X that are not zero, and their number. */
  columns = new Int32Array(0);
  width = 0;
  /** X and V⁻¹X, pattern size × width. */
  x = new Float64Array(0);
  weightedX = new Float64Array(0);
  mean = new Float64Array(0);
  scatter = new Float64Array(0);
  /** Mean residual, and V⁻¹ times it. */
  residual = new Float64Array(0);
  weightedResidual = new Float64Array(0);

  start(pattern: MeasurementPattern, key: number, columns: number): void {
    const { size } = pattern;
    if (this.mean.length < size || this.columns.length < columns || this.x.length < size * columns) {
      this.columns = new Int32Array(columns);
      this.x = new Float64Array(size * columns);
      this.weightedX = new Float64Array(size * columns);
      this.mean = new Float64Array(size);
      this.scatter = new Float64Array(size * size);
      this.residual = new Float64Array(size);
      this.weightedResidual = new Float64Array(size);
    }
    this.pattern = pattern;
    this.key = key;
    this.count = 0;
    this.mean.fill(0);
    this.scatter.fill(0);
  }

  /** Adds one subject's values, in the order of the pattern's slots. */
  add(values: Float64Array, size: number): void {
    const { mean, scatter } = this;
    this.count++;
    const share = (this.count - 1) / this.count;
    for (let a = 0; a < size; a++) {
      const deviation = (values[a] - mean[a]) * share;
      for (let b = 0; b <= a; b++) scatter[a * size + b] += deviation * (values[b] - mean[b]);
    }
    for (let a = 0; a < size; a++) mean[a] += (values[a] - mean[a]) / this.count;
  }
}

/** Patterns kept from trial to trial before they are forgotten; assumed. */
const MOST_PATTERNS = 4096;

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
  /** Units and patterns of this trial are the first `unitCount` and `patternCount`. */
  unitCount = 0;
  patternCount = 0;
  readonly units: MeasuredUnit[] = [];
  readonly patterns: MeasurementPattern[] = [];
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
    if (this.#known.size > MOST_PATTERNS) this.#known.clear();
  }

  /**
   * Adds the subject in `values` and `rows`; one without values is left out.
   * @param key  the same for subjects whose `rows` are the same, or −1 for a subject of its own
   */
  add(key: number): void {
    const { values, structure } = this;
    let mask = 0;
    let size = 0;
    for (let slot = 0; slot < structure.slots; slot++) {
      if (values[slot] !== values[slot]) continue;
      mask += 2 ** slot;
      this.#observed[size++] = values[slot];
    }
    if (size === 0) return;
    this.observations += size;
    this.subjects++;
    this.#unitOf(key, this.#patternOf(mask)).add(this.#observed, size);
  }

  #patternOf(mask: number): MeasurementPattern {
    let pattern = this.#known.get(mask);
    if (pattern === undefined) {
      const slots = this.visitOf.map((_, slot) => slot).filter((slot) => Math.floor(mask / 2 ** slot) % 2 === 1);
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
    if (key >= 0) {
      for (let i = 0; i < this.unitCount; i++) if (this.units[i].key === key && this.units[i].pattern === pattern) return this.units[i];
    }
    const unit = (this.units[this.unitCount] ??= new MeasuredUnit());
    this.unitCount++;
    unit.start(pattern, key, this.columns);
    const { base, rows } = this;
    unit.width = 0;
    for (let column = 0; column < this.columns; column++) {
      const visit = Math.floor(column / base);
      let used = false;
      for (let i = 0; i < pattern.size; i++) {
        const slot = pattern.slots[i];
        if (this.visitOf[slot] === visit && rows[slot * base + column - visit * base] !== 0) used = true;
      }
      if (used) unit.columns[unit.width++] = column;
    }
    for (let i = 0; i < pattern.size; i++) {
      const slot = pattern.slots[i];
      const first = this.visitOf[slot] * base;
      for (let c = 0; c < unit.width; c++) {
        const place = unit.columns[c] - first;
        unit.x[i * unit.width + c] = place >= 0 && place < base ? rows[slot * base + place] : 0;
      }
    }
    return unit;
  }
}
