import { log, pow } from '../../elementary/index.ts';
import { factorise, invert } from '../../statistics/linear-algebra/cholesky.ts';
import { momentsOf, surfaceAt, type Point, type Surface } from './surface.ts';

/**
 * How the error of surfaces grows from the middle of the points outwards: its variance at z is g(z) times the mean one, g = scale · (c + d²/k)^power, where d is the
 * Mahalanobis distance of z from the points and k the number of parameters.
 */
export interface ErrorGrowth {
  /** c + d²/k. */
  readonly distance: Surface;
  readonly power: number;
  /** Such that g is 1 on average over the points. */
  readonly scale: number;
}

/** Squared errors of one figure or table at the points, what chance does to the simulated values among them, and the expected share of chance. */
export interface SquaredErrors {
  readonly squares: readonly number[];
  readonly noise: readonly number[];
}

/** c: squared distance below which the error hardly falls, in parameters (assumed; points of few parameters come nearer to the middle than this). */
const NEAR = 1;
/** Powers that are tried: surfaces of the second degree miss terms of the third, whose square has power 3 (assumed). */
const POWERS = Array.from({ length: 13 }, (_, step) => step / 2);

/** Half of the 95 % quantile of χ² with one degree of freedom. */
const SUPPORT = 1.92;

/** g at a point. */
export function errorGrowthAt({ distance, power, scale }: ErrorGrowth, z: Point): number {
  return scale * pow(surfaceAt(distance, z), power);
}

/**
 * The least power whose likelihood is not 1.92 units of the logarithm below the best (Wilks 1938: the end of a 95 % interval), with errors normal of variance v g + noise and v of each figure
 * the mean of (square − noise)/g. The least one, because errors of figures at the same point are not independent, and an error that is taken too small in the middle does more harm.
 */
export function errorGrowth(points: readonly Point[], errors: readonly SquaredErrors[]): ErrorGrowth {
  const distance = distanceFrom(points);
  const distances = points.map((z) => surfaceAt(distance, z));
  const tried = POWERS.map((power) => {
    const raw = distances.map((each) => pow(each, power));
    const scale = raw.length / raw.reduce((sum, value) => sum + value, 0);
    const growth = raw.map((value) => scale * value);
    let likelihood = 0;
    for (const { squares, noise } of errors) {
      const variance = meanExcess({ squares, noise }, growth);
      squares.forEach((square, i) => {
        const expected = variance * growth[i] + noise[i];
        likelihood -= (log(expected) + square / expected) / 2;
      });
    }
    return { power, scale, likelihood };
  });
  const best = tried.reduce((most, { likelihood }) => Math.max(most, likelihood), -Infinity);
  const { power, scale } = tried.find(({ likelihood }) => likelihood >= best - SUPPORT) ?? tried[0];
  return { distance, power, scale };
}

function meanExcess({ squares, noise }: SquaredErrors, growth: readonly number[]): number {
  const sum = squares.reduce((total, square, i) => total + (square - noise[i]) / growth[i], 0);
  return Math.max(0, sum / squares.length);
}

/** c + d²/k as a surface; directions in which the points do not differ count as those of SD 1e-3. */
function distanceFrom(points: readonly Point[]): Surface {
  const size = points[0].length;
  const centre = Array.from({ length: size }, (_, i) => momentsOf(points.map((z) => z[i])).mean);
  const covariance = new Float64Array(size * size);
  for (const z of points)
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) covariance[i * size + j] += ((z[i] - centre[i]) * (z[j] - centre[j])) / points.length;
  for (let i = 0; i < size; i++) covariance[i * size + i] += 1e-6;
  const square = new Float64Array(size * size);
  if (factorise(covariance, size) === 0) throw new RangeError('the points of an emulator do not determine its coefficients');
  invert(covariance, size, square, new Float64Array(size * size));
  square.forEach((value, place) => (square[place] = value / size));
  const linear = Float64Array.from(
    { length: size },
    (_, i) => -2 * centre.reduce((sum, value, j) => sum + square[i * size + j] * value, 0),
  );
  return { constant: NEAR - centre.reduce((sum, value, i) => sum + (value * linear[i]) / 2, 0), linear, square };
}
