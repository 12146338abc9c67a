import { log } from '../../elementary/index.ts';
/**
 * Cholesky factors of small symmetric positive definite matrices, n × n, row by row in one array; only the lower triangle is read.
 * Everything is done in the caller's arrays: nothing is allocated.
 * @see Golub & Van Loan (2013) Matrix Computations, 4th ed., §4.2
 */

/**
 * Replaces the lower triangle of A by its factor L, A = L Lᵀ.
 * @param tolerance  a pivot counts as positive only above this share of its diagonal element
 * @returns the smallest pivot as a share of its diagonal element, or 0 as soon as one is not positive (the array is then of no use)
 */
export function factorise(a: Float64Array, n: number, tolerance = 0): number {
  let smallest = 1;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[j * n + k];
      a[row + j] = sum / a[j * n + j];
    }
    const diagonal = a[row + i];
    let pivot = diagonal;
    for (let k = 0; k < i; k++) pivot -= a[row + k] * a[row + k];
    if (!(pivot > tolerance * diagonal && pivot > 0)) return 0;
    smallest = Math.min(smallest, pivot / diagonal);
    a[row + i] = Math.sqrt(pivot);
  }
  return smallest;
}

/**
 * As `factorise`, but a column that depends on earlier ones (pivot at most `tolerance` times `scale[i]`) is passed over: its row and
 * column of the factor become zero. With the response as last column its squared last diagonal is the residual sum of squares.
 * @returns how many columns were kept; `kept[i]` is 1 for them, 0 for the others
 */
export function factoriseIndependent(a: Float64Array, n: number, scale: Float64Array, tolerance: number, kept: Uint8Array): number {
  let rank = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      let sum = a[row + j];
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[j * n + k];
      a[row + j] = kept[j] === 1 ? sum / a[j * n + j] : 0;
    }
    let pivot = a[row + i];
    for (let k = 0; k < i; k++) pivot -= a[row + k] * a[row + k];
    kept[i] = pivot > tolerance * scale[i] ? 1 : 0;
    a[row + i] = kept[i] === 1 ? Math.sqrt(pivot) : 0;
    rank += kept[i];
  }
  return rank;
}

/** log |A| from its factor. */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * n + i]);
  return 2 * sum;
}

/** Replaces b by A⁻¹ b, given the factor of A. */
export function solve(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
    b[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i] * b[k];
    b[i] = sum / factor[i * n + i];
  }
}

/** Fills the lower triangle of `target` with L⁻¹; the upper triangle is left alone. */
export function invertFactor(factor: Float64Array, n: number, target: Float64Array): void {
  for (let j = 0; j < n; j++) {
    target[j * n + j] = 1 / factor[j * n + j];
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= factor[i * n + k] * target[k * n + j];
      target[i * n + j] = sum / factor[i * n + i];
    }
  }
}

/** Fills `target` (both triangles) with A⁻¹, given the factor of A. `work` has n² elements and is overwritten. */
export function invert(factor: Float64Array, n: number, target: Float64Array, work: Float64Array): void {
  invertFactor(factor, n, work);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += work[k * n + i] * work[k * n + j];
      target[i * n + j] = sum;
      target[j * n + i] = sum;
    }
  }
}
