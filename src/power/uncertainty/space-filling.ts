import { checkWhole } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import { streamId, Stream } from '../../random/index.ts';

/** Most points, and most parameters of a Latin hypercube (assumed): nobody simulates more scenarios. */
const MAX_POINTS = 10_000_000;

/** How points are spread over ranges of parameters. */
export const samplings = ['lhs', 'sobol'] as const;
export type Sampling = (typeof samplings)[number];

/**
 * Points that fill a cube evenly: a Latin hypercube (`lhs`: each of the `count` slices of every axis holds one point, at a random place in it, the
 * axes paired at random) or a Sobol sequence with a random digital shift (`sobol`: every axis and every pair of neighbouring axes is filled evenly at
 * powers of two).
 *
 * @param count  number of points
 * @param axes  dimensions; at most `MAX_SOBOL_AXES` for a Sobol sequence
 * @param key  root key of the study: the same seed gives the same points
 * @returns one row per point, every coordinate in the open interval (0, 1)
 * @throws RangeError if there are more axes than the sequence has
 * @see McKay, Beckman & Conover (1979) Technometrics 21:239–245, DOI 10.2307/1268522; Joe & Kuo (2008) Constructing Sobol sequences with better
 *   two-dimensional projections. SIAM J Sci Comput 30:2635–2654, DOI 10.1137/070709359
 * @example
 * ```ts
 * import { rootKey } from 'crossover-sim';
 * import { spaceFillingDesign } from 'crossover-sim/power';
 * const points = spaceFillingDesign('sobol', 8, 2, rootKey(1));
 * points.length; // → 8
 * ```
 */
export function spaceFillingDesign(sampling: Sampling, count: number, axes: number, key: Int32Array): number[][] {
  check('sampling', sampling, { oneOf: samplings });
  checkWhole('count', count, 0, MAX_POINTS);
  checkWhole('axes', axes, 0, sampling === 'sobol' ? MAX_SOBOL_AXES : MAX_POINTS);
  check('key', key, 'key');
  return sampling === 'lhs' ? latinHypercube(count, axes, key) : shiftedSobol(count, axes, key);
}

const PLACES = streamId('space-filling');

function latinHypercube(count: number, axes: number, key: Int32Array): number[][] {
  const points = Array.from({ length: count }, () => Array<number>(axes).fill(0));
  const stream = new Stream();
  for (let axis = 0; axis < axes; axis++) {
    stream.startAt(key, 0, axis, PLACES);
    const slices = Array.from({ length: count }, (_, slice) => slice);
    for (let last = count - 1; last > 0; last--) {
      const other = Math.floor(stream.uniform() * (last + 1));
      [slices[last], slices[other]] = [slices[other], slices[last]];
    }
    points.forEach((point, i) => (point[axis] = (slices[i] + stream.uniform()) / count));
  }
  return points;
}

/** Primitive polynomial (degree, inner coefficients) and first direction numbers of every axis after the first, as Joe & Kuo (2008) list them. */
const directionSeeds: readonly { readonly degree: number; readonly inner: number; readonly first: readonly number[] }[] = [
  { degree: 1, inner: 0, first: [1] },
  { degree: 2, inner: 1, first: [1, 3] },
  { degree: 3, inner: 1, first: [1, 3, 1] },
  { degree: 3, inner: 2, first: [1, 1, 1] },
  { degree: 4, inner: 1, first: [1, 1, 3, 3] },
  { degree: 4, inner: 4, first: [1, 3, 5, 13] },
  { degree: 5, inner: 2, first: [1, 1, 5, 5, 17] },
  { degree: 5, inner: 4, first: [1, 1, 5, 5, 5] },
  { degree: 5, inner: 7, first: [1, 1, 7, 11, 19] },
];

export const MAX_SOBOL_AXES = directionSeeds.length + 1;

const BITS = 32;
const UNIT = 1 / 4294967296;

/** Direction numbers of an axis as 32-bit fractions. */
function directions(axis: number): Int32Array {
  const numbers = new Int32Array(BITS);
  if (axis === 0) return numbers.map((_, bit) => 1 << (BITS - 1 - bit));
  const { degree, inner, first } = directionSeeds[axis - 1];
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      numbers[bit] = first[bit] << (BITS - 1 - bit);
      continue;
    }
    let number = numbers[bit - degree] ^ (numbers[bit - degree] >>> degree);
    for (let k = 1; k < degree; k++) if (((inner >> (degree - 1 - k)) & 1) === 1) number ^= numbers[bit - k];
    numbers[bit] = number;
  }
  return numbers;
}

function shiftedSobol(count: number, axes: number, key: Int32Array): number[][] {
  const points = Array.from({ length: count }, () => Array<number>(axes).fill(0));
  for (let axis = 0; axis < axes; axis++) {
    const numbers = directions(axis);
    let place = new Stream().startAt(key, 0, axis, PLACES, 1).bits();
    points.forEach((point, i) => {
      if (i > 0) place ^= numbers[31 - Math.clz32(i & -i)]; // Gray code: the lowest set bit of i names the direction
      point[axis] = ((place >>> 0) + 0.5) * UNIT;
    });
  }
  return points;
}
