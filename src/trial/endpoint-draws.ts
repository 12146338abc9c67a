import { gaussianEndpoints, type EndpointCorrelation, type GaussianModel } from '../outcomes/parameters.ts';
import { TrialDraws } from '../random/trial-draws.ts';

/** Which correlation of two endpoints is meant. */
export type CorrelationLevel = 'between' | 'within';

/**
 * Lower triangular factor L of the endpoints' correlation matrix C = L Lᵀ, by rows; undefined where C is not positive definite.
 * @see Golub & Van Loan (2013) Matrix Computations, 4th ed., §4.2
 */
export function correlationFactor(
  names: readonly string[],
  correlations: readonly EndpointCorrelation[],
  level: CorrelationLevel,
): Float64Array | undefined {
  const size = names.length;
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = row === column ? 1 : correlationOf(names[row], names[column], correlations, level);
      for (let k = 0; k < column; k++) rest -= factor[row * size + k] * factor[column * size + k];
      if (row > column) factor[row * size + column] = rest / factor[column * size + column];
      else if (rest > 1e-12) factor[row * size + row] = Math.sqrt(rest);
      else return undefined;
    }
  }
  return factor;
}

/** The correlation of two endpoints, 0 where it is not named. */
export function correlationOf(one: string, other: string, correlations: readonly EndpointCorrelation[], level: CorrelationLevel): number {
  const found = correlations.find(({ of }) => of.includes(one) && of.includes(other) && one !== other);
  return found?.[level] ?? 0;
}

/** Standard normal numbers of a trial by endpoint: each patient's own, then one a period; of several endpoints correlated as declared. */
export class EndpointDraws {
  readonly #streams: readonly TrialDraws[];
  readonly #normals: Float64Array[];
  readonly #perPatient: number;
  readonly #between: Float64Array | undefined;
  readonly #within: Float64Array | undefined;

  /**
   * @param purpose  of the streams, of which every endpoint has one   @param perPatient  numbers of one patient and endpoint
   * @throws RangeError if the correlations are those of no distribution
   */
  constructor(model: GaussianModel, key: Int32Array, purpose: number, patients: number, perPatient: number) {
    const names = [...gaussianEndpoints(model).keys()];
    const { correlations = [] } = model;
    this.#perPatient = perPatient;
    const count = patients * perPatient;
    this.#streams = names.map((_, index) => new TrialDraws({ key, purpose, index, distribution: 'normals', count }));
    this.#normals = names.map(() => new Float64Array(names.length === 1 ? 0 : count));
    this.#between = correlationFactor(names, correlations, 'between');
    this.#within = correlationFactor(names, correlations, 'within');
    if (this.#between === undefined || this.#within === undefined)
      throw new RangeError('no distribution has these correlations of the endpoints: the matrix is not positive definite');
  }

  /** Numbers of an endpoint, by its position. */
  of(position: number): Float64Array {
    return this.#normals[position];
  }

  /** Draws the numbers of a trial. */
  draw(replicate: number): void {
    if (this.#streams.length === 1) {
      this.#normals[0] = this.#streams[0].of(replicate);
      return;
    }
    this.#normals.forEach((normals, position) => normals.set(this.#streams[position].of(replicate)));
    // From the last endpoint up, so that each row takes the numbers of those before it as they were drawn.
    for (let position = this.#normals.length - 1; position > 0; position--) this.#correlate(position);
  }

  #correlate(position: number): void {
    const size = this.#normals.length;
    const perPatient = this.#perPatient;
    const own = this.#normals[position];
    for (let place = 0; place < own.length; place++) {
      const factor = place % perPatient === 0 ? this.#between : this.#within;
      if (factor === undefined) return;
      let sum = factor[position * size + position] * own[place];
      for (let k = 0; k < position; k++) sum += factor[position * size + k] * this.#normals[k][place];
      own[place] = sum;
    }
  }
}
