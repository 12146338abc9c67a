// Products of small symmetric matrices, n × n, row by row, both triangles, into the caller's arrays.

/** A G B for G of ones at `places` (a₀, b₀, a₁, b₁, …) and zeros elsewhere. */
export function between(a: Float64Array, places: Int32Array, b: Float64Array, size: number, target: Float64Array): void {
  target.fill(0, 0, size * size);
  for (let i = 0; i < places.length; i += 2) {
    const column = places[i];
    const row = places[i + 1] * size;
    for (let r = 0; r < size; r++) {
      const value = a[r * size + column];
      for (let c = 0; c < size; c++) target[r * size + c] += value * b[row + c];
    }
  }
}

/**
 * K A Kᵀ for a lower triangular K and a symmetric A, packed: lower triangle row by row, off-diagonal elements times √2, so that scalar
 * products are traces of products. `row` has n elements and is overwritten.
 */
export function whiten(k: Float64Array, a: Float64Array, n: number, row: Float64Array, target: Float64Array): void {
  let place = 0;
  for (let i = 0; i < n; i++) {
    row.fill(0, 0, n);
    for (let d = 0; d <= i; d++) {
      const value = k[i * n + d];
      if (value !== 0) for (let c = 0; c < n; c++) row[c] += value * a[d * n + c];
    }
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let c = 0; c <= j; c++) sum += row[c] * k[j * n + c];
      target[place++] = i === j ? sum : Math.SQRT2 * sum;
    }
  }
}

/** Scalar product of the first n elements. */
export function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/** A B for a symmetric B. */
export function multiply(a: Float64Array, b: Float64Array, n: number, target: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[j * n + k];
      target[i * n + j] = sum;
    }
  }
}

/** Copies the lower triangle to the upper. */
export function mirror(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
}
