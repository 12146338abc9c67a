import { type Shape, check } from '../../arguments/shape.ts';
import { streamId, rootKey, Stream } from '../../random/index.ts';
import { factorise } from '../../statistics/linear-algebra/cholesky.ts';
import { normalCdf } from '../../statistics/distributions/normal.ts';
import { checkPrior, priorQuantile, supportShape, type Prior, type Support } from './prior.ts';

/** A parameter whose value is not known. */
export interface UncertainParameter {
  readonly path: string;
  readonly prior: Prior;
  /** What the parameter may be. */
  readonly support: Support;
  readonly integer: boolean;
}

/** Correlation of two parameters on the normal scale. */
export interface PriorCorrelation {
  readonly of: readonly [string, string];
  readonly value: number;
}

/** Values of all uncertain parameters, and the weight of that combination; weights add up to 1. */
export interface PriorDraw {
  readonly weight: number;
  readonly set: Readonly<Record<string, number>>;
}

/** What is not known about a study: priors to draw from, or combinations with their weights, or both where they are of different parameters. */
export interface Uncertainty {
  readonly parameters: readonly UncertainParameter[];
  readonly correlations: readonly PriorCorrelation[];
  /** Combinations of values; each is joined with a draw from the priors, of which it is independent. */
  readonly joint?: readonly PriorDraw[];
  readonly draws: number;
}

/**
 * The combinations of an uncertainty: all that there are, or draws from its priors.
 *
 * @param seed  of the study
 * @example
 * ```ts
 * import { drawsOf } from 'crossover-sim/power';
 * const difference = {
 *   path: 'gaussian.difference',
 *   prior: { distribution: 'normal', mean: 3, sd: 1 },
 *   support: { min: 0, max: 10 },
 *   integer: false,
 * } as const;
 * const draws = drawsOf({ parameters: [difference], correlations: [], draws: 50 }, '1');
 * draws.length; // → 50
 * draws[0].weight; // → 0.02
 * ```
 */
export function drawsOf(uncertainty: Uncertainty, seed: string): readonly PriorDraw[] {
  check('uncertainty', uncertainty, uncertaintyShape);
  check('seed', seed, 'text');
  const { parameters, correlations, joint, draws } = uncertainty;
  const key = rootKey(seed);
  if (joint === undefined) return priorDraws(parameters, correlations, draws, key);
  if (parameters.length === 0) return joint;
  const beside = priorDraws(parameters, correlations, joint.length, key);
  return joint.map(({ weight, set }, place) => ({ weight, set: { ...beside[place].set, ...set } }));
}

/** A parameter whose value is not known. */
export const uncertainParameterShape: Shape = { fields: { path: 'word', prior: checkPrior, support: supportShape, integer: 'boolean' } };

const uncertaintyShape: Shape = {
  fields: {
    parameters: { list: uncertainParameterShape },
    correlations: { list: { fields: { of: { list: 'word', length: 2 }, value: 'finite' } } },
    'joint?': { list: { fields: { weight: 'amount', set: { record: 'finite' } } }, least: 1 },
    draws: 'size',
  },
};

/**
 * Draws from a joint prior: marginal distributions held together by a normal copula, x = F⁻¹(Φ(L z)) with L Lᵀ the correlation matrix and z independent
 * standard normal, one of a stream of its own for each path. Draw number `d` is the same however many draws are asked for, and gives a value without correlations the same place in its
 * prior whatever other values are uncertain.
 *
 * @param key  root key of the study
 * @throws RangeError if the correlations are those of no distribution
 * @see Nelsen (2006) An introduction to copulas, 2nd ed., DOI 10.1007/0-387-28678-0
 */
export function priorDraws(
  parameters: readonly UncertainParameter[],
  correlations: readonly PriorCorrelation[],
  count: number,
  key: Int32Array,
): PriorDraw[] {
  const size = parameters.length;
  const factor = copulaFactor(parameters, correlations);
  const stream = new Stream();
  const normals = new Float64Array(size);
  const purposes = parameters.map(({ path }) => streamId(`prior ${path}`));
  return Array.from({ length: count }, (_, draw) => {
    for (let row = 0; row < size; row++) normals[row] = stream.startAt(key, draw, 0, purposes[row]).normal();
    const set = parameters.map(({ path, prior, support, integer }, row) => {
      let place = 0;
      for (let column = 0; column <= row; column++) place += factor[row * size + column] * normals[column];
      const value = priorQuantile(prior, normalCdf(place), support);
      return [path, integer ? Math.round(value) : value] as const;
    });
    return { weight: 1 / count, set: Object.fromEntries(set) };
  });
}

/** Lower triangular factor of the correlation matrix, by rows. @throws RangeError if the matrix is not positive definite */
export function copulaFactor(
  parameters: readonly Pick<UncertainParameter, 'path'>[],
  correlations: readonly PriorCorrelation[],
): Float64Array {
  const size = parameters.length;
  const place = (path: string): number => parameters.findIndex((parameter) => parameter.path === path);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  for (const { of, value } of correlations) {
    const [row, column] = of.map(place);
    matrix[row * size + column] = value;
    matrix[column * size + row] = value;
  }
  if (size > 0 && factorise(matrix, size, 1e-12) === 0)
    throw new RangeError('no distribution has these correlations: the matrix is not positive definite');
  return matrix;
}
