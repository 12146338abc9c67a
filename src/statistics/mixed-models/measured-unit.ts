import { FixedRows } from './fixed-rows.ts';
import { addRow } from '../linear-algebra/triangular-row.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';

/**
 * Subjects with the same pattern and the same fixed effects: their number, mean vector, and the triangular factor of their products about it.
 * The factor, not the products, because a nearly singular covariance would amplify the rounding of squares.
 */
export class MeasuredUnit {
  pattern: MeasurementPattern | undefined;
  count = 0;
  /** Rows of X, by slot. */
  rowsOfX = new FixedRows();
  /** V⁻¹X in the basis of the factor L of XᵀV⁻¹X, V⁻¹XL⁻ᵀ: pattern size × the columns that `rowsOfX` has in its basis. */
  basis = new Float64Array(0);
  mean = new Float64Array(0);
  /** Upper triangular R, pattern size squared: RᵀR = Σ (y − mean)(y − mean)ᵀ. Rows from `rows` on are zero. */
  spread = new Float64Array(0);
  rows = 0;
  /** Mean residual, and V⁻¹ times it. */
  residual = new Float64Array(0);
  weightedResidual = new Float64Array(0);
  #deviation = new Float64Array(0);

  start(pattern: MeasurementPattern, rowsOfX: FixedRows, columns: number): void {
    const { size } = pattern;
    if (this.mean.length < size || this.basis.length < size * columns) {
      this.basis = new Float64Array(size * columns);
      this.mean = new Float64Array(size);
      this.spread = new Float64Array(size * size);
      this.#deviation = new Float64Array(size);
      this.residual = new Float64Array(size);
      this.weightedResidual = new Float64Array(size);
    }
    this.pattern = pattern;
    this.rowsOfX = rowsOfX;
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
    if (this.count > 1) this.rows = Math.max(this.rows, addRow(spread, deviation, size));
  }
}
