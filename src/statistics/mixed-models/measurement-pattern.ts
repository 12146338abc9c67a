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
  /** Subjects. */
  count = 0;
  readonly covariance: Float64Array;
  readonly inverse: Float64Array;
  /** Σ V⁻¹rrᵀV⁻¹ and Σ V⁻¹XΦXᵀV⁻¹ over its subjects. */
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
    const sets = (structure.sets ?? []).map((set) => ({
      ...set,
      inside: set.slots.map((slot) => slots.indexOf(slot)).filter((a) => a >= 0),
    }));
    const present = sets.filter(({ inside }) => inside.length > 0);
    this.sets = Int32Array.from(present.flatMap(({ inside }) => inside));
    this.starts = new Int32Array(present.length + 1);
    present.forEach(({ inside }, s) => (this.starts[s + 1] = this.starts[s] + inside.length));
    this.parameters = Int32Array.from(present, ({ parameter }) => parameter);
    const square = size * size;
    this.covariance = new Float64Array(square);
    this.inverse = new Float64Array(square);
    this.weighted = new Float64Array(square);
    this.explained = new Float64Array(square);
  }
}
