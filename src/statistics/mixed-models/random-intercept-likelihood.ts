import { exp, log, squared } from '../../elementary/index.ts';
import { factorise, invertFactor } from '../linear-algebra/cholesky.ts';
import { mirror } from '../linear-algebra/symmetric-products.ts';
import type { SubjectSums } from './subject-sums.ts';

/**
 * Profiled restricted likelihood of the model with one random intercept per subject, y = Xβ + bᵢ + e, as a function of one number.
 *
 *     V/σ² = I + λJ for each subject, λ = σ²_subject/σ²,   u = log(1 + Mλ) with M the largest number of observations of a subject
 *     −2 log L = (N − p)(log 2πσ̂² + 1) + Σ log(1 + mᵢλ) + log|Xᵀ(V/σ²)⁻¹X|,   σ̂² = residual squares/(N − p)
 *
 * Everything follows from three matrices of the [X y] columns, with eₘ = 1/(1 + mλ):
 *
 *     Z(u) = within + Σ eₘ between[m] = LLᵀ      D = −dZ/dλ = Σ m eₘ² between[m]      H = ½ d²Z/dλ² = Σ m² eₘ³ between[m]
 *
 * u = 0 is λ = 0; u < 0 is a negative covariance within subjects.
 * @see Harville (1977) J Am Stat Assoc 72:320–338, DOI 10.1080/01621459.1977.10480998; Bates et al. (2015) J Stat Softw 67(1), DOI 10.18637/jss.v067.i01
 */
export class RandomInterceptLikelihood {
  /** λ of the last evaluation. */
  ratio = 0;
  /** First and second derivative of −2 log L in u; the second is of the last `evaluate`. */
  slope = 0;
  curvature = 0;
  /** σ̂² */
  residualVariance = 0;
  /** Factor of Z(u), X before y; its inverse; lower triangles. */
  factor = new Float64Array(0);
  inverse = new Float64Array(0);
  /** L⁻¹DL⁻ᵀ and H (lower triangles) of the last `evaluate`. */
  turned = new Float64Array(0);
  second = new Float64Array(0);
  /** Σ mᵢeᵢ and Σ mᵢ²eᵢ² over the subjects; the trace of L⁻¹DL⁻ᵀ without y, and its sum of squares; the trace of L⁻¹HL⁻ᵀ without y, and its element of y. */
  firstSum = 0;
  secondSum = 0;
  turnedTrace = 0;
  turnedSquares = 0;
  secondTrace = 0;
  secondResidual = 0;
  #first = new Float64Array(0);
  #sums: SubjectSums | undefined;

  /** Evaluates at u. Returns false where the matrix is not positive definite. */
  evaluate(sums: SubjectSums, u: number): boolean {
    if (!this.#factorise(sums, u)) return false;
    const { width, observations, largestSize } = sums;
    const { turned, second, inverse } = this;
    const x = width - 1;
    const df = observations - x;
    congruence(inverse, this.#first, width, turned);
    let trace = 0;
    let squares = 0;
    let secondTrace = 0;
    let pull = 0;
    for (let i = 0, row = 0; i < x; i++, row += width) {
      let across = 0;
      for (let j = 0; j < i; j++) across += squared(turned[row + j]);
      trace += turned[row + i];
      squares += 2 * across + squared(turned[row + i]);
      secondTrace += formOfRow(second, inverse, i, width);
      pull += squared(turned[x * width + i]);
    }
    const residual = turned[x * width + x];
    this.turnedTrace = trace;
    this.turnedSquares = squares;
    this.secondTrace = secondTrace;
    this.secondResidual = formOfRow(second, inverse, x, width);
    const slope = this.firstSum - trace - df * residual;
    const curvature = 2 * secondTrace - this.secondSum - squares + df * (2 * (this.secondResidual - pull) - residual * residual);
    const step = (1 + largestSize * this.ratio) / largestSize;
    this.slope = slope * step;
    this.curvature = curvature * step * step + this.slope;
    return true;
  }

  /** The slope alone. */
  evaluateSlope(sums: SubjectSums, u: number): boolean {
    if (!this.#factorise(sums, u)) return false;
    const { width, observations, largestSize } = sums;
    const x = width - 1;
    let slope = this.firstSum - (observations - x) * formOfRow(this.#first, this.inverse, x, width);
    for (let i = 0; i < x; i++) slope -= formOfRow(this.#first, this.inverse, i, width);
    this.slope = (slope * (1 + largestSize * this.ratio)) / largestSize;
    return true;
  }

  /** −2 log L at the last evaluation. */
  get deviance(): number {
    const sums = this.#sums;
    if (sums === undefined) return NaN;
    const { width, observations, largestSize, sizes } = sums;
    const x = width - 1;
    let logs = 0;
    for (let i = 0; i < x; i++) logs += log(this.factor[i * width + i]);
    let deviance = (observations - x) * (log(2 * Math.PI * this.residualVariance) + 1) + 2 * logs;
    for (let m = 1; m <= largestSize; m++) if (sizes[m] > 0) deviance += sizes[m] * log(1 + m * this.ratio);
    return deviance;
  }

  /** Z(u), its factor and the inverse of that; D, H and the sums over subjects. */
  #factorise(sums: SubjectSums, u: number): boolean {
    const { width, largestSize, observations } = sums;
    this.#sums = sums;
    this.#reserve(width);
    this.ratio = (exp(u) - 1) / largestSize;
    this.#assemble(sums);
    const { factor } = this;
    if (factorise(factor, width) === 0) return false;
    invertFactor(factor, width, this.inverse);
    this.residualVariance = squared(factor[width * width - 1]) / (observations - width + 1);
    return true;
  }

  #assemble({ width, within, between, largestSize, sizes }: SubjectSums): void {
    const { factor, second, ratio } = this;
    const first = this.#first;
    const square = width * width;
    for (let i = 0; i < square; i++) {
      factor[i] = within[i];
      first[i] = 0;
      second[i] = 0;
    }
    this.firstSum = 0;
    this.secondSum = 0;
    for (let m = 1; m <= largestSize; m++) {
      const count = sizes[m];
      if (count === 0) continue;
      const e = 1 / (1 + m * ratio);
      const me = m * e;
      this.firstSum += count * me;
      this.secondSum += count * me * me;
      const matrix = between[m];
      const firstWeight = me * e;
      const secondWeight = me * firstWeight;
      for (let i = 0, row = 0; i < width; i++, row += width) {
        for (let place = row; place <= row + i; place++) {
          const value = matrix[place];
          factor[place] += e * value;
          first[place] += firstWeight * value;
          second[place] += secondWeight * value;
        }
      }
    }
    mirror(first, width);
  }

  #reserve(width: number): void {
    const square = width * width;
    if (this.factor.length >= square) return;
    this.factor = new Float64Array(square);
    this.inverse = new Float64Array(square);
    this.turned = new Float64Array(square);
    this.second = new Float64Array(square);
    this.#first = new Float64Array(square);
  }
}

let column = new Float64Array(64);

/** Lower triangle of K A Kᵀ for a lower triangular K and a symmetric A, both triangles. */
function congruence(k: Float64Array, a: Float64Array, n: number, target: Float64Array): void {
  if (n > column.length) column = new Float64Array(n);
  for (let i = 0, row = 0; i < n; i++, row += n) {
    for (let c = 0; c <= i; c++) {
      let sum = 0;
      for (let d = 0, from = c * n; d <= i; d++) sum += k[row + d] * a[from + d];
      column[c] = sum;
    }
    for (let j = 0, from = 0; j <= i; j++, from += n) {
      let sum = 0;
      for (let c = 0; c <= j; c++) sum += column[c] * k[from + c];
      target[row + j] = sum;
    }
  }
}

/** kᵀAk for row i of a lower triangular K. */
function formOfRow(a: Float64Array, k: Float64Array, i: number, n: number): number {
  const row = i * n;
  let form = 0;
  for (let c = 0, from = 0; c <= i; c++, from += n) {
    let sum = 0.5 * a[from + c] * k[row + c];
    for (let d = 0; d < c; d++) sum += a[from + d] * k[row + d];
    form += 2 * sum * k[row + c];
  }
  return form;
}
