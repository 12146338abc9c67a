import { factoriseIndependent } from '../../statistics/linear-algebra/cholesky.ts';
import { momentsOf } from '../emulator/surface.ts';

/** Share of its variance that a coordinate must have beside the earlier ones to count (assumed; rounding is below 1e-12). */
const DEPENDENT = 1e-9;

/**
 * Probability of a row at least as far from the centre as the observed one, by the Mahalanobis distance in all coordinates together, half of those equally far counted. Centre
 * and covariance are those of all rows, the observed one among them: where it comes from the same distribution, its rank among them is uniform whatever that distribution is.
 * @param rows  simulated
 * @see Besag & Clifford (1989) Generalized Monte Carlo significance tests. Biometrika 76:633–642, DOI 10.1093/biomet/76.4.633
 */
export function jointProbability(rows: readonly (readonly number[])[], observed: readonly number[]): number {
  const all = [...rows, observed];
  const size = observed.length;
  const centre = observed.map((_, at) => momentsOf(all.map((row) => row[at])).mean);
  const deviations = all.map((row) => Float64Array.from(row, (value, at) => value - centre[at]));
  const factor = new Float64Array(size * size);
  for (const row of deviations)
    for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) factor[i * size + j] += (row[i] * row[j]) / all.length;
  const scale = Float64Array.from({ length: size }, (_, i) => factor[i * (size + 1)]);
  const kept = new Uint8Array(size);
  factoriseIndependent(factor, size, scale, DEPENDENT, kept);
  const distances = deviations.map((row) => distance(factor, size, kept, row));
  const own = distances[rows.length];
  const further = distances.reduce((sum, each) => sum + (each > own ? 1 : each === own ? 0.5 : 0), 0);
  return further / all.length;
}

/** Squared length of L⁻¹ times a row; it overwrites the row. */
function distance(factor: Float64Array, size: number, kept: Uint8Array, row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let value = row[i];
    for (let j = 0; j < i; j++) value -= factor[i * size + j] * row[j];
    row[i] = kept[i] === 1 ? value / factor[i * (size + 1)] : 0;
    sum += row[i] * row[i];
  }
  return sum;
}
