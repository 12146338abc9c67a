/**
 * Takes one more row into an upper triangular factor R of RᵀR = Σ row rowᵀ by Givens rotations; `row` is overwritten.
 * @returns how many rows of the factor may now differ from zero
 * @see Golub & Van Loan (2013) Matrix Computations, 4th ed., §6.5.3
 */
export function addRow(factor: Float64Array, row: Float64Array, size: number): number {
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
