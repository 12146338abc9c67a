import { squared } from '../../elementary/index.ts';
import type { RandomInterceptFit } from './random-intercept-fit.ts';
import type { SubjectSums } from './subject-sums.ts';

// Longer than other files: one class, whose combinations share the derivatives and the information of a fit.

export const dfRules = ['kenward-roger', 'satterthwaite', 'residual'] as const;
export type DfRule = (typeof dfRules)[number];

/**
 * Estimates, standard errors and degrees of freedom of single effects in a random-intercept model fitted by REML.
 *
 * With θ = (σ²_subject, σ²), V = Σ θᵢGᵢ, Φ = (XᵀV⁻¹X)⁻¹, Pᵢ = −XᵀV⁻¹GᵢV⁻¹X, Qᵢⱼ = XᵀV⁻¹GᵢV⁻¹GⱼV⁻¹X, W the inverse information of θ, gᵢ = cᵀΦPᵢΦc:
 *
 *     satterthwaite   SE² = cᵀΦc, W from the observed information, df = 2(cᵀΦc)²/gᵀWg; on the boundary, where σ² alone is estimated, N − p
 *     kenward-roger   SE² = cᵀΦc + 2 Σ Wᵢⱼ cᵀΦ(Qᵢⱼ − PᵢΦPⱼ)Φc, W from the expected information of both components, boundary or not,
 *                     df = 2(cᵀΦc)²/gᵀWg (for a single effect the scaling factor of the F statistic is 1)
 *     residual        SE² = cᵀΦc, df = N − p
 *
 * @see Satterthwaite (1946) Biometrics Bull 2:110–114, DOI 10.2307/3002019; Kenward & Roger (1997) Biometrics 53:983–997, DOI 10.2307/2533558;
 *      Halekoh & Højsgaard (2014) J Stat Softw 59(9), DOI 10.18637/jss.v059.i09
 */
export class RandomInterceptInference {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  #sums: SubjectSums | undefined;
  #fit: RandomInterceptFit | undefined;
  #rule: DfRule = 'residual';
  /** P₁, P₂ in the basis of the factor, lower triangles, last row for the residuals. */
  #first = new Float64Array(0);
  #second = new Float64Array(0);
  #unit = new Float64Array(0);
  #firstUnit = new Float64Array(0);
  #secondUnit = new Float64Array(0);
  /** W: elements 11, 12, 22. */
  #w11 = NaN;
  #w12 = NaN;
  #w22 = NaN;

  /** Reads a fit; call before `of`. */
  prepare(sums: SubjectSums, fit: RandomInterceptFit, rule: DfRule): void {
    this.#sums = sums;
    this.#fit = fit;
    this.#rule = rule;
    if (rule === 'residual' || (rule === 'satterthwaite' && fit.singular)) return;
    this.#reserve(sums.width);
    this.#derivatives(sums, fit);
    this.#information(sums, fit, rule === 'satterthwaite');
  }

  /** The effect of one column of X (its place among `sums.columns`) into `estimate`, `standardError`, `df`. */
  of(column: number): void {
    const sums = this.#sums;
    const fit = this.#fit;
    if (sums === undefined || fit === undefined) throw new RangeError('an inference needs a fit');
    const { width } = sums;
    const x = width - 1;
    const { inverse, factor } = fit.likelihood;
    this.estimate = -inverse[x * width + column] * factor[x * width + x];
    this.#reserve(width);
    for (let i = 0; i < x; i++) this.#unit[i] = i < column ? 0 : inverse[i * width + column];
    this.#read(sums, fit, column);
  }

  /** A combination of the effects, one weight for each of `sums.columns`, into the same fields. */
  ofWeights(weights: Float64Array): void {
    const sums = this.#sums;
    const fit = this.#fit;
    if (sums === undefined || fit === undefined) throw new RangeError('an inference needs a fit');
    const { width } = sums;
    const x = width - 1;
    const { inverse, factor } = fit.likelihood;
    this.#reserve(width);
    this.estimate = 0;
    for (let i = 0; i < x; i++) {
      this.estimate -= weights[i] * inverse[x * width + i] * factor[x * width + x];
      this.#unit[i] = 0;
      for (let j = 0; j <= i; j++) this.#unit[i] += inverse[i * width + j] * weights[j];
    }
    this.#read(sums, fit, 0);
  }

  /** Standard error and degrees of freedom of the combination L⁻¹c in `#unit`, which is 0 before `column`. */
  #read(sums: SubjectSums, fit: RandomInterceptFit, column: number): void {
    const { width } = sums;
    const x = width - 1;
    const { residualVariance } = fit.likelihood;
    const unit = this.#unit;
    let variance = 0;
    for (let i = column; i < x; i++) variance += squared(unit[i]);
    if (this.#rule === 'residual' || (this.#rule === 'satterthwaite' && fit.singular)) {
      this.standardError = Math.sqrt(variance * residualVariance);
      this.df = sums.observations - x;
      return;
    }
    const g1 = times(this.#first, unit, column, width, this.#firstUnit);
    const g2 = times(this.#second, unit, column, width, this.#secondUnit);
    this.df = (2 * variance * variance) / (g1 * g1 * this.#w11 + 2 * g1 * g2 * this.#w12 + g2 * g2 * this.#w22);
    if (this.#rule === 'kenward-roger') variance += 2 * this.#correction(sums, fit, column);
    this.standardError = Math.sqrt(variance * residualVariance);
  }

  /** Σ Wᵢⱼ cᵀΦ(Qᵢⱼ − PᵢΦPⱼ)Φc over σ². */
  #correction({ width, largestSize, sizes }: SubjectSums, { likelihood }: RandomInterceptFit, column: number): number {
    const { ratio, spread } = likelihood;
    const unit = this.#unit;
    const x = width - 1;
    let [q11, q12, q22] = [0, 0, 0];
    for (let i = column; i < x; i++) q22 += unit[i] * unit[i];
    for (let m = 1; m <= largestSize; m++) {
      if (sizes[m] === 0) continue;
      const e = 1 / (1 + m * ratio);
      const cube = e * e * e;
      const form = quadratic(spread[m], unit, column, width);
      q11 += m * m * cube * form;
      q12 += m * cube * form;
      q22 += (cube - e) * form;
    }
    for (let i = 0; i < x; i++) {
      q11 -= squared(this.#firstUnit[i]);
      q12 -= this.#firstUnit[i] * this.#secondUnit[i];
      q22 -= squared(this.#secondUnit[i]);
    }
    return this.#w11 * q11 + 2 * this.#w12 * q12 + this.#w22 * q22;
  }

  #derivatives({ width, largestSize, sizes }: SubjectSums, { likelihood }: RandomInterceptFit): void {
    const { ratio, spread } = likelihood;
    const square = width * width;
    const first = this.#first.fill(0, 0, square);
    const second = this.#second.fill(0, 0, square);
    for (let i = 0; i < width; i++) second[i * width + i] = 1;
    for (let m = 1; m <= largestSize; m++) {
      if (sizes[m] === 0) continue;
      const e = 1 / (1 + m * ratio);
      for (let i = 0; i < square; i++) {
        first[i] += m * e * e * spread[m][i];
        second[i] += (e * e - e) * spread[m][i];
      }
    }
  }

  /** Fills W with the inverse of the expected or the observed information (in units of 1/σ⁴). */
  #information({ width, largestSize, sizes, observations }: SubjectSums, { likelihood }: RandomInterceptFit, observed: boolean): void {
    const { ratio, spread } = likelihood;
    const x = width - 1;
    const df = observations - x;
    // Traces of the full matrices V⁻¹GᵢV⁻¹Gⱼ, of ΦQᵢⱼ and of ΦPᵢΦPⱼ; then the quadratic forms of the residuals.
    let [t11, t12, t22] = [0, 0, 0];
    let [q11, q12, q22] = [0, 0, x];
    let [r11, r12, r22] = [0, 0, 1];
    for (let m = 1; m <= largestSize; m++) {
      if (sizes[m] === 0) continue;
      const e = 1 / (1 + m * ratio);
      const cube = e * e * e;
      t11 += sizes[m] * m * m * e * e;
      t12 += sizes[m] * m * e * e;
      t22 += sizes[m] * (e * e + m - 1);
      let trace = 0;
      for (let i = 0; i < x; i++) trace += spread[m][i * width + i];
      q11 += m * m * cube * trace;
      q12 += m * cube * trace;
      q22 += (cube - e) * trace;
      const residual = spread[m][x * width + x];
      r11 += m * m * cube * residual;
      r12 += m * cube * residual;
      r22 += (cube - e) * residual;
    }
    const first = this.#first;
    const second = this.#second;
    let [p11, p12, p22] = [0, 0, 0];
    for (let i = 0; i < x; i++) {
      for (let j = 0; j <= i; j++) {
        const twice = i === j ? 1 : 2;
        const place = i * width + j;
        p11 += twice * first[place] * first[place];
        p12 += twice * first[place] * second[place];
        p22 += twice * second[place] * second[place];
      }
      const place = x * width + i;
      r11 -= first[place] * first[place];
      r12 -= first[place] * second[place];
      r22 -= second[place] * second[place];
    }
    const sign = observed ? -0.5 : 0.5;
    const i11 = sign * (t11 - 2 * q11 + p11) + (observed ? df * r11 : 0);
    const i12 = sign * (t12 - 2 * q12 + p12) + (observed ? df * r12 : 0);
    const i22 = sign * (t22 - 2 * q22 + p22) + (observed ? df * r22 : 0);
    const determinant = i11 * i22 - i12 * i12;
    this.#w11 = i22 / determinant;
    this.#w12 = -i12 / determinant;
    this.#w22 = i11 / determinant;
  }

  #reserve(width: number): void {
    if (this.#first.length >= width * width) return;
    this.#first = new Float64Array(width * width);
    this.#second = new Float64Array(width * width);
    this.#unit = new Float64Array(width);
    this.#firstUnit = new Float64Array(width);
    this.#secondUnit = new Float64Array(width);
  }
}

/** Au into `target` for a symmetric A (lower triangle) without its last row, u being 0 before `start`; returns uᵀAu. */
function times(a: Float64Array, u: Float64Array, start: number, width: number, target: Float64Array): number {
  let form = 0;
  for (let i = 0; i < width - 1; i++) {
    let sum = 0;
    for (let j = start; j < width - 1; j++) sum += (i >= j ? a[i * width + j] : a[j * width + i]) * u[j];
    target[i] = sum;
    form += sum * u[i];
  }
  return form;
}

/** uᵀAu, as `times`. */
function quadratic(a: Float64Array, u: Float64Array, start: number, width: number): number {
  let form = 0;
  for (let i = start; i < width - 1; i++) {
    let sum = 0.5 * a[i * width + i] * u[i];
    for (let j = start; j < i; j++) sum += a[i * width + j] * u[j];
    form += 2 * sum * u[i];
  }
  return form;
}
