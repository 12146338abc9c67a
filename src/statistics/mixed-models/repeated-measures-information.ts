import { invertFactor } from '../linear-algebra/cholesky.ts';
import type { FixedRows } from './fixed-rows.ts';
import type { MeasuredUnit } from './measured-unit.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';
import { addForces, explainRows, explainUnit, pullUnit, weighExplained } from './set-products.ts';
import type { RepeatedMeasuresLikelihood } from './repeated-measures-likelihood.ts';
import { between, dot, mirror } from '../linear-algebra/symmetric-products.ts';

// Longer than other files: one class, whose sums over units share their work space; it is called at every step of a fit and allocates nothing.

/** What of the information is worked out. */
export type Extent = 'score' | 'average' | 'free' | 'all';

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
  #left: Uint8Array | undefined;

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
   * Fills everything from the likelihood's last evaluation, or less where the structure has sets:
   *
   * - `score`: the score alone;
   * - `average`: the score, and in the place of `observed` the average of observed and expected information, ½ yᵀPGᵢPGⱼPy, which needs no derivatives and is never indefinite;
   * - `free`: all but the rows of the parameters that are held.
   * @param held  1 for the parameters that `free` leaves out
   * @see Gilmour, Thompson & Cullis (1995) Biometrics 51:1440–1450, DOI 10.2307/2533274
   */
  update(extent: Extent = 'all', held?: Uint8Array): void {
    const { columns, factor, data } = this.#likelihood;
    this.#reserve(columns);
    invertFactor(factor, columns, this.#inverse);
    this.score.fill(0);
    this.expected.fill(0);
    this.observed.fill(0);
    for (let i = 0; i < data.patternCount; i++) {
      data.patterns[i].weighted.fill(0);
      data.patterns[i].explained.fill(0);
    }
    for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].turn(this.#inverse);
    if (extent === 'score' || extent === 'average') {
      this.#updateWithoutDerivatives(extent === 'average', columns);
      return;
    }
    this.#left = extent === 'free' ? held : undefined;
    for (let k = 0; k < this.count; k++) {
      this.derivatives[k].fill(0);
      this.#forces[k].fill(0);
    }
    const hasSets = data.structure.sets !== undefined;
    if (hasSets) for (let i = 0; i < data.fixedCount; i++) data.fixedRows[i].gather(this.count);
    for (let u = 0; u < data.unitCount; u++) this.#addUnit(data.units[u]);
    if (hasSets) for (let i = 0; i < data.fixedCount; i++) this.#spread(data.fixedRows[i]);
    for (let i = 0; i < data.patternCount; i++) this.#addPattern(data.patterns[i]);
    this.#addFixedEffects(columns);
  }

  #updateWithoutDerivatives(isAverage: boolean, columns: number): void {
    const { data } = this.#likelihood;
    const { slots } = data.structure;
    for (let i = 0; i < data.fixedCount; i++) {
      const rows = data.fixedRows[i];
      explainRows(rows, slots);
      if (!isAverage) continue;
      if (rows.pulls.length < this.count * slots) rows.pulls = new Float64Array(this.count * slots);
      rows.pulls.fill(0);
    }
    for (let u = 0; u < data.unitCount; u++) {
      const unit = data.units[u];
      const { pattern, count, weightedResidual } = unit;
      if (pattern === undefined) continue;
      const { size, weighted } = pattern;
      explainUnit(unit, pattern, slots);
      for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) weighted[a * size + b] += count * weightedResidual[a] * weightedResidual[b];
      }
      if (isAverage) pullUnit(unit, pattern, slots);
    }
    for (let i = 0; i < data.patternCount; i++) {
      weighExplained(data.patterns[i], this.#slotWork);
      this.#addPattern(data.patterns[i], !isAverage);
    }
    if (!isAverage) return;
    for (const force of this.#forces) force.fill(0);
    for (let i = 0; i < data.fixedCount; i++) addForces(data.fixedRows[i], slots, this.#forces);
    this.#average(columns);
  }

  /** Weighted residual products, explained share, derivatives of XᵀV⁻¹X and forces of one unit. */
  #addUnit(unit: MeasuredUnit): void {
    const { pattern, count, weightedResidual, basis } = unit;
    if (pattern === undefined) return;
    const { size, weighted, explained } = pattern;
    weighBasis(unit, pattern);
    const width = unit.rowsOfX.basisWidth;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) {
        weighted[a * size + b] += count * weightedResidual[a] * weightedResidual[b];
        let sum = 0;
        for (let c = 0; c < width; c++) sum += basis[a * width + c] * basis[b * width + c];
        explained[a * size + b] += count * sum;
      }
    }
    if (pattern.parameters.length > 0) this.#addSets(unit, pattern);
    else this.#addPlaces(unit, pattern);
  }

  /** Derivatives and forces of one unit where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ: one outer product for each set, gathered in the columns that the unit has. */
  #addSets({ count, basis, weightedResidual, rowsOfX }: MeasuredUnit, { sets, starts, parameters }: MeasurementPattern): void {
    const { basisWidth: width, derivatives, forces } = rowsOfX;
    const row = this.#row;
    const left = this.#left;
    const length = (width * (width + 1)) / 2;
    for (let s = 0; s < parameters.length; s++) {
      const parameter = parameters[s];
      if (left !== undefined && left[parameter] === 1) continue;
      const end = starts[s + 1];
      let slot = sets[starts[s]];
      let weight = weightedResidual[slot];
      for (let d = 0, from = slot * width; d < width; d++) row[d] = basis[from + d];
      for (let i = starts[s] + 1; i < end; i++) {
        slot = sets[i];
        weight += weightedResidual[slot];
        for (let d = 0, from = slot * width; d < width; d++) row[d] += basis[from + d];
      }
      let to = parameter * length;
      for (let c = 0, force = parameter * width; c < width; c++) {
        const value = count * row[c];
        forces[force + c] += value * weight;
        for (let d = 0; d <= c; d++) derivatives[to++] += value * row[d];
      }
    }
  }

  /** Puts what was gathered in the columns of fixed effects into the derivatives and forces. */
  #spread({ basisWidth: width, basisColumns, derivatives, forces }: FixedRows): void {
    let from = 0;
    for (let k = 0; k < this.count; k++) {
      if (this.#left !== undefined && this.#left[k] === 1) {
        from += (width * (width + 1)) / 2;
        continue;
      }
      const derivative = this.derivatives[k];
      const force = this.#forces[k];
      for (let c = 0; c < width; c++) {
        const column = basisColumns[c];
        const at = (column * (column + 1)) / 2;
        force[column] += forces[k * width + c];
        for (let d = 0; d <= c; d++) derivative[at + basisColumns[d]] += derivatives[from++];
      }
    }
  }

  #addPlaces({ count, basis, weightedResidual, rowsOfX }: MeasuredUnit, pattern: MeasurementPattern): void {
    const { basisWidth: width, basisColumns } = rowsOfX;
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
  #addPattern(pattern: MeasurementPattern, isScoreAlone = false): void {
    const { size, count, places, inverse, explained, weighted } = pattern;
    pattern.addSquares();
    mirror(weighted, size);
    mirror(explained, size);
    if (pattern.parameters.length > 0) {
      this.#tracesOfSets(pattern, isScoreAlone);
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
  #tracesOfSets(pattern: MeasurementPattern, isScoreAlone: boolean): void {
    const { size, count, sets, starts, parameters, inverse, explained, weighted, between: together } = pattern;
    const { expected, observed } = this;
    for (let s = 0; s < parameters.length; s++) {
      for (let t = isScoreAlone ? s : 0; t <= s; t++) {
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
        together[s * parameters.length + t] = plain;
        together[t * parameters.length + s] = plain;
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
    const left = this.#left;
    for (let k = 0; k < count; k++) {
      if (left !== undefined && left[k] === 1) continue;
      const derivative = derivatives[k];
      let place = 0;
      for (let c = 0; c < columns; c++, place++) for (let d = 0; d < c; d++) derivative[place++] *= Math.SQRT2;
    }
    const length = (columns * (columns + 1)) / 2;
    for (let k = 0; k < count; k++) {
      if (left !== undefined && left[k] === 1) continue;
      for (let l = 0; l <= k; l++) {
        if (left !== undefined && left[l] === 1) continue;
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

/** V⁻¹XL⁻ᵀ of a unit. */
function weighBasis({ basis, rowsOfX }: MeasuredUnit, { size, slots, inverse }: MeasurementPattern): void {
  const { basis: turned, basisWidth: width } = rowsOfX;
  basis.fill(0, 0, size * width);
  for (let a = 0, at = 0; a < size; a++) {
    const to = a * width;
    for (let b = 0; b < size; b++, at++) {
      const value = inverse[at];
      for (let j = 0, from = slots[b] * width; j < width; j++) basis[to + j] += value * turned[from + j];
    }
  }
}
