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

/** Scalar product of the first n elements. */
export function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/** Copies the lower triangle to the upper. */
export function mirror(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
}
