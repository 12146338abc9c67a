import { exp, log, squared } from '../../elementary/index.ts';
import { factorise } from '../../statistics/linear-algebra/cholesky.ts';
import { surfaceAt, surfaceWithGradient, type Surface } from '../emulator/surface.ts';
import type { FoldEmulator } from './design-emulator.ts';

/** How far the other parameters of a reference draw spread about it, in SDs of theirs given the parameter that is asked about (assumed). */
const KERNEL = 0.7;
/** Trials whose likelihoods are worked out together. */
export const TRIALS_AT_ONCE = 4;

/**
 * Logarithms of the likelihoods of a trial, up to a constant, at reference draws. A draw stands for the values around it: the other parameters c of a draw have the distribution
 * N(m + √(1 − λ²) (c − m), λ² V), where m and V are their mean and covariance given the parameter that is asked about, so that all draws together have the mean and covariance that they had.
 * What is kept of a trial has there the mean and covariance that follow from the surfaces, exactly; they are taken as normal. With a kernel a posterior rests on many draws also where a
 * trial says much about many parameters.
 */
export class TrialLikelihood {
  /** Means of what is kept, draw by draw. */
  readonly #means: Float64Array;
  /** Inverse Cholesky factors of the covariances, draw by draw, each row by row up to the diagonal. */
  readonly #inverses: Float64Array;
  readonly #determinants: Float64Array;
  readonly #size: number;
  readonly #residuals: readonly Float64Array[];

  /** @param target  place of the parameter that is asked about */
  constructor({ means, logSds, covariance }: FoldEmulator, points: readonly Float64Array[], target: number) {
    const size = means.length;
    const width = points[0].length;
    this.#size = size;
    const { slopes, factor, centre } = othersGiven(points, target);
    // In coordinates of the kernel: gradients times the factor of its covariance, and the curvature there.
    const bends = means.map((surface) => bendOf(surface, factor, width));
    const curved = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) for (let k = 0; k < width * width; k++) curved[i * size + j] += 2 * bends[i][k] * bends[j][k];
    const lifts = bends.map((bend) => Array.from({ length: width }, (_, k) => bend[k * width + k]).reduce((sum, value) => sum + value, 0));
    const packed = (size * (size + 1)) / 2;
    this.#means = new Float64Array(points.length * size);
    this.#inverses = new Float64Array(points.length * packed);
    this.#determinants = new Float64Array(points.length);
    this.#residuals = Array.from({ length: TRIALS_AT_ONCE }, () => new Float64Array(size));
    const matrix = new Float64Array(size * size);
    const sds = new Float64Array(size);
    const at = new Float64Array(width);
    const gradients = new Float64Array(size * width);
    const moved = new Float64Array(size * width);
    const shrink = Math.sqrt(1 - squared(KERNEL));
    points.forEach((point, place) => {
      for (let i = 0; i < width; i++) {
        const mean = centre[i] + slopes[i] * (point[target] - centre[target]);
        at[i] = mean + shrink * (point[i] - mean);
      }
      at[target] = point[target];
      for (let i = 0; i < size; i++) {
        this.#means[place * size + i] = surfaceWithGradient(means[i], at, gradients, i * width) + lifts[i];
        sds[i] = exp(surfaceAt(logSds[i], at));
      }
      moved.fill(0);
      for (let i = 0; i < size; i++)
        for (let k = 0; k < width; k++)
          for (let l = k; l < width; l++) moved[i * width + k] += gradients[i * width + l] * factor[l * width + k];
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) {
          let sum = covariance[i * size + j] * sds[i] * sds[j] + curved[i * size + j];
          for (let k = 0; k < width; k++) sum += moved[i * width + k] * moved[j * width + k];
          matrix[i * size + j] = sum;
        }
      if (factorise(matrix, size) === 0) throw new RangeError('the figures of the design determine each other');
      let determinant = 0;
      for (let i = 0; i < size; i++) determinant += log(matrix[i * size + i]);
      this.#determinants[place] = determinant;
      invert(matrix, size, this.#inverses.subarray(place * packed, (place + 1) * packed));
    });
  }

  /**
   * Fills the targets, one of each trial with a number a draw.
   * @param kept  what is kept of at most `TRIALS_AT_ONCE` trials
   */
  of(kept: readonly Float64Array[], targets: readonly Float64Array[]): void {
    const size = this.#size;
    const [means, inverses] = [this.#means, this.#inverses];
    // Four sums at once, none of which waits for another; places without a trial repeat the last one.
    const [p, q, r, s] = Array.from({ length: TRIALS_AT_ONCE }, (_, place) => kept[Math.min(place, kept.length - 1)]);
    const [a, b, c, d] = this.#residuals;
    for (let draw = 0, at = 0, mean = 0; draw < this.#determinants.length; draw++) {
      let [aa, bb, cc, dd] = [0, 0, 0, 0];
      for (let i = 0; i < size; i++, mean++) {
        const centre = means[mean];
        a[i] = p[i] - centre;
        b[i] = q[i] - centre;
        c[i] = r[i] - centre;
        d[i] = s[i] - centre;
        let [ai, bi, ci, di] = [0, 0, 0, 0];
        for (let j = 0; j <= i; j++) {
          const weight = inverses[at++];
          ai += weight * a[j];
          bi += weight * b[j];
          ci += weight * c[j];
          di += weight * d[j];
        }
        aa += ai * ai;
        bb += bi * bi;
        cc += ci * ci;
        dd += di * di;
      }
      const squares = [aa, bb, cc, dd];
      for (let trial = 0; trial < targets.length; trial++) targets[trial][draw] = -squares[trial] / 2 - this.#determinants[draw];
    }
  }
}

/** Linear regression of all coordinates on one of them: slopes, means, and the factor of λ² times the covariance that is left. */
function othersGiven(points: readonly Float64Array[], target: number) {
  const width = points[0].length;
  const centre = points[0].map((_, i) => points.reduce((sum, point) => sum + point[i] / points.length, 0));
  const covariance = new Float64Array(width * width);
  for (const point of points)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) covariance[i * width + j] += ((point[i] - centre[i]) * (point[j] - centre[j])) / points.length;
  const slopes = Float64Array.from({ length: width }, (_, i) => covariance[i * width + target] / covariance[target * width + target]);
  const factor = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      const left = covariance[i * width + j] - slopes[i] * slopes[j] * covariance[target * width + target];
      factor[i * width + j] = i === target || j === target ? (i === j ? 1 : 0) : squared(KERNEL) * (left + (i === j ? 1e-9 : 0));
    }
  if (factorise(factor, width) === 0) throw new RangeError('the parameters that are not known determine each other');
  for (let i = 0; i < width; i++) factor[i * width + target] = factor[target * width + i] = 0;
  return { slopes, factor, centre };
}

/** The quadratic part of a surface in the coordinates of a kernel: Lᵀ S L. */
function bendOf({ square }: Surface, factor: Float64Array, width: number): Float64Array {
  const half = new Float64Array(width * width);
  const bend = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let k = 0; k < width; k++) for (let l = 0; l < width; l++) half[i * width + k] += square[i * width + l] * factor[l * width + k];
  for (let i = 0; i < width; i++)
    for (let k = 0; k < width; k++) for (let l = 0; l < width; l++) bend[i * width + k] += factor[l * width + i] * half[l * width + k];
  return bend;
}

/** Writes the inverse of a lower triangular matrix, its rows one after the other up to the diagonal. */
function invert(factor: Float64Array, size: number, packed: Float64Array): void {
  for (let column = 0; column < size; column++)
    for (let row = column; row < size; row++) {
      let sum = row === column ? 1 : 0;
      for (let k = column; k < row; k++) sum -= factor[row * size + k] * packed[(k * (k + 1)) / 2 + column];
      packed[(row * (row + 1)) / 2 + column] = sum / factor[row * size + row];
    }
}
