import { squared } from '../../elementary/index.ts';
import { addRow } from '../linear-algebra/triangular-row.ts';
import type { CovarianceStructure } from './covariance-structure.ts';

/** Which slots a subject has, and what the likelihood works out for all subjects who have just these. */
export class MeasurementPattern {
  readonly size: number;
  readonly slots: Int32Array;
  /** For each parameter the places of Gₖ among these slots, as `CovarianceStructure.places`, counted within the pattern. */
  readonly places: readonly Int32Array[];
  /** The sets of the structure among these slots, counted within the pattern, and the parameter of each; empty where it has none. */
  readonly sets: Int32Array;
  /** Where each set starts in `sets`; one more for the end. */
  readonly starts: Int32Array;
  readonly parameters: Int32Array;
  /** 1₍S₎ᵀV⁻¹1₍T₎ of every two sets. */
  readonly between: Float64Array;
  /** Subjects. */
  count = 0;
  readonly covariance: Float64Array;
  readonly inverse: Float64Array;
  /** Σ V⁻¹rrᵀV⁻¹ and Σ V⁻¹XΦXᵀV⁻¹ over its subjects. */
  readonly weighted: Float64Array;
  readonly explained: Float64Array;

  /** Upper triangular R, RᵀR = Σ (y − ȳ)(y − ȳ)ᵀ about the means of its units; R V⁻¹; rows from `rows` on are zero. */
  readonly spread: Float64Array;
  readonly weightedSpread: Float64Array;
  rows = 0;
  readonly #row: Float64Array;

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
    const sets = (structure.sets ?? []).map((set) => ({
      ...set,
      inside: set.slots.map((slot) => slots.indexOf(slot)).filter((a) => a >= 0),
    }));
    const present = sets.filter(({ inside }) => inside.length > 0);
    this.sets = Int32Array.from(present.flatMap(({ inside }) => inside));
    this.starts = new Int32Array(present.length + 1);
    present.forEach(({ inside }, s) => (this.starts[s + 1] = this.starts[s] + inside.length));
    this.parameters = Int32Array.from(present, ({ parameter }) => parameter);
    this.between = new Float64Array(squared(present.length));
    const square = size * size;
    this.covariance = new Float64Array(square);
    this.inverse = new Float64Array(square);
    this.weighted = new Float64Array(square);
    this.explained = new Float64Array(square);
    this.spread = new Float64Array(square);
    this.weightedSpread = new Float64Array(square);
    this.#row = new Float64Array(size);
  }

  /** Takes the spread of one unit in. @param rows  how many rows of it are not zero */
  addSpread(spread: Float64Array, rows: number): void {
    const { size } = this;
    for (let r = 0; r < rows; r++) {
      for (let a = 0; a < size; a++) this.#row[a] = a < r ? 0 : spread[r * size + a];
      this.rows = Math.max(this.rows, addRow(this.spread, this.#row, size));
    }
  }

  /** Fills `weightedSpread`. */
  weighSpread(): void {
    const { size, inverse, spread, weightedSpread } = this;
    for (let r = 0; r < this.rows; r++) {
      for (let a = 0; a < size; a++) {
        let sum = 0;
        for (let b = r; b < size; b++) sum += inverse[a * size + b] * spread[r * size + b];
        weightedSpread[r * size + a] = sum;
      }
    }
  }

  /** Adds V⁻¹RᵀRV⁻¹ to the lower triangle of `weighted`. */
  addSquares(): void {
    const { size, weighted, weightedSpread } = this;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let r = 0; r < this.rows; r++) sum += weightedSpread[r * size + a] * weightedSpread[r * size + b];
        weighted[a * size + b] += sum;
      }
    }
  }
}
