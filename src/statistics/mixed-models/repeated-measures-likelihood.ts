import { log, squared } from '../../elementary/index.ts';
import { factorise, factoriseIndependent, invert, logDeterminant, solve } from '../linear-algebra/cholesky.ts';
import type { MeasuredUnit } from './measured-unit.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';
import type { RepeatedMeasures } from './repeated-measures.ts';

/** A column is redundant when what earlier columns leave of it is less than this share of its sum of squares; assumed. */
const REDUNDANT = 1e-10;
/** A covariance matrix whose pivots fall below this share of the variances counts as singular; assumed. */
const SINGULAR = 1e-10;

/**
 * Restricted likelihood of repeated measurements, y = Xβ + e with V = Σ θₖGₖ for each subject:
 *
 *     −2 log L = (N − p) log 2π + Σ log|Vᵢ| + log|XᵀV⁻¹X| + Σ (yᵢ − Xᵢβ)ᵀVᵢ⁻¹(yᵢ − Xᵢβ)
 *
 * Redundant columns of X keep a place, with a one on the diagonal of XᵀV⁻¹X and nothing else, so that they take part in nothing.
 * @see Jennrich & Schluchter (1986) Biometrics 42:805–820, DOI 10.2307/2530695
 */
export class RepeatedMeasuresLikelihood {
  readonly data: RepeatedMeasures;
  /** −2 log L of the last evaluation. */
  deviance = NaN;
  /** Columns of X, redundant ones included; how many are in use; which. */
  columns = 0;
  rank = 0;
  readonly covariance: Float64Array;
  kept = new Uint8Array(0);
  beta = new Float64Array(0);
  /** Factor of XᵀV⁻¹X. */
  factor = new Float64Array(0);
  #work = new Float64Array(0);
  readonly #square: Float64Array;
  readonly #factor: Float64Array;

  constructor(data: RepeatedMeasures) {
    this.data = data;
    const square = squared(data.structure.slots);
    this.covariance = new Float64Array(square);
    this.#factor = new Float64Array(square);
    this.#square = new Float64Array(square);
  }

  /** Begins a trial: finds the redundant columns of X, and leaves the ordinary least-squares residuals in the units. */
  start(): void {
    const { data } = this;
    this.columns = data.columns;
    if (this.beta.length < this.columns) {
      this.beta = new Float64Array(this.columns);
      this.kept = new Uint8Array(this.columns);
      this.factor = new Float64Array(squared(this.columns));
      this.#work = new Float64Array(this.columns);
    }
    this.kept.fill(1);
    for (let i = 0; i < data.patternCount; i++) {
      const { inverse, size, spread } = data.patterns[i];
      inverse.fill(0);
      for (let a = 0; a < size; a++) inverse[a * size + a] = 1;
      spread.fill(0);
      data.patterns[i].rows = 0;
    }
    for (let u = 0; u < data.unitCount; u++) data.units[u].pattern?.addSpread(data.units[u].spread, data.units[u].rows);
    this.#normalEquations();
    for (let c = 0; c < this.columns; c++) this.#work[c] = this.factor[c * this.columns + c];
    this.rank = factoriseIndependent(this.factor, this.columns, this.#work, REDUNDANT, this.kept);
    for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].keep(this.kept);
    this.#normalEquations();
    this.#solve();
  }

  /** Evaluates at θ. Returns false where the covariance or XᵀV⁻¹X is not positive definite. */
  evaluate(theta: Float64Array): boolean {
    const { data } = this;
    const { slots, places, whole } = data.structure;
    this.covariance.fill(0);
    for (let k = 0; k < places.length; k++) {
      const list = places[k];
      for (let i = 0; i < list.length; i += 2) this.covariance[list[i] * slots + list[i + 1]] += theta[k];
    }
    if (whole) {
      this.#factor.set(this.covariance);
      if (factorise(this.#factor, slots, SINGULAR) === 0) return false;
    }
    let deviance = (data.observations - this.rank) * log(2 * Math.PI);
    for (let i = 0; i < data.patternCount; i++) {
      const logDeterminant = this.#invertPattern(data.patterns[i], slots);
      if (logDeterminant === undefined) return false;
      deviance += data.patterns[i].count * logDeterminant;
    }
    this.#normalEquations();
    if (!this.#solve()) return false;
    deviance += logDeterminant(this.factor, this.columns);
    for (let i = 0; i < data.unitCount; i++) deviance += squaresOfMean(data.units[i]);
    for (let i = 0; i < data.patternCount; i++) deviance += squaresOfSpread(data.patterns[i]);
    this.deviance = deviance;
    return true;
  }

  #invertPattern(pattern: MeasurementPattern, slots: number): number | undefined {
    const { size, covariance, inverse } = pattern;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) covariance[a * size + b] = this.covariance[pattern.slots[a] * slots + pattern.slots[b]];
    }
    if (factorise(covariance, size, SINGULAR) === 0) return undefined;
    invert(covariance, size, inverse, this.#square);
    return logDeterminant(covariance, size);
  }

  /** XᵀV⁻¹X into `factor`, XᵀV⁻¹y into `beta`. */
  #normalEquations(): void {
    const { data, factor, beta, kept, columns } = this;
    factor.fill(0);
    beta.fill(0);
    for (let c = 0; c < columns; c++) if (kept[c] === 0) factor[c * columns + c] = 1;
    for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].clear();
    for (let u = 0; u < data.unitCount; u++) {
      const { pattern, count, mean, rowsOfX } = data.units[u];
      if (pattern !== undefined) rowsOfX.weigh(pattern, count, mean);
    }
    for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].addEquations(factor, beta);
  }

  /** β and the residuals of the units. */
  #solve(): boolean {
    const { data, factor, beta, columns } = this;
    if (factorise(factor, columns) === 0) return false;
    solve(factor, columns, beta);
    for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].fit(beta);
    for (let u = 0; u < data.unitCount; u++) {
      const { pattern, mean, residual, weightedResidual, rowsOfX } = data.units[u];
      if (pattern === undefined) continue;
      const { size, inverse, slots } = pattern;
      const { fitted } = rowsOfX;
      for (let a = 0; a < size; a++) residual[a] = mean[a] - fitted[slots[a]];
      for (let a = 0, at = 0; a < size; a++) {
        let sum = 0;
        for (let b = 0; b < size; b++, at++) sum += inverse[at] * residual[b];
        weightedResidual[a] = sum;
      }
    }
    for (let i = 0; i < data.patternCount; i++) data.patterns[i].weighSpread();
    return true;
  }
}

/** Σ rᵀV⁻¹r of the mean residual of a unit. */
function squaresOfMean({ pattern, count, residual, weightedResidual }: MeasuredUnit): number {
  const size = pattern?.size ?? 0;
  let sum = 0;
  for (let a = 0; a < size; a++) sum += residual[a] * weightedResidual[a];
  return count * sum;
}

/** Σ (y − ȳ)ᵀV⁻¹(y − ȳ) about the means of the units of a pattern. */
function squaresOfSpread({ size, rows, spread, weightedSpread }: MeasurementPattern): number {
  let sum = 0;
  for (let i = 0; i < rows * size; i++) sum += spread[i] * weightedSpread[i];
  return sum;
}
