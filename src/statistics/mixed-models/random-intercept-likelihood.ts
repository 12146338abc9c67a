import { exp, log, squared } from '../../elementary/index.ts';
import { factorise, invertFactor } from '../linear-algebra/cholesky.ts';
import type { SubjectSums } from './subject-sums.ts';

/**
 * Profiled restricted likelihood of the model with one random intercept per subject, y = Xβ + bᵢ + e, as a function of one number.
 *
 *     V/σ² = I + λJ for each subject, λ = σ²_subject/σ²,   u = log(1 + Mλ) with M the largest number of observations of a subject
 *     −2 log L = (N − p)(log 2πσ̂² + 1) + Σ log(1 + mᵢλ) + log|Xᵀ(V/σ²)⁻¹X|,   σ̂² = residual squares/(N − p)
 *
 * Everything follows from the factor L of the [X y] matrix Z(u) = within + Σ eₘ between[m], eₘ = 1/(1 + mλ), and from the between matrices
 * in its basis, L⁻¹ between[m] L⁻ᵀ (`spread`). u = 0 is λ = 0; u < 0 is a negative covariance within subjects.
 * @see Harville (1977) J Am Stat Assoc 72:320–338, DOI 10.1080/01621459.1977.10480998; Bates et al. (2015) J Stat Softw 67(1), DOI 10.18637/jss.v067.i01
 */
export class RandomInterceptLikelihood {
  /** λ of the last evaluation. */
  ratio = 0;
  /** −2 log L. */
  deviance = 0;
  /** Its first and second derivative in u. */
  slope = 0;
  curvature = 0;
  /** σ̂² */
  residualVariance = 0;
  /** Factor of Z(u), X before y; its inverse; lower triangles. */
  factor = new Float64Array(0);
  inverse = new Float64Array(0);
  /** L⁻¹ between[m] L⁻ᵀ by m, lower triangles. */
  spread: Float64Array[] = [];
  #work = new Float64Array(0);

  /** Evaluates at u. Returns false where the matrix is not positive definite. */
  evaluate(sums: SubjectSums, u: number): boolean {
    const { width, between, largestSize, sizes, observations } = sums;
    this.#reserve(width, between.length);
    const { factor, inverse } = this;
    const growth = exp(u);
    const ratio = (growth - 1) / largestSize;
    this.ratio = ratio;
    this.#assemble(sums, ratio);
    if (factorise(factor, width) === 0) return false;
    invertFactor(factor, width, inverse);
    const x = width - 1;
    const last = x * width + x;
    const df = observations - x;
    let logs = 0;
    for (let i = 0; i < x; i++) logs += log(factor[i * width + i]);
    this.residualVariance = squared(factor[last]) / df;
    this.deviance = df * (log(2 * Math.PI * this.residualVariance) + 1) + 2 * logs;
    let first = 0;
    let second = 0;
    const slopes = this.#work.fill(0, 0, width * width);
    for (let m = 1; m <= largestSize; m++) {
      if (sizes[m] === 0) continue;
      const e = 1 / (1 + m * ratio);
      const change = m * e * e;
      const bend = 2 * m * m * e * e * e;
      const spread = this.spread[m];
      congruence(inverse, between[m], width, spread);
      for (let i = 0; i < x; i++) {
        first -= change * spread[i * width + i];
        second += bend * spread[i * width + i];
        for (let j = 0; j <= i; j++) slopes[i * width + j] += change * spread[i * width + j];
      }
      for (let j = 0; j < width; j++) slopes[x * width + j] += change * spread[x * width + j];
      second += df * bend * spread[last];
      first += sizes[m] * m * e;
      second -= sizes[m] * m * m * e * e;
      this.deviance -= sizes[m] * log(e);
    }
    first -= df * slopes[last];
    second -= df * squared(slopes[last]);
    for (let i = 0; i < x; i++) {
      second -= 2 * df * squared(slopes[x * width + i]) + squared(slopes[i * width + i]);
      for (let j = 0; j < i; j++) second -= 2 * squared(slopes[i * width + j]);
    }
    const step = growth / largestSize;
    this.slope = first * step;
    this.curvature = second * step * step + first * step;
    return true;
  }

  /** Z(u) into `factor`, lower triangle. */
  #assemble({ width, within, between, largestSize, sizes }: SubjectSums, ratio: number): void {
    const { factor } = this;
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) factor[i * width + j] = within[i * width + j];
    }
    for (let m = 1; m <= largestSize; m++) {
      if (sizes[m] === 0) continue;
      const e = 1 / (1 + m * ratio);
      const matrix = between[m];
      for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) factor[i * width + j] += e * matrix[i * width + j];
    }
  }

  #reserve(width: number, sizes: number): void {
    const square = width * width;
    if (this.factor.length >= square && this.spread.length >= sizes) return;
    this.factor = new Float64Array(square);
    this.inverse = new Float64Array(square);
    this.#work = new Float64Array(square);
    this.spread = Array.from({ length: sizes }, () => new Float64Array(square));
  }
}

const column = new Float64Array(64);

/** Lower triangle of K A Kᵀ for a lower triangular K and a symmetric A of which the lower triangle is read. */
function congruence(k: Float64Array, a: Float64Array, n: number, target: Float64Array): void {
  const row = n <= column.length ? column : new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < n; c++) {
      let sum = 0;
      for (let d = 0; d <= i; d++) sum += k[i * n + d] * (d >= c ? a[d * n + c] : a[c * n + d]);
      row[c] = sum;
    }
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let c = 0; c <= j; c++) sum += row[c] * k[j * n + c];
      target[i * n + j] = sum;
    }
  }
}
