import { exp, log1p, squared } from '../../elementary/index.ts';
import { factorise, solve } from '../../statistics/linear-algebra/cholesky.ts';

/** A polynomial of the second degree in the parameters: constant + linear · z + zᵀ square z. */
export interface Surface {
  readonly constant: number;
  readonly linear: Float64Array;
  /** Symmetric, size × size. */
  readonly square: Float64Array;
}

/** A point of the parameters, as normal scores of their priors. */
export type Point = readonly number[] | Float64Array;

/** Ridge as a share of the diagonal, so that directions in which the points do not differ are left at 0 (assumed; below what double precision resolves else). */
const RIDGE = 1e-11;
/** Weight of the penalty on the squared coefficients of a logit, in patients (assumed: nothing beside the hundreds that are simulated). */
const LOGIT_PENALTY = 0.1;
const LOGIT_STEPS = 30;

/** Value of a surface at a point. */
export function surfaceAt({ constant, linear, square }: Surface, z: Point): number {
  const size = linear.length;
  let sum = constant;
  for (let i = 0; i < size; i++) {
    let row = linear[i];
    for (let j = 0; j < size; j++) row += square[i * size + j] * z[j];
    sum += row * z[i];
  }
  return sum;
}

/** Value of a surface at a point; its gradient goes to `target` from `from` on. */
export function surfaceWithGradient({ constant, linear, square }: Surface, z: Point, target: Float64Array, from: number): number {
  const size = linear.length;
  let sum = constant;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0, at = i * size; j < size; j++, at++) row += square[at] * z[j];
    sum += (linear[i] + row) * z[i];
    target[from + i] = linear[i] + 2 * row;
  }
  return sum;
}

/** Adds `factor` times a gradient kept in `slopes` from `from` on to `target`. */
export function addSlope(slopes: Float64Array, from: number, factor: number, target: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * slopes[from + i];
}

/** The surface of the negative value. */
export function negated({ constant, linear, square }: Surface): Surface {
  return { constant: -constant, linear: linear.map((slope) => -slope), square: square.map((slope) => -slope) };
}

/** How many coefficients a surface of so many parameters has. */
export function coefficientCount(size: number, degree: 1 | 2 = 2): number {
  return 1 + size + (degree === 2 ? (size * (size + 1)) / 2 : 0);
}

/**
 * The surface nearest to values at points, by least squares; it meets a polynomial of its degree up to rounding.
 * @param points  at least as many as there are coefficients
 */
export function fitSurface(points: readonly Point[], values: readonly number[], degree: 1 | 2 = 2): Surface {
  return fitSurfaces(points, [values], degree)[0];
}

/** Surfaces of several figures at the same points, each as `fitSurface` has it. */
export function fitSurfaces(points: readonly Point[], figures: readonly (readonly number[])[], degree: 1 | 2 = 2): Surface[] {
  const size = points[0].length;
  const rows = points.map((z) => termsOf(z, degree));
  const fitted = weighted(
    rows,
    figures,
    rows.map(() => 1),
    0,
  );
  return fitted.map((coefficients) => surfaceOf(coefficients, size, degree));
}

/**
 * The surface of the logit of a probability, by weakly penalised maximum likelihood of binomial counts at points (iteratively reweighted least squares).
 * @see McCullagh & Nelder (1989) Generalized Linear Models, 2nd ed., §4.4
 */
export function fitLogit(points: readonly Point[], counts: readonly number[], sizes: readonly number[]): Surface {
  const size = points[0].length;
  const rows = points.map((z) => termsOf(z, 2));
  // One patient more over all the points, half of whom has the event: a logit is finite where nobody has it.
  const events = counts.map((count) => count + 0.5 / points.length);
  const totals = sizes.map((total) => total + 1 / points.length);
  let coefficients: Float64Array = new Float64Array(rows[0].length);
  for (let step = 0; step < LOGIT_STEPS; step++) {
    const logits = rows.map((row) => Math.max(-30, Math.min(30, product(row, coefficients))));
    const shares = logits.map(sigmoid);
    const weights = shares.map((p, i) => Math.max(1e-9, totals[i] * p * (1 - p)));
    const working = logits.map((logit, i) => logit + (events[i] - totals[i] * shares[i]) / weights[i]);
    const [next] = weighted(rows, [working], weights, LOGIT_PENALTY);
    const moved = next.reduce((most, value, i) => Math.max(most, Math.abs(value - coefficients[i])), 0);
    // Long steps are cut: far from the optimum the quadratic approximation overshoots.
    const share = moved > 3 ? 3 / moved : 1;
    coefficients = next.map((value, i) => coefficients[i] + share * (value - coefficients[i]));
    if (moved < 1e-8) break;
  }
  return surfaceOf(coefficients, size, 2);
}

/** 1/(1 + e^−x). */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

/** log of `sigmoid`. */
export function logSigmoid(x: number): number {
  return x >= 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}

function termsOf(z: Point, degree: 1 | 2): Float64Array {
  const terms = new Float64Array(coefficientCount(z.length, degree));
  terms[0] = 1;
  let place = 1;
  for (const value of z) terms[place++] = value;
  if (degree === 2) for (let i = 0; i < z.length; i++) for (let j = 0; j <= i; j++) terms[place++] = z[i] * z[j];
  return terms;
}

function surfaceOf(coefficients: Float64Array, size: number, degree: 1 | 2): Surface {
  const square = new Float64Array(size * size);
  let place = 1 + size;
  if (degree === 2)
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++, place++) {
        square[i * size + j] += coefficients[place] / 2;
        square[j * size + i] += coefficients[place] / 2;
      }
  return { constant: coefficients[0], linear: coefficients.slice(1, 1 + size), square };
}

/** Weighted least squares with a penalty on all coefficients but the constant, of each of several lists of values at the same points. */
function weighted(
  rows: readonly Float64Array[],
  figures: readonly (readonly number[])[],
  weights: readonly number[],
  penalty: number,
): Float64Array[] {
  const size = rows[0].length;
  const matrix = new Float64Array(size * size);
  const rights = figures.map(() => new Float64Array(size));
  rows.forEach((row, at) => {
    for (let i = 0; i < size; i++) {
      const scaled = weights[at] * row[i];
      for (let figure = 0; figure < figures.length; figure++) rights[figure][i] += scaled * figures[figure][at];
      for (let j = 0; j <= i; j++) matrix[i * size + j] += scaled * row[j];
    }
  });
  for (let i = 0; i < size; i++) matrix[i * size + i] += RIDGE * matrix[i * size + i] + 1e-300 + (i === 0 ? 0 : penalty);
  if (factorise(matrix, size) === 0) throw new RangeError('the points of an emulator do not determine its coefficients');
  for (const right of rights) solve(matrix, size, right);
  return rights;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Mean and standard deviation of numbers. */
export function momentsOf(values: readonly number[] | Float64Array): { readonly mean: number; readonly sd: number } {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let squares = 0;
  for (const value of values) squares += squared(value - mean);
  return { mean, sd: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}

/** By how much the logarithm of the SD of so many normal numbers is too small on average, from −½ (ψ(ν/2) − log(ν/2)) with ν = n − 1, up to terms in ν⁻⁴. */
export function logSdBias(numbers: number): number {
  const df = numbers - 1;
  return 1 / (2 * df) + 1 / (6 * squared(df));
}
