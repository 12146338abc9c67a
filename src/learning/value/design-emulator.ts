import { exp, log } from '../../elementary/index.ts';
import { factorise, factoriseIndependent, solve } from '../../statistics/linear-algebra/cholesky.ts';
import { fitSurfaces, logSdBias, momentsOf, surfaceAt, type Surface } from '../emulator/surface.ts';

/** Trials of a design at one combination of the parameters. */
export interface DesignPoint {
  readonly point: Float64Array;
  /** A row of figures for every trial that has all of them. */
  readonly trials: readonly Float64Array[];
}

/** Sampling distribution of what is kept of a trial, as a function of the parameters, fitted without one part of the points. */
export interface FoldEmulator {
  /** What is kept of a trial: the linear combinations of its figures that predict each parameter best. */
  readonly kept: (figures: Float64Array) => Float64Array;
  readonly means: readonly Surface[];
  readonly logSds: readonly Surface[];
  /** Covariance in sampling SDs: the correlation within points, and the error of the surfaces. */
  readonly covariance: Float64Array;
}

/** Parts of the points; trials of each are judged by a fit to the others. */
export const FOLDS = 5;
/** Parameters up to which surfaces are of the second degree (assumed: beyond, their coefficients would be too many). */
export const MAX_QUADRATIC = 20;
/** Share of its variance below which a figure is taken as a combination of others, and ridge of the regression in shares of a figure's variance (assumed). */
const DEPENDENT = 1e-8;
const RIDGE = 1e-6;

/** Emulators of a design, one for each part of the points. */
export function emulateDesign(points: readonly DesignPoint[]): FoldEmulator[] {
  const degree = points[0].point.length <= MAX_QUADRATIC ? 2 : 1;
  const isSeen = (place: number, fold: number): boolean => place % FOLDS !== fold;
  const sums = Array.from({ length: FOLDS }, (_, fold) => productSums(points.filter((_point, place) => !isSeen(place, fold))));
  return Array.from({ length: FOLDS }, (_, fold): FoldEmulator => {
    const kept = projection(
      sums.filter((_sum, place) => place !== fold),
      points[0].point.length,
    );
    const at = points.map(({ point, trials }) => ({ point, ...momentsAt(trials.map(kept)), trials: trials.length }));
    const seen = at.filter((_point, place) => isSeen(place, fold));
    const size = seen[0].means.length;
    const places = seen.map(({ point }) => point);
    const figures = Array.from({ length: size }, (_, i) => i);
    const means = fitSurfaces(
      places,
      figures.map((i) => seen.map((each) => each.means[i])),
      degree,
    );
    const logSds = fitSurfaces(
      places,
      figures.map((i) => seen.map((each) => log(each.sds[i]) + logSdBias(each.trials))),
      1,
    );
    const covariance = new Float64Array(size * size);
    const unseen = at.filter((_point, place) => !isSeen(place, fold));
    for (const { correlation } of seen) correlation.forEach((value, place) => (covariance[place] += value / seen.length));
    const within = covariance.slice();
    for (const { point, means: found, trials } of unseen) {
      const misses = means.map((surface, i) => (found[i] - surfaceAt(surface, point)) / exp(surfaceAt(logSds[i], point)));
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          // What chance does to the simulated means themselves is taken out.
          covariance[i * size + j] += (misses[i] * misses[j] - within[i * size + j] / trials) / unseen.length;
    }
    return { kept, means, logSds, covariance };
  });
}

/** Means, SDs and correlations at a point. */
function momentsAt(rows: readonly Float64Array[]): { means: number[]; sds: number[]; correlation: Float64Array } {
  const size = rows[0].length;
  const moments = Array.from({ length: size }, (_, i) => momentsOf(rows.map((row) => row[i])));
  const correlation = new Float64Array(size * size);
  for (const row of rows)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        correlation[i * size + j] +=
          ((row[i] - moments[i].mean) * (row[j] - moments[j].mean)) / ((rows.length - 1) * moments[i].sd * moments[j].sd);
  return { means: moments.map(({ mean }) => mean), sds: moments.map(({ sd }) => sd), correlation };
}

/** Sums of products of figures and parameters over trials: [1, figures, parameters] with each other, the lower triangle. */
function productSums(points: readonly DesignPoint[]): Float64Array {
  const figures = points[0].trials[0].length;
  const size = 1 + figures + points[0].point.length;
  const sums = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1, 0, 1);
  for (const { point, trials } of points) {
    row.set(point, 1 + figures);
    for (const trial of trials) {
      row.set(trial, 1);
      for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) sums[i * size + j] += row[i] * row[j];
    }
  }
  return sums;
}

/**
 * The linear combinations of figures that predict each parameter best (semi-automatic summary statistics), those left out that are combinations of earlier ones.
 * @see Fearnhead & Prangle (2012) Constructing summary statistics for approximate Bayesian computation. J R Stat Soc B 74:419–474, DOI 10.1111/j.1467-9868.2011.01010.x
 */
function projection(sums: readonly Float64Array[], parameters: number): (figures: Float64Array) => Float64Array {
  const all = sums[0].map((_, place) => sums.reduce((total, each) => total + each[place], 0));
  const size = Math.sqrt(all.length);
  const figures = size - 1 - parameters;
  const count = all[0];
  const mean = (i: number): number => all[i * size] / count;
  const covariance = (i: number, j: number): number => all[Math.max(i, j) * size + Math.min(i, j)] / count - mean(i) * mean(j);
  const sds = Float64Array.from({ length: figures }, (_, i) => Math.sqrt(Math.max(0, covariance(1 + i, 1 + i))));
  const matrix = new Float64Array(figures * figures);
  for (let i = 0; i < figures; i++)
    for (let j = 0; j <= i; j++)
      matrix[i * figures + j] = i === j ? 1 + RIDGE : sds[i] > 0 && sds[j] > 0 ? covariance(1 + i, 1 + j) / (sds[i] * sds[j]) : 0;
  const inner = matrix.slice();
  if (factorise(matrix, figures) === 0) throw new RangeError('the figures of the design determine each other');
  const slopes = Array.from({ length: parameters }, (_, parameter) => {
    const slope = Float64Array.from({ length: figures }, (_each, i) =>
      sds[i] > 0 ? covariance(1 + i, 1 + figures + parameter) / sds[i] : 0,
    );
    solve(matrix, figures, slope);
    return slope;
  });
  const chosen = independent(slopes, inner, figures);
  const means = Float64Array.from({ length: figures }, (_, i) => mean(1 + i));
  return (trial) =>
    Float64Array.from(chosen, (slope) => {
      let sum = 0;
      for (let i = 0; i < figures; i++) if (sds[i] > 0) sum += (slope[i] * (trial[i] - means[i])) / sds[i];
      return sum;
    });
}

/** Those combinations that vary beyond what earlier ones say, scaled to variance 1. @param matrix  correlations of the figures, the lower triangle */
function independent(slopes: readonly Float64Array[], matrix: Float64Array, figures: number): Float64Array[] {
  const size = slopes.length;
  const cross = new Float64Array(size * size);
  const times = slopes.map((slope) =>
    slope.map((_, i) => slope.reduce((sum, value, j) => sum + value * matrix[Math.max(i, j) * figures + Math.min(i, j)], 0)),
  );
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) cross[i * size + j] = slopes[i].reduce((sum, value, k) => sum + value * times[j][k], 0);
  const scale = Float64Array.from({ length: size }, (_, i) => cross[i * size + i]);
  const sds = scale.map(Math.sqrt);
  const kept = new Uint8Array(size);
  factoriseIndependent(cross, size, scale, DEPENDENT, kept);
  return slopes.flatMap((slope, i) => (kept[i] === 1 ? [slope.map((value) => value / sds[i])] : []));
}
