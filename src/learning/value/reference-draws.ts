import { factorise } from '../../statistics/linear-algebra/cholesky.ts';
import { normalCdf, normalQuantile } from '../../statistics/distributions/normal.ts';
import { squared, pow } from '../../elementary/index.ts';
import { priorDraws, type PriorDraw, type Uncertainty } from '../../power/uncertainty/prior-draws.ts';
import { rootKey, Stream, streamId } from '../../random/index.ts';

/** Values of the uncertain parameters, by path. */
export type DrawnValues = Readonly<Record<string, number>>;

const PLACE = streamId('place of a joint draw');
const KERNEL = streamId('kernel of a joint draw');

/**
 * As many draws of equal weight from what is not known about a study as are asked for. Draw number `d` is the same however many are asked for.
 *
 * Combinations that are a sample, as those of a posterior, are smoothed, so that what lies between them counts too: their normal scores z (of the ranks) become mean-preserving kernels,
 * z* = √(1 − h²) z + h L ε with L Lᵀ the correlation matrix of the scores and h = (4 / ((k + 2) n))^(1/(k + 4)), and go back to values by the quantiles of the sample. Each parameter keeps
 * its own distribution and its range, and correlations stay as they are. Combinations that are all there are are drawn as they are.
 *
 * @param isSample  whether the combinations, where there are any, are a sample
 * @see Silverman (1986) Density estimation for statistics and data analysis, §6.4; Liu & West (2001), in Sequential Monte Carlo methods in practice, DOI 10.1007/978-1-4757-3437-9_10
 */
export function referenceDraws(uncertainty: Uncertainty, isSample: boolean, count: number, seed: string): DrawnValues[] {
  const { parameters, correlations, joint } = uncertainty;
  const key = rootKey(seed);
  const beside = priorDraws(parameters, correlations, count, key);
  if (joint === undefined) return beside.map(({ set }) => set);
  const drawn = isSample ? smoothed(joint, count, key) : chosen(joint, count, key).map((place) => joint[place].set);
  return drawn.map((set, place) => ({ ...beside[place].set, ...set }));
}

/** Combinations drawn by their weights, their places. */
function chosen(joint: readonly PriorDraw[], count: number, key: Int32Array): number[] {
  const stream = new Stream();
  let sum = 0;
  const upTo = joint.map(({ weight }) => (sum += weight));
  return Array.from({ length: count }, (_, draw) => {
    const at = sum * stream.startAt(key, draw, 0, PLACE).uniform();
    const place = upTo.findIndex((each) => at < each);
    return place < 0 ? joint.length - 1 : place;
  });
}

function smoothed(joint: readonly PriorDraw[], count: number, key: Int32Array): DrawnValues[] {
  const paths = Object.keys(joint[0].set);
  const [size, sample] = [paths.length, joint.length];
  const columns = paths.map((path) => joint.map(({ set }) => set[path]));
  const sorted = columns.map((values) => [...values].sort((a, b) => a - b));
  const whole = columns.map((values) => values.every(Number.isInteger));
  const scores = columns.map((values, place) => values.map((value) => normalQuantile(middleOf(sorted[place], value) / sample)));
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) factor[i * size + j] = i === j ? 1 : correlationOf(scores[i], scores[j]);
  const width = factorise(factor, size, 1e-9) === 0 ? 0 : pow(4 / ((size + 2) * sample), 1 / (size + 4));
  const kept = Math.sqrt(1 - squared(width));
  const stream = new Stream();
  const normals = new Float64Array(size);
  return chosen(joint, count, key).map((centre, draw) => {
    stream.startAt(key, draw, 0, KERNEL);
    for (let row = 0; row < size; row++) normals[row] = stream.normal();
    const values = paths.map((path, row): [string, number] => {
      let moved = kept * scores[row][centre];
      for (let column = 0; column <= row; column++) moved += width * factor[row * size + column] * normals[column];
      const value = quantileOf(sorted[row], normalCdf(moved));
      return [path, whole[row] ? Math.round(value) : value];
    });
    return Object.fromEntries(values);
  });
}

/** Numbers below a value, and half of those equal to it. */
function middleOf(sorted: readonly number[], value: number): number {
  const below = sorted.findIndex((each) => each >= value);
  const equal = sorted.findLastIndex((each) => each <= value) - below + 1;
  return below + equal / 2;
}

function quantileOf(sorted: readonly number[], p: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, p * sorted.length - 0.5));
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

function correlationOf(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, place) => sum + value * b[place], 0);
  const size = Math.sqrt(dot(one, one) * dot(other, other));
  return size > 0 ? dot(one, other) / size : 0;
}
