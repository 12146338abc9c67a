import { squared } from '../../../src/elementary/index.ts';

/** What a method answers: of each quantity asked about the mean, SD and 90 % interval, and the trials of studies that it simulated. */
export interface MethodAnswer {
  readonly quantities: readonly { readonly mean: number; readonly sd: number; readonly low: number; readonly high: number }[];
  readonly trials: number;
}

/** Means, SDs and 90 % intervals of weighted draws. */
export function summarised(draws: readonly (readonly number[])[], weights: readonly number[]): MethodAnswer['quantities'] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return draws[0].map((_, at) => {
    const mean = draws.reduce((sum, draw, row) => sum + weights[row] * draw[at], 0) / whole;
    const variance = draws.reduce((sum, draw, row) => sum + weights[row] * squared(draw[at] - mean), 0) / whole;
    const sorted = draws.map((draw, row) => [draw[at], weights[row]] as const).sort((a, b) => a[0] - b[0]);
    const quantile = (p: number): number => {
      let below = 0;
      for (const [value, weight] of sorted) {
        below += weight;
        if (below >= p * whole) return value;
      }
      return sorted[sorted.length - 1][0];
    };
    return { mean, sd: Math.sqrt(variance), low: quantile(0.05), high: quantile(0.95) };
  });
}

/** Mean and covariance, row by row, of rows. */
export function momentsOfRows(rows: readonly ArrayLike<number>[]): { readonly mean: Float64Array; readonly covariance: Float64Array } {
  const size = rows[0].length;
  const mean = new Float64Array(size);
  for (const row of rows) for (let i = 0; i < size; i++) mean[i] += row[i] / rows.length;
  const covariance = new Float64Array(size * size);
  for (const row of rows)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) covariance[i * size + j] += ((row[i] - mean[i]) * (row[j] - mean[j])) / (rows.length - 1);
  return { mean, covariance };
}

/** x plus a normal vector whose covariance has this factor. */
export function moved(x: ArrayLike<number>, factor: Float64Array, normal: () => number): Float64Array {
  const size = x.length;
  const z = Float64Array.from({ length: size }, normal);
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = x[i];
    for (let j = 0; j <= i; j++) sum += factor[i * size + j] * z[j];
    return sum;
  });
}

/** Logarithm of the standard normal density up to a constant. */
export function logPrior(x: Float64Array): number {
  return -x.reduce((sum, value) => sum + value * value, 0) / 2;
}
