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
  /** L⁻¹c, L⁻¹P₁Φc and Φc of the combination asked for. */
  #unit = new Float64Array(0);
  #turnedUnit = new Float64Array(0);
  #direction = new Float64Array(0);
  /** W in units of 1/σ⁴ for the variance between subjects and the scale of V: elements 11, 12, 22. */
  #w11 = NaN;
  #w12 = NaN;
  #w22 = NaN;

  /** Reads a fit; call before `of`. */
  prepare(sums: SubjectSums, fit: RandomInterceptFit, rule: DfRule): void {
    this.#sums = sums;
    this.#fit = fit;
    this.#rule = rule;
    if (rule === 'residual' || (rule === 'satterthwaite' && fit.singular)) return;
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
    const { turned, second } = fit.likelihood;
    const turnedUnit = this.#turnedUnit;
    const g1 = times(turned, unit, column, width, turnedUnit);
    this.df = (2 * variance * variance) / (g1 * g1 * this.#w11 + 2 * g1 * variance * this.#w12 + variance * variance * this.#w22);
    if (this.#rule === 'kenward-roger') {
      const { inverse } = fit.likelihood;
      const direction = this.#direction;
      let correction = 0;
      for (let j = 0; j < x; j++) {
        let sum = 0;
        for (let i = Math.max(j, column); i < x; i++) sum += inverse[i * width + j] * unit[i];
        direction[j] = sum;
        correction -= squared(turnedUnit[j]);
      }
      correction += times(second, direction, 0, width, turnedUnit);
      variance += 2 * this.#w11 * correction;
    }
    this.standardError = Math.sqrt(variance * residualVariance);
  }

  /** Fills W with the inverse of the expected or the observed information. */
  #information({ width, observations }: SubjectSums, { likelihood }: RandomInterceptFit, observed: boolean): void {
    const { turned, firstSum, secondSum, turnedTrace, turnedSquares, secondTrace, secondResidual } = likelihood;
    const x = width - 1;
    const df = observations - x;
    let i11 = (secondSum - 2 * secondTrace + turnedSquares) / 2;
    let i12 = (firstSum - turnedTrace) / 2;
    if (observed) {
      let pull = 0;
      for (let i = 0; i < x; i++) pull += squared(turned[x * width + i]);
      i11 = df * (secondResidual - pull) - i11;
      i12 = df * turned[x * width + x] - i12;
    }
    const i22 = df / 2;
    const determinant = i11 * i22 - i12 * i12;
    this.#w11 = i22 / determinant;
    this.#w12 = -i12 / determinant;
    this.#w22 = i11 / determinant;
  }

  #reserve(width: number): void {
    if (this.#unit.length >= width) return;
    this.#unit = new Float64Array(width);
    this.#turnedUnit = new Float64Array(width);
    this.#direction = new Float64Array(width);
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
