import { gaussianEndpoints, type EndpointCorrelation, type GaussianModel } from '../outcomes/parameters.ts';

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

/** Correlates the standard normal numbers of several endpoints as declared: each patient's own, then one a period. */
export class EndpointCorrelations {
  readonly #perPatient: number;
  readonly #between: Float64Array | undefined;
  readonly #within: Float64Array | undefined;

  /**
   * @param perPatient  numbers of one patient and endpoint
   * @throws RangeError if the correlations are those of no distribution
   */
  constructor(model: GaussianModel, perPatient: number) {
    const names = [...gaussianEndpoints(model).keys()];
    const { correlations = [] } = model;
    this.#perPatient = perPatient;
    this.#between = correlationFactor(names, correlations, 'between');
    this.#within = correlationFactor(names, correlations, 'within');
    if (this.#between === undefined || this.#within === undefined)
      throw new RangeError('no distribution has these correlations of the endpoints: the matrix is not positive definite');
  }

  /** @param normals  independent numbers by endpoint, which become correlated   @param trials  how many stand side by side in each place */
  correlate(normals: readonly Float64Array[], trials = 1): void {
    // From the last endpoint up, so that each row takes the numbers of those before it as they were drawn.
    for (let position = normals.length - 1; position > 0; position--) this.#correlate(position, normals, trials);
  }

  #correlate(position: number, normals: readonly Float64Array[], trials: number): void {
    const size = normals.length;
    const perPatient = this.#perPatient * trials;
    const own = normals[position];
    for (let place = 0; place < own.length; place++) {
      const factor = place % perPatient < trials ? this.#between : this.#within;
      if (factor === undefined) return;
      let sum = factor[position * size + position] * own[place];
      for (let k = 0; k < position; k++) sum += factor[position * size + k] * normals[k][place];
      own[place] = sum;
    }
  }
}
