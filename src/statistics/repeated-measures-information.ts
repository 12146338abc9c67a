import { invert } from './cholesky.ts';
import type { MeasuredUnit, MeasurementPattern } from './repeated-measures.ts';
import type { RepeatedMeasuresLikelihood } from './repeated-measures-likelihood.ts';

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
  /** ΦXᵀV⁻¹GₖV⁻¹X. */
  readonly #relative: Float64Array[];
  /** XᵀV⁻¹GₖV⁻¹r for each parameter. */
  readonly #forces: Float64Array[];
  readonly #likelihood: RepeatedMeasuresLikelihood;
  #work = new Float64Array(0);
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
    this.#relative = Array.from({ length: count }, () => new Float64Array(0));
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
      for (let i = 0; i < list.length; i += 2) {
        const left = list[i] * width;
        const right = list[i + 1] * width;
        const weight = count * weightedResidual[list[i + 1]];
        for (let c = 0; c < width; c++) {
          const value = weightedX[left + c];
          force[places[c]] += value * weight;
          if (value === 0) continue;
          const at = places[c] * columns;
          for (let d = 0; d < width; d++) derivative[at + places[d]] += count * value * weightedX[right + d];
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

  #addFixedEffects(columns: number): void {
    const { count, phi, derivatives, expected, observed } = this;
    for (let k = 0; k < count; k++) multiply(phi, derivatives[k], columns, this.#relative[k]);
    for (let k = 0; k < count; k++) {
      const force = this.#forces[k];
      for (let c = 0; c < columns; c++) {
        let sum = 0;
        for (let d = 0; d < columns; d++) sum += phi[c * columns + d] * force[d];
        this.#work[c] = sum;
      }
      for (let l = 0; l <= k; l++) {
        const one = this.#relative[k];
        const other = this.#relative[l];
        let trace = 0;
        let work = 0;
        for (let c = 0; c < columns; c++) {
          work += this.#work[c] * this.#forces[l][c];
          for (let d = 0; d < columns; d++) trace += one[c * columns + d] * other[d * columns + c];
        }
        expected[k * count + l] += trace / 2;
        observed[k * count + l] -= trace / 2 + work;
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
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k] = new Float64Array(square);
      this.#relative[k] = new Float64Array(square);
      this.#forces[k] = new Float64Array(columns);
    }
  }
}

/** A G B for G of ones at `places`. */
function between(a: Float64Array, places: Int32Array, b: Float64Array, size: number, target: Float64Array): void {
  target.fill(0, 0, size * size);
  for (let i = 0; i < places.length; i += 2) {
    const column = places[i];
    const row = places[i + 1] * size;
    for (let r = 0; r < size; r++) {
      const value = a[r * size + column];
      for (let c = 0; c < size; c++) target[r * size + c] += value * b[row + c];
    }
  }
}

function multiply(a: Float64Array, b: Float64Array, n: number, target: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      target[i * n + j] = sum;
    }
  }
}

/** Copies the lower triangle to the upper. */
function mirror(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
}
