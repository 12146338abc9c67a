import { invertFactor } from '../linear-algebra/cholesky.ts';
import type { MeasuredUnit } from './measured-unit.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';
import type { RepeatedMeasuresLikelihood } from './repeated-measures-likelihood.ts';
import { between, dot, mirror } from '../linear-algebra/symmetric-products.ts';

// Longer than other files: one class, whose sums over units share their work space; it is called at every step of a fit and allocates nothing.

/**
 * Score and information of the covariance parameters at the last evaluation of a restricted likelihood, all analytic. With P the projection
 * V⁻¹ − V⁻¹XΦXᵀV⁻¹, Φ = (XᵀV⁻¹X)⁻¹:
 *
 *     score      sₖ = −½ tr(PGₖ) + ½ yᵀPGₖPy
 *     expected   Eᵢⱼ = ½ tr(PGᵢPGⱼ)
 *     observed   Oᵢⱼ = −½ tr(PGᵢPGⱼ) + yᵀPGᵢPGⱼPy
 *
 * Everything after V⁻¹ and L, XᵀV⁻¹X = LLᵀ, is formed from V⁻¹ and V⁻¹XL⁻ᵀ alone, so that rounding in L leaves the three parts of tr(PGᵢPGⱼ) consistent:
 * nearly singular covariances lose few digits.
 * @see Harville (1977) J Am Stat Assoc 72:320–338, DOI 10.1080/01621459.1977.10480998
 */
export class RepeatedMeasuresInformation {
  /** Number of parameters. */
  readonly count: number;
  readonly score: Float64Array;
  /** count × count, both triangles. */
  readonly expected: Float64Array;
  readonly observed: Float64Array;
  /** L⁻¹XᵀV⁻¹GₖV⁻¹XL⁻ᵀ: lower triangle row by row, off-diagonal elements times √2, so that scalar products are traces of products. */
  readonly derivatives: Float64Array[];
  /** L⁻¹XᵀV⁻¹GₖV⁻¹r for each parameter. */
  readonly #forces: Float64Array[];
  readonly #likelihood: RepeatedMeasuresLikelihood;
  /** L⁻¹, lower triangle. */
  #inverse = new Float64Array(0);
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
    this.#forces = Array.from({ length: count }, () => new Float64Array(0));
    this.#slotWork = new Float64Array(slots * slots);
    this.#turned = new Float64Array(slots * slots);
  }

  /**
   * Fills everything from the likelihood's last evaluation.
   * @param isAverage  to spare the derivatives: `observed` then holds the average of observed and expected information, ½ yᵀPGᵢPGⱼPy (which is
   *        never indefinite), and `expected` nothing of use; only where the structure has sets
   * @see Gilmour, Thompson & Cullis (1995) Biometrics 51:1440–1450, DOI 10.2307/2533274
   */
  update(isAverage = false): void {
    const { columns, factor, data } = this.#likelihood;
    this.#reserve(columns);
    invertFactor(factor, columns, this.#inverse);
    this.score.fill(0);
    this.expected.fill(0);
    this.observed.fill(0);
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k].fill(0);
      this.#forces[k].fill(0);
    }
    for (let i = 0; i < data.patternCount; i++) {
      data.patterns[i].weighted.fill(0);
      data.patterns[i].explained.fill(0);
    }
    for (let u = 0; u < data.unitCount; u++) this.#addUnit(data.units[u], isAverage);
    for (let i = 0; i < data.patternCount; i++) this.#addPattern(data.patterns[i]);
    if (isAverage) this.#average(columns);
    else this.#addFixedEffects(columns);
  }

  /** Weighted residual products, explained share, derivatives of XᵀV⁻¹X and forces of one unit. */
  #addUnit(unit: MeasuredUnit, isAverage: boolean): void {
    const { pattern, count, rows, weightedSpread, weightedResidual, basis } = unit;
    if (pattern === undefined) return;
    const { size, weighted, explained } = pattern;
    toBasis(unit, size, this.#inverse, this.#likelihood, this.#row);
    const width = unit.basisWidth;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = count * weightedResidual[a] * weightedResidual[b];
        for (let r = 0; r < rows; r++) sum += weightedSpread[r * size + a] * weightedSpread[r * size + b];
        weighted[a * size + b] += sum;
        sum = 0;
        for (let c = 0; c < width; c++) sum += basis[a * width + c] * basis[b * width + c];
        explained[a * size + b] += count * sum;
      }
    }
    if (pattern.parameters.length > 0) this.#addSets(unit, pattern, isAverage);
    else this.#addPlaces(unit, pattern);
  }

  /** Derivatives and forces of one unit where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ: one outer product for each set. */
  #addSets(unit: MeasuredUnit, { sets, starts, parameters }: MeasurementPattern, isAverage: boolean): void {
    const { count, basis, basisWidth: width, basisColumns, weightedResidual } = unit;
    const row = this.#row;
    const offset = basisColumns[0];
    const isDense = basisColumns[width - 1] === offset + width - 1;
    for (let s = 0; s < parameters.length; s++) {
      const derivative = this.derivatives[parameters[s]];
      const force = this.#forces[parameters[s]];
      const end = starts[s + 1];
      let slot = sets[starts[s]];
      let weight = weightedResidual[slot];
      for (let d = 0, from = slot * width; d < width; d++) row[d] = basis[from + d];
      for (let i = starts[s] + 1; i < end; i++) {
        slot = sets[i];
        weight += weightedResidual[slot];
        for (let d = 0, from = slot * width; d < width; d++) row[d] += basis[from + d];
      }
      for (let c = 0; c < width; c++) force[basisColumns[c]] += count * row[c] * weight;
      if (isAverage) continue;
      for (let c = 0; c < width; c++) {
        const value = count * row[c];
        const column = basisColumns[c];
        const at = (column * (column + 1)) / 2;
        if (isDense) for (let d = 0, to = at + offset; d <= c; d++) derivative[to + d] += value * row[d];
        else for (let d = 0; d <= c; d++) derivative[at + basisColumns[d]] += value * row[d];
      }
    }
  }

  #addPlaces({ count, basis, basisWidth: width, basisColumns, weightedResidual }: MeasuredUnit, pattern: MeasurementPattern): void {
    const row = this.#row;
    for (let k = 0; k < this.count; k++) {
      const list = pattern.places[k];
      const derivative = this.derivatives[k];
      const force = this.#forces[k];
      for (let i = 0; i < list.length;) {
        const left = list[i] * width;
        const slot = list[i];
        let weight = 0;
        row.fill(0, 0, width);
        for (; i < list.length && list[i] === slot; i += 2) {
          const right = list[i + 1] * width;
          weight += weightedResidual[list[i + 1]];
          for (let d = 0; d < width; d++) row[d] += basis[right + d];
        }
        for (let c = 0; c < width; c++) {
          const value = count * basis[left + c];
          const column = basisColumns[c];
          force[column] += value * weight;
          const at = (column * (column + 1)) / 2;
          for (let d = 0; d <= c; d++) derivative[at + basisColumns[d]] += value * row[d];
        }
      }
    }
  }

  /** The parts of score and information that one pattern's subjects give alone. */
  #addPattern(pattern: MeasurementPattern): void {
    const { size, count, places, inverse, explained, weighted } = pattern;
    mirror(weighted, size);
    mirror(explained, size);
    if (pattern.parameters.length > 0) {
      this.#tracesOfSets(pattern);
      return;
    }
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

  /** The traces of `#addPattern` where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ: tr(V⁻¹GₖMGₗ) is a sum of (1₍S₎ᵀV⁻¹1₍T₎)(1₍S₎ᵀM1₍T₎). */
  #tracesOfSets({ size, count, sets, starts, parameters, inverse, explained, weighted }: MeasurementPattern): void {
    const { expected, observed } = this;
    for (let s = 0; s < parameters.length; s++) {
      for (let t = 0; t <= s; t++) {
        let plain = 0;
        let taken = 0;
        let seen = 0;
        for (let i = starts[s]; i < starts[s + 1]; i++) {
          const from = sets[i] * size;
          for (let j = starts[t]; j < starts[t + 1]; j++) {
            const at = from + sets[j];
            plain += inverse[at];
            taken += explained[at];
            seen += weighted[at];
          }
        }
        if (s === t) this.score[parameters[s]] += (seen + taken - count * plain) / 2;
        const half = s !== t && parameters[s] === parameters[t] ? plain : plain / 2;
        const at = parameters[s] * this.count + parameters[t];
        expected[at] += half * (count * plain - 2 * taken);
        observed[at] += half * (2 * (taken + seen) - count * plain);
      }
    }
  }

  /** The parts that come through the fixed effects, in the basis of L, where Φ is the identity. */
  #addFixedEffects(columns: number): void {
    const { count, derivatives, expected, observed } = this;
    for (const derivative of derivatives) {
      let place = 0;
      for (let c = 0; c < columns; c++, place++) for (let d = 0; d < c; d++) derivative[place++] *= Math.SQRT2;
    }
    const length = (columns * (columns + 1)) / 2;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l <= k; l++) {
        const trace = dot(derivatives[k], derivatives[l], length);
        expected[k * count + l] += trace / 2;
        observed[k * count + l] -= trace / 2 + dot(this.#forces[k], this.#forces[l], columns);
        expected[l * count + k] = expected[k * count + l];
        observed[l * count + k] = observed[k * count + l];
      }
    }
  }

  /** The average information into `observed`: the traces through the fixed effects cancel. */
  #average(columns: number): void {
    const { count, expected, observed } = this;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l <= k; l++) {
        const at = k * count + l;
        observed[at] = (observed[at] + expected[at] - dot(this.#forces[k], this.#forces[l], columns)) / 2;
        observed[l * count + k] = observed[at];
      }
    }
  }

  #reserve(columns: number): void {
    if (this.#row.length >= columns) return;
    this.#inverse = new Float64Array(columns * columns);
    this.#row = new Float64Array(columns);
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k] = new Float64Array((columns * (columns + 1)) / 2);
      this.#forces[k] = new Float64Array(columns);
    }
  }
}

/** V⁻¹XL⁻ᵀ of a unit, without the columns that are zero; `row` is overwritten. */
function toBasis(
  unit: MeasuredUnit,
  size: number,
  inverse: Float64Array,
  { columns, kept }: RepeatedMeasuresLikelihood,
  row: Float64Array,
): void {
  const { width, columns: places, weightedX, basis, basisColumns } = unit;
  let active = 0;
  for (let column = 0; column < columns; column++) {
    if (kept[column] === 0) continue;
    let isActive = false;
    for (let c = 0; c < width && places[c] <= column; c++) if (inverse[column * columns + places[c]] !== 0) isActive = true;
    if (isActive) basisColumns[active++] = column;
  }
  unit.basisWidth = active;
  let known = 0;
  for (let j = 0; j < active; j++) {
    const column = basisColumns[j];
    while (known < width && places[known] <= column) known++;
    for (let c = 0; c < known; c++) row[c] = inverse[column * columns + places[c]];
    for (let a = 0; a < size; a++) {
      const from = a * width;
      let sum = 0;
      for (let c = 0; c < known; c++) sum += weightedX[from + c] * row[c];
      basis[a * active + j] = sum;
    }
  }
}
