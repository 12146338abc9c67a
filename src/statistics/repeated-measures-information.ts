import { invert, invertFactor } from './cholesky.ts';
import type { MeasuredUnit, MeasurementPattern } from './repeated-measures.ts';
import type { RepeatedMeasuresLikelihood } from './repeated-measures-likelihood.ts';
import { between, dot, mirror, multiply, whiten } from './symmetric-products.ts';

/**
 * Score and information of the covariance parameters at the last evaluation of a restricted likelihood, all analytic. With P the projection
 * V⁻¹ − V⁻¹XΦXᵀV⁻¹, Φ = (XᵀV⁻¹X)⁻¹:
 *
 *     score      sₖ = −½ tr(PGₖ) + ½ yᵀPGₖPy
 *     expected   Eᵢⱼ = ½ tr(PGᵢPGⱼ)
 *     observed   Oᵢⱼ = −½ tr(PGᵢPGⱼ) + yᵀPGᵢPGⱼPy
 *
 * @see Harville (1977) J Am Stat Assoc 72:320–338, DOI 10.1080/01621459.1977.10480998
 */
export class RepeatedMeasuresInformation {
  /** Number of parameters. */
  readonly count: number;
  readonly score: Float64Array;
  /** count × count, both triangles. */
  readonly expected: Float64Array;
  readonly observed: Float64Array;
  /** Φ, columns × columns. */
  phi = new Float64Array(0);
  /** XᵀV⁻¹GₖV⁻¹X for each parameter, columns × columns. */
  readonly derivatives: Float64Array[];
  /** L⁻¹XᵀV⁻¹GₖV⁻¹XL⁻ᵀ, lower triangle row by row, off-diagonal elements times √2: its scalar products are traces of products. */
  readonly #whitened: Float64Array[];
  /** XᵀV⁻¹GₖV⁻¹r for each parameter. */
  readonly #forces: Float64Array[];
  readonly #likelihood: RepeatedMeasuresLikelihood;
  #work = new Float64Array(0);
  #row = new Float64Array(0);
  readonly #slotWork: Float64Array;
  readonly #turned: Float64Array;

  constructor(likelihood: RepeatedMeasuresLikelihood) {
    this.#likelihood = likelihood;
    const { count, slots } = likelihood.data.structure;
    this.count = count;
    this.score = new Float64Array(count);
    this.expected = new Float64Array(count * count);
    this.observed = new Float64Array(count * count);
    this.derivatives = Array.from({ length: count }, () => new Float64Array(0));
    this.#whitened = Array.from({ length: count }, () => new Float64Array(0));
    this.#forces = Array.from({ length: count }, () => new Float64Array(0));
    this.#slotWork = new Float64Array(slots * slots);
    this.#turned = new Float64Array(slots * slots);
  }

  /** Fills everything from the likelihood's last evaluation. */
  update(): void {
    const { columns, factor, data } = this.#likelihood;
    this.#reserve(columns);
    invert(factor, columns, this.phi, this.#work);
    this.score.fill(0);
    this.expected.fill(0);
    this.observed.fill(0);
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k].fill(0);
      this.#forces[k].fill(0);
    }
    for (let i = 0; i < data.patternCount; i++) {
      data.patterns[i].residuals.fill(0);
      data.patterns[i].explained.fill(0);
    }
    for (let u = 0; u < data.unitCount; u++) this.#addUnit(data.units[u], columns);
    for (const derivative of this.derivatives) mirror(derivative, columns);
    for (let i = 0; i < data.patternCount; i++) this.#addPattern(data.patterns[i]);
    this.#addFixedEffects(columns);
  }

  /** Residual products, explained share, derivatives of XᵀV⁻¹X and forces of one unit. */
  #addUnit(
    { pattern, count, width, columns: places, weightedX, scatter, residual, weightedResidual }: MeasuredUnit,
    columns: number,
  ): void {
    if (pattern === undefined) return;
    const { size, residuals, explained } = pattern;
    const { phi } = this;
    const row = this.#work;
    for (let a = 0; a < size; a++) {
      for (let c = 0; c < width; c++) {
        let sum = 0;
        for (let d = 0; d < width; d++) sum += phi[places[c] * columns + places[d]] * weightedX[a * width + d];
        row[c] = sum;
      }
      for (let b = 0; b <= a; b++) {
        residuals[a * size + b] += scatter[a * size + b] + count * residual[a] * residual[b];
        let sum = 0;
        for (let c = 0; c < width; c++) sum += row[c] * weightedX[b * width + c];
        explained[a * size + b] += count * sum;
      }
    }
    for (let k = 0; k < this.count; k++) {
      const list = pattern.places[k];
      const derivative = this.derivatives[k];
      const force = this.#forces[k];
      for (let i = 0; i < list.length;) {
        const left = list[i] * width;
        let weight = 0;
        row.fill(0, 0, width);
        for (; i < list.length && list[i] * width === left; i += 2) {
          const right = list[i + 1] * width;
          weight += weightedResidual[list[i + 1]];
          for (let d = 0; d < width; d++) row[d] += weightedX[right + d];
        }
        for (let c = 0; c < width; c++) {
          const value = count * weightedX[left + c];
          force[places[c]] += value * weight;
          const at = places[c] * columns;
          for (let d = 0; d <= c; d++) derivative[at + places[d]] += value * row[d];
        }
      }
    }
  }

  /** The parts of score and information that one pattern's subjects give alone. */
  #addPattern({ size, count, places, inverse, residuals, explained, weighted }: MeasurementPattern): void {
    mirror(residuals, size);
    mirror(explained, size);
    multiply(inverse, residuals, size, this.#slotWork);
    multiply(this.#slotWork, inverse, size, weighted);
    const turned = this.#turned;
    for (let k = 0; k < this.count; k++) {
      const list = places[k];
      let sum = 0;
      for (let i = 0; i < list.length; i += 2) {
        const at = list[i] * size + list[i + 1];
        sum += weighted[at] + explained[at] - count * inverse[at];
      }
      this.score[k] += sum / 2;
    }
    for (let part = 0; part < 2; part++) {
      const target = part === 0 ? this.expected : this.observed;
      const middle = this.#slotWork;
      for (let i = 0; i < size * size; i++) {
        middle[i] = part === 0 ? count * inverse[i] - 2 * explained[i] : 2 * (explained[i] + weighted[i]) - count * inverse[i];
      }
      for (let k = 0; k < this.count; k++) {
        if (places[k].length === 0) continue;
        between(middle, places[k], inverse, size, turned);
        for (let l = 0; l <= k; l++) {
          const list = places[l];
          let sum = 0;
          for (let i = 0; i < list.length; i += 2) sum += turned[list[i + 1] * size + list[i]];
          target[k * this.count + l] += sum / 2;
        }
      }
    }
  }

  /** The parts that come through the fixed effects, in the basis of the factor L of XᵀV⁻¹X, where Φ is the identity. */
  #addFixedEffects(columns: number): void {
    const { count, derivatives, expected, observed } = this;
    const inverse = this.#work;
    invertFactor(this.#likelihood.factor, columns, inverse);
    for (let k = 0; k < count; k++) {
      whiten(inverse, derivatives[k], columns, this.#row, this.#whitened[k]);
      const force = this.#forces[k];
      for (let c = columns - 1; c >= 0; c--) {
        let sum = 0;
        for (let d = 0; d <= c; d++) sum += inverse[c * columns + d] * force[d];
        force[c] = sum;
      }
    }
    const length = (columns * (columns + 1)) / 2;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l <= k; l++) {
        const trace = dot(this.#whitened[k], this.#whitened[l], length);
        expected[k * count + l] += trace / 2;
        observed[k * count + l] -= trace / 2 + dot(this.#forces[k], this.#forces[l], columns);
        expected[l * count + k] = expected[k * count + l];
        observed[l * count + k] = observed[k * count + l];
      }
    }
  }

  #reserve(columns: number): void {
    const square = columns * columns;
    if (this.phi.length >= square && this.#work.length >= square) return;
    this.phi = new Float64Array(square);
    this.#work = new Float64Array(square);
    this.#row = new Float64Array(columns);
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k] = new Float64Array(square);
      this.#whitened[k] = new Float64Array(square);
      this.#forces[k] = new Float64Array(columns);
    }
  }
}
