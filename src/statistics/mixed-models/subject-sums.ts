import { squared } from '../../elementary/index.ts';
import { factoriseIndependent } from '../linear-algebra/cholesky.ts';
import type { SubjectUnit } from './subject-unit.ts';

/** A column is redundant when what earlier columns leave of it is less than this share of its sum of squares; assumed. */
const REDUNDANT = 1e-10;

/**
 * Sufficient statistics of a model with one random intercept per subject: sums of squares and products of the columns [X y] within
 * subjects, and between subjects by the number m of their observations,
 *
 *     within = Σ Σⱼ (zᵢⱼ − z̄ᵢ)(zᵢⱼ − z̄ᵢ)ᵀ      between[m] = Σ m z̄ᵢ z̄ᵢᵀ  over subjects with m observations
 *
 * so that the likelihood at any variance ratio costs the same for 10 and for 10 000 subjects. They are gathered unit by unit: subjects with the same rows
 * of X are one (`SubjectUnit`). One object serves trial after trial.
 * Matrices are width × width, row by row, lower triangles; the response is the last column, and should be centred by the caller.
 */
export class SubjectSums {
  /** Columns now in use, the response included. */
  width = 0;
  /** Observations. */
  observations = 0;
  /** Subjects with at least one observation. */
  subjects = 0;
  /** The largest number of observations of one subject. */
  largestSize = 0;
  within = new Float64Array(0);
  /** One matrix for every number of observations; [0] is empty. */
  between: Float64Array[] = [];
  /** Subjects by number of observations. */
  readonly sizes: number[] = [];
  /** The columns of X in use, by their place in X as it was given; set by `dropRedundant`. */
  readonly columns: number[] = [];
  #total = new Float64Array(0);
  #scale = new Float64Array(0);
  #kept = new Uint8Array(0);

  /** Begins a trial with `width` columns and at most `periods` observations per subject. */
  start(width: number, periods: number): void {
    this.width = width;
    this.observations = 0;
    this.subjects = 0;
    this.largestSize = 0;
    const square = width * width;
    if (this.within.length < square || this.between.length <= periods) {
      this.within = new Float64Array(square);
      this.#total = new Float64Array(square);
      this.#scale = new Float64Array(width);
      this.#kept = new Uint8Array(width);
      this.between = Array.from({ length: periods + 1 }, () => new Float64Array(square));
    }
    this.within.fill(0, 0, square);
    for (let m = 0; m < this.between.length; m++) {
      this.between[m].fill(0, 0, square);
      this.sizes[m] = 0;
    }
  }

  /** Adds the subjects of a unit, with as many columns of X as there are beside the response. */
  add(unit: SubjectUnit): void {
    const { size, count } = unit;
    this.observations += count * size;
    this.subjects += count;
    this.sizes[size] += count;
    if (size > this.largestSize) this.largestSize = size;
    this.#addBetween(unit, this.between[size]);
    if (size > 1) this.#addWithin(unit);
  }

  #addBetween({ size, count, mean, meanSum, present, presentCount, between }: SubjectUnit, matrix: Float64Array): void {
    const { width } = this;
    const response = (width - 1) * width;
    for (let i = 0; i < presentCount; i++) {
      const column = present[i];
      const product = size * mean[column];
      for (let j = 0; j <= i; j++) matrix[column * width + present[j]] += count * product * mean[present[j]];
      matrix[response + column] += product * meanSum;
    }
    matrix[response + width - 1] += between;
  }

  #addWithin({ size, count, varying, varyingCount, deviations, products, deviationSums, within }: SubjectUnit): void {
    const { width, within: matrix } = this;
    const response = (width - 1) * width;
    for (let i = 0, place = 0; i < varyingCount; i++) {
      const column = varying[i];
      for (let j = 0; j <= i; j++, place++) matrix[column * width + varying[j]] += count * products[place];
      let sum = 0;
      for (let r = 0; r < size; r++) sum += deviations[r * varyingCount + i] * deviationSums[r];
      matrix[response + column] += sum;
    }
    matrix[response + width - 1] += within;
  }

  /**
   * Takes out every column of X that depends linearly on the columns before it, so that a column whose effect is asked should come last:
   * it is in `columns` afterwards exactly when its effect can be estimated.
   */
  dropRedundant(): void {
    const { width, within, between } = this;
    const total = this.#total;
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = within[i * width + j];
        for (let m = 1; m <= this.largestSize; m++) sum += between[m][i * width + j];
        total[i * width + j] = sum;
      }
      this.#scale[i] = total[i * width + i];
    }
    const x = width - 1;
    const rank = factoriseIndependent(total, width, this.#scale, REDUNDANT, this.#kept);
    this.columns.length = 0;
    for (let i = 0; i < x; i++) if (this.#kept[i] === 1) this.columns.push(i);
    if (rank - this.#kept[x] === x) return;
    compact(within, width, this.columns);
    for (let m = 1; m <= this.largestSize; m++) compact(between[m], width, this.columns);
    this.width = this.columns.length + 1;
  }

  /**
   * Regression of the response on X in one of the matrices: its residual sum of squares, and through `regressionRank` the rank of X in it.
   */
  residualSquares(matrix: Float64Array): number {
    const { width, within, between } = this;
    const factor = this.#total;
    for (let i = 0; i < width; i++) {
      let scale = within[i * width + i];
      for (let m = 1; m <= this.largestSize; m++) scale += between[m][i * width + i];
      this.#scale[i] = scale;
      for (let j = 0; j <= i; j++) factor[i * width + j] = matrix[i * width + j];
    }
    this.#scale[width - 1] = 0;
    const rank = factoriseIndependent(factor, width, this.#scale, REDUNDANT, this.#kept);
    this.regressionRank = rank - this.#kept[width - 1];
    return squared(factor[width * width - 1]);
  }

  /** Rank of X in the matrix last given to `residualSquares`. */
  regressionRank = 0;

  /** Whether a column (its place among `columns`) was independent of those before it in the matrix last given to `residualSquares`. */
  isIndependent(place: number): boolean {
    return this.#kept[place] === 1;
  }

  /** Coefficients of the regression last made by `residualSquares`, one for each of `columns`; 0 for dependent ones. */
  coefficients(): Float64Array {
    const { width } = this;
    const factor = this.#total;
    const last = (width - 1) * width;
    const beta = factor.slice(last, last + width - 1);
    for (let i = width - 2; i >= 0; i--) {
      for (let j = i + 1; j < width - 1; j++) beta[i] -= factor[j * width + i] * beta[j];
      beta[i] = this.#kept[i] === 1 ? beta[i] / factor[i * width + i] : 0;
    }
    return beta;
  }

  /** within + Σ between[m] */
  all(): Float64Array {
    const matrix = this.within.slice();
    for (let m = 1; m <= this.largestSize; m++) this.between[m].forEach((value, place) => (matrix[place] += value));
    return matrix;
  }
}

/** Keeps the rows and columns named, and the last, of a width × width matrix. */
function compact(matrix: Float64Array, width: number, columns: readonly number[]): void {
  const n = columns.length + 1;
  for (let i = 0; i < n; i++) {
    const from = i < columns.length ? columns[i] : width - 1;
    for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[from * width + (j < columns.length ? columns[j] : width - 1)];
  }
}
