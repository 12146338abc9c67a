import type { MeasurementPattern } from './measurement-pattern.ts';

/**
 * Subjects with the same pattern and the same fixed effects: their number, mean vector, and the triangular factor of their products about it.
 * The factor, not the products, because a nearly singular covariance would amplify the rounding of squares.
 */
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
  /** Rows and columns of the elements of `x` that are not zero, and their number. */
  entryRow = new Int32Array(0);
  entryColumn = new Int32Array(0);
  entryCount = 0;
  /** V⁻¹X in the basis of the factor L of XᵀV⁻¹X, V⁻¹XL⁻ᵀ: its columns that are not zero, their number, and pattern size × that. */
  basisColumns = new Int32Array(0);
  basisWidth = 0;
  basis = new Float64Array(0);
  mean = new Float64Array(0);
  /** Upper triangular R, pattern size squared: RᵀR = Σ (y − mean)(y − mean)ᵀ; and R V⁻¹. Rows from `rows` on are zero. */
  spread = new Float64Array(0);
  weightedSpread = new Float64Array(0);
  rows = 0;
  /** Mean residual, and V⁻¹ times it. */
  residual = new Float64Array(0);
  weightedResidual = new Float64Array(0);
  #deviation = new Float64Array(0);

  start(pattern: MeasurementPattern, key: number, columns: number): void {
    const { size } = pattern;
    if (this.mean.length < size || this.columns.length < columns || this.x.length < size * columns) {
      this.columns = new Int32Array(columns);
      this.x = new Float64Array(size * columns);
      this.weightedX = new Float64Array(size * columns);
      this.entryRow = new Int32Array(size * columns);
      this.entryColumn = new Int32Array(size * columns);
      this.basisColumns = new Int32Array(columns);
      this.basis = new Float64Array(size * columns);
      this.mean = new Float64Array(size);
      this.spread = new Float64Array(size * size);
      this.weightedSpread = new Float64Array(size * size);
      this.#deviation = new Float64Array(size);
      this.residual = new Float64Array(size);
      this.weightedResidual = new Float64Array(size);
    }
    this.pattern = pattern;
    this.key = key;
    this.count = 0;
    this.mean.fill(0);
    this.spread.fill(0);
    this.rows = 0;
  }

  /** Adds one subject's values, in the order of the pattern's slots. */
  add(values: Float64Array, size: number): void {
    const { mean, spread } = this;
    const deviation = this.#deviation;
    this.count++;
    const weight = Math.sqrt((this.count - 1) / this.count);
    for (let a = 0; a < size; a++) {
      deviation[a] = weight * (values[a] - mean[a]);
      mean[a] += (values[a] - mean[a]) / this.count;
    }
    if (this.count > 1) this.rows = Math.max(this.rows, rotate(spread, deviation, size));
  }
}

/** Takes one more row into a triangular factor by Givens rotations; returns how many rows of it may now differ from zero. @see Golub & Van Loan (2013) Matrix Computations, 4th ed., §6.5.3 */
function rotate(factor: Float64Array, row: Float64Array, size: number): number {
  let rows = 0;
  for (let i = 0; i < size; i++) {
    if (row[i] === 0) continue;
    rows = i + 1;
    const diagonal = factor[i * size + i];
    const length = Math.sqrt(diagonal * diagonal + row[i] * row[i]);
    const cosine = diagonal / length;
    const sine = row[i] / length;
    for (let j = i; j < size; j++) {
      const kept = factor[i * size + j];
      factor[i * size + j] = cosine * kept + sine * row[j];
      row[j] = cosine * row[j] - sine * kept;
    }
  }
  return rows;
}
