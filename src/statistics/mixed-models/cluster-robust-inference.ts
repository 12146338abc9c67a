import { squared } from '../../elementary/index.ts';
import { invertFactor } from '../linear-algebra/cholesky.ts';
import { inverseRoot } from '../linear-algebra/symmetric-roots.ts';
import type { MeasuredUnit } from './measured-unit.ts';
import type { RepeatedMeasuresFit } from './repeated-measures-fit.ts';

// Longer than other files: one class, whose matrices of a unit share their work space.

/** An eigenvalue below this share of the largest counts as zero, as in clubSandwich; assumed. */
const ZERO = 1e-12;

/**
 * Standard error and degrees of freedom of a linear combination cᵀβ that do not rest on the fitted covariance: the bias-reduced
 * linearisation CR2, subjects as clusters, with the fitted V as working model. With H = XMXᵀV⁻¹, M = (XᵀV⁻¹X)⁻¹ and V = DᵀD of a subject,
 *
 *     A = Dᵀ [D (V − XMXᵀ) Dᵀ]^(−1/2) D      aᵢ = AᵢVᵢ⁻¹XᵢMc      SE² = Σ (aᵢᵀrᵢ)²
 *     df = (Σ pᵢᵢ)² / Σᵢ Σⱼ pᵢⱼ²             pᵢⱼ = aᵢᵀ(δᵢⱼVᵢ − XᵢMXⱼᵀ)aⱼ
 *
 * as Satterthwaite's degrees of freedom under the working model (Bell and McCaffrey); eigenvalues of zero, where the effects fit a direction
 * of a subject exactly, are left out (Moore–Penrose).
 * @see Bell & McCaffrey (2002) Survey Methodology 28:169–181; Pustejovsky & Tipton (2018) J Bus Econ Stat 36:672–683, DOI 10.1080/07350015.2016.1247004
 */
export class ClusterRobustInference {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  /** Weights of the fixed effects: set by the caller before `read`. */
  contrast = new Float64Array(0);
  readonly #fit: RepeatedMeasuresFit;
  /** A of every unit; L⁻¹, XᵀV⁻¹X = LLᵀ. */
  readonly #adjustments: Float64Array[] = [];
  #inverse = new Float64Array(0);
  #direction = new Float64Array(0);
  /** L⁻¹Xᵀ of a unit by slot, and L⁻¹Xᵀa. */
  #turned = new Float64Array(0);
  #taken = new Float64Array(0);
  #products = new Float64Array(0);
  readonly #factor: Float64Array;
  readonly #work: Float64Array[];
  readonly #vector: Float64Array;
  readonly #weight: Float64Array;

  constructor(fit: RepeatedMeasuresFit) {
    this.#fit = fit;
    const square = squared(fit.likelihood.data.structure.slots);
    this.#factor = new Float64Array(square);
    this.#work = [0, 1, 2].map(() => new Float64Array(square));
    this.#vector = new Float64Array(fit.likelihood.data.structure.slots);
    this.#weight = new Float64Array(fit.likelihood.data.structure.slots);
  }

  /** Reads a fit; call before `read`. */
  prepare(): void {
    const { likelihood } = this.#fit;
    const { columns, factor, data } = likelihood;
    if (this.contrast.length !== columns) {
      this.contrast = new Float64Array(columns);
      this.#direction = new Float64Array(columns);
      this.#taken = new Float64Array(columns);
      this.#inverse = new Float64Array(columns * columns);
      this.#products = new Float64Array(columns * columns);
      this.#turned = new Float64Array(columns * data.structure.slots);
    }
    this.#inverse.fill(0);
    invertFactor(factor, columns, this.#inverse);
    for (let u = 0; u < data.unitCount; u++) this.#adjust(u, data.units[u]);
  }

  /** Works out the combination in `contrast`. */
  read(): void {
    const { contrast } = this;
    const { columns, beta, data } = this.#fit.likelihood;
    const direction = this.#direction;
    this.estimate = 0;
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let d = 0; d <= c; d++) sum += this.#inverse[c * columns + d] * contrast[d];
      direction[c] = sum;
      this.estimate += contrast[c] * beta[c];
    }
    this.#products.fill(0);
    let variance = 0;
    let trace = 0;
    let squares = 0;
    for (let u = 0; u < data.unitCount; u++) {
      const unit = data.units[u];
      const { own, taken } = this.#weights(u, unit);
      variance += squaredResiduals(unit, this.#weight);
      trace += unit.count * (own - taken);
      squares += unit.count * (squared(own - taken) - taken * taken);
      for (let c = 0; c < columns; c++) {
        const left = unit.count * this.#taken[c];
        if (left !== 0) for (let d = 0; d < columns; d++) this.#products[c * columns + d] += left * this.#taken[d];
      }
    }
    for (let i = 0; i < columns * columns; i++) squares += squared(this.#products[i]);
    this.standardError = Math.sqrt(variance);
    this.df = (trace * trace) / squares;
  }

  /** aᵢ into `#weight` and L⁻¹Xᵀaᵢ into `#taken`; returns aᵀVa and aᵀXMXᵀa. */
  #weights(u: number, unit: MeasuredUnit): { own: number; taken: number } {
    const { pattern } = unit;
    if (pattern === undefined) return { own: 0, taken: 0 };
    const { columns } = this.#fit.likelihood;
    const { size } = pattern;
    this.#turn(unit);
    const turned = this.#turned;
    const direction = this.#direction;
    const adjustment = this.#adjustments[u];
    const [vector, weight, taken] = [this.#vector, this.#weight, this.#taken];
    const middle = this.#work[0];
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += turned[a * columns + c] * direction[c];
      middle[a] = sum;
    }
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += pattern.inverse[a * size + b] * middle[b];
      vector[a] = sum;
    }
    taken.fill(0);
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += adjustment[a * size + b] * vector[b];
      weight[a] = sum;
      for (let c = 0; c < columns; c++) taken[c] += sum * turned[a * columns + c];
    }
    let own = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) own += weight[a] * weight[b] * this.#covarianceAt(unit, a, b);
    }
    let explained = 0;
    for (let c = 0; c < columns; c++) explained += squared(taken[c]);
    return { own, taken: explained };
  }

  #covarianceAt({ pattern }: MeasuredUnit, a: number, b: number): number {
    const { covariance, data } = this.#fit.likelihood;
    return pattern === undefined ? 0 : covariance[pattern.slots[a] * data.structure.slots + pattern.slots[b]];
  }

  /** XL⁻ᵀ of a unit, slot by slot. */
  #turn({ pattern, rowsOfX }: MeasuredUnit): void {
    const { columns } = this.#fit.likelihood;
    const { basis, basisColumns, basisWidth } = rowsOfX;
    const size = pattern?.size ?? 0;
    this.#turned.fill(0);
    for (let a = 0; a < size; a++) {
      const from = (pattern?.slots[a] ?? 0) * basisWidth;
      for (let j = 0; j < basisWidth; j++) this.#turned[a * columns + basisColumns[j]] = basis[from + j];
    }
  }

  /** A of a unit: with V = RRᵀ (R lower triangular, D = Rᵀ) it is R [Rᵀ(V − XMXᵀ)R]^(−1/2) Rᵀ. */
  #adjust(u: number, unit: MeasuredUnit): void {
    const { pattern } = unit;
    if (pattern === undefined) return;
    const { columns } = this.#fit.likelihood;
    const { size } = pattern;
    const [rest, middle, root] = this.#work;
    // After an evaluation a pattern's `covariance` holds the factor of V in its lower triangle.
    const factor = this.#factor;
    factor.fill(0);
    for (let a = 0; a < size; a++) for (let b = 0; b <= a; b++) factor[a * size + b] = pattern.covariance[a * size + b];
    this.#turn(unit);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = this.#covarianceAt(unit, a, b);
        for (let c = 0; c < columns; c++) sum -= this.#turned[a * columns + c] * this.#turned[b * columns + c];
        rest[a * size + b] = sum;
        rest[b * size + a] = sum;
      }
    }
    product(rest, factor, size, middle, false);
    product(factor, middle, size, rest, true);
    inverseRoot(rest, size, ZERO, root, middle);
    product(factor, root, size, middle, false);
    let adjustment = this.#adjustments[u];
    if (adjustment === undefined || adjustment.length < size * size) {
      adjustment = new Float64Array(size * size);
      this.#adjustments[u] = adjustment;
    }
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let k = 0; k <= b; k++) sum += middle[a * size + k] * factor[b * size + k];
        adjustment[a * size + b] = sum;
      }
    }
  }
}

/** Σ (aᵀr)² over the subjects of a unit. */
function squaredResiduals({ pattern, count, rows, spread, residual }: MeasuredUnit, weight: Float64Array): number {
  const size = pattern?.size ?? 0;
  let mean = 0;
  for (let a = 0; a < size; a++) mean += weight[a] * residual[a];
  let total = count * mean * mean;
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let a = r; a < size; a++) sum += weight[a] * spread[r * size + a];
    total += sum * sum;
  }
  return total;
}

/** AB, or AᵀB, of n × n matrices. */
function product(a: Float64Array, b: Float64Array, n: number, target: Float64Array, isTransposed: boolean): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += (isTransposed ? a[k * n + i] : a[i * n + k]) * b[k * n + j];
      target[i * n + j] = sum;
    }
  }
}
