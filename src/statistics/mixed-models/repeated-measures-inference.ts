import { squared } from '../../elementary/index.ts';
import { factorise, invert } from '../linear-algebra/cholesky.ts';
import type { MeasurementPattern } from './measurement-pattern.ts';
import type { RepeatedMeasuresFit } from './repeated-measures-fit.ts';
import { dot } from '../linear-algebra/symmetric-products.ts';

/**
 * Estimate, standard error and degrees of freedom of a linear combination cᵀβ of the fixed effects of repeated measurements. With
 * Φ = (XᵀV⁻¹X)⁻¹, Pₖ = XᵀV⁻¹GₖV⁻¹X, gₖ = cᵀΦPₖΦc and W the inverse information of θ: df = 2(cᵀΦc)²/gᵀWg, where
 *
 *     satterthwaite   SE² = cᵀΦc; W from the observed information of the parameters that are not held at zero
 *     kenward-roger   SE² = cᵀΦc + 2 Σ Wᵢⱼ cᵀΦ(Qᵢⱼ − PᵢΦPⱼ)Φc with Qᵢⱼ = XᵀV⁻¹GᵢV⁻¹GⱼV⁻¹X; W from the expected information of all parameters
 *
 * This is Kenward and Roger's linear variant (V is linear in θ, no second derivatives), with their expected information, as SAS and pbkrtest
 * have it; the R package mmrm takes the observed information instead, which differs with incomplete data.
 * @see Kenward & Roger (1997) Biometrics 53:983–997, DOI 10.2307/2533558
 */
export class RepeatedMeasuresInference {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  /** Weights of the fixed effects: set by the caller before `read`. */
  contrast = new Float64Array(0);
  readonly #fit: RepeatedMeasuresFit;
  #kenwardRoger = false;
  readonly #w: Float64Array;
  readonly #factor: Float64Array;
  readonly #work: Float64Array;
  readonly #gradient: Float64Array;
  #direction = new Float64Array(0);
  #turned: Float64Array[] = [];
  readonly #slotVectors: Float64Array[];
  readonly #slotWork: Float64Array;
  readonly #setSums: Float64Array;

  constructor(fit: RepeatedMeasuresFit) {
    this.#fit = fit;
    const { count } = fit.information;
    const { slots } = fit.likelihood.data.structure;
    this.#w = new Float64Array(count * count);
    this.#factor = new Float64Array(count * count);
    this.#work = new Float64Array(count * count);
    this.#gradient = new Float64Array(count);
    this.#slotVectors = Array.from({ length: count }, () => new Float64Array(slots));
    this.#slotWork = new Float64Array(slots);
    this.#setSums = new Float64Array(fit.likelihood.data.structure.sets?.length ?? 0);
  }

  /** Reads a fit; call before `read`. Returns false where the information is not positive definite. */
  prepare(kenwardRoger: boolean): boolean {
    const { information, likelihood, held } = this.#fit;
    const { count, expected, observed } = information;
    this.#kenwardRoger = kenwardRoger;
    if (this.contrast.length !== likelihood.columns) {
      this.contrast = new Float64Array(likelihood.columns);
      this.#direction = new Float64Array(likelihood.columns);
      this.#turned = Array.from({ length: count }, () => new Float64Array(likelihood.columns));
    }
    const source = kenwardRoger ? expected : observed;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l <= k; l++) {
        const out = !kenwardRoger && held[k] + held[l] > 0;
        this.#factor[k * count + l] = out ? (k === l ? 1 : 0) : source[k * count + l];
      }
    }
    if (factorise(this.#factor, count, 1e-14) === 0) return false;
    invert(this.#factor, count, this.#w, this.#work);
    if (!kenwardRoger) for (let k = 0; k < count; k++) if (held[k] === 1) this.#w[k * count + k] = 0;
    return true;
  }

  /** Works out the combination in `contrast`. */
  read(): void {
    const { contrast } = this;
    const { information, likelihood } = this.#fit;
    const { derivatives, count } = information;
    const { columns, beta, factor } = likelihood;
    const direction = this.#direction;
    let variance = 0;
    this.estimate = 0;
    for (let c = 0; c < columns; c++) {
      let sum = contrast[c];
      for (let d = 0; d < c; d++) sum -= factor[c * columns + d] * direction[d];
      direction[c] = sum / factor[c * columns + c];
      variance += squared(direction[c]);
      this.estimate += contrast[c] * beta[c];
    }
    for (let k = 0; k < count; k++) {
      packedTimes(derivatives[k], direction, columns, this.#turned[k]);
      this.#gradient[k] = dot(this.#turned[k], direction, columns);
    }
    let spread = 0;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l < count; l++) spread += this.#gradient[k] * this.#w[k * count + l] * this.#gradient[l];
    }
    this.df = (2 * variance * variance) / spread;
    if (this.#kenwardRoger) variance += 2 * this.#correction();
    this.standardError = Math.sqrt(variance);
  }

  /** Σ Wᵢⱼ cᵀΦ(Qᵢⱼ − PᵢΦPⱼ)Φc */
  #correction(): number {
    const { information, likelihood } = this.#fit;
    const { count } = information;
    let total = 0;
    for (let k = 0; k < count; k++) {
      for (let l = 0; l < count; l++) total -= this.#w[k * count + l] * dot(this.#turned[k], this.#turned[l], likelihood.columns);
    }
    for (let u = 0; u < likelihood.data.unitCount; u++) total += this.#ofUnit(u);
    return total;
  }

  /** Σ Wᵢⱼ zᵀGᵢV⁻¹Gⱼz of one unit, z = V⁻¹XΦc. */
  #ofUnit(u: number): number {
    const { likelihood, information } = this.#fit;
    const { pattern, count: subjects, basis, rowsOfX } = likelihood.data.units[u];
    const { basisWidth: width, basisColumns: columns } = rowsOfX;
    if (pattern === undefined) return 0;
    const { size, places, inverse, parameters } = pattern;
    const { count } = information;
    const z = this.#slotWork;
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += basis[a * width + c] * this.#direction[columns[c]];
      z[a] = sum;
    }
    if (parameters.length > 0) return subjects * this.#ofSets(pattern);
    for (let k = 0; k < count; k++) {
      const vector = this.#slotVectors[k].fill(0);
      const list = places[k];
      for (let i = 0; i < list.length; i += 2) vector[list[i]] += z[list[i + 1]];
    }
    let total = 0;
    for (let k = 0; k < count; k++) {
      if (places[k].length === 0) continue;
      for (let a = 0; a < size; a++) {
        let sum = 0;
        for (let b = 0; b < size; b++) sum += inverse[a * size + b] * this.#slotVectors[k][b];
        z[a] = sum;
      }
      for (let l = 0; l < count; l++) {
        const list = places[l];
        if (list.length === 0) continue;
        let sum = 0;
        for (let a = 0; a < size; a++) sum += z[a] * this.#slotVectors[l][a];
        total += this.#w[k * count + l] * sum;
      }
    }
    return subjects * total;
  }

  /** Σ Wᵢⱼ zᵀGᵢV⁻¹Gⱼz where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ: a sum of (zᵀ1₍S₎)(1₍S₎ᵀV⁻¹1₍T₎)(1₍T₎ᵀz). */
  #ofSets({ sets, starts, parameters, between }: MeasurementPattern): number {
    const n = parameters.length;
    const { count } = this.#fit.information;
    const sums = this.#setSums;
    let total = 0;
    for (let s = 0; s < n; s++) {
      let sum = 0;
      for (let i = starts[s]; i < starts[s + 1]; i++) sum += this.#slotWork[sets[i]];
      sums[s] = sum;
      const from = parameters[s] * count;
      let across = 0;
      for (let t = 0; t < s; t++) across += this.#w[from + parameters[t]] * between[s * n + t] * sums[t];
      total += sum * (2 * across + this.#w[from + parameters[s]] * between[s * n + s] * sum);
    }
    return total;
  }
}

/** Au for a symmetric A packed as the derivatives of the information. */
function packedTimes(packed: Float64Array, u: Float64Array, n: number, target: Float64Array): void {
  target.fill(0, 0, n);
  let place = 0;
  for (let i = 0; i < n; i++, place++) {
    for (let j = 0; j < i; j++, place++) {
      target[i] += packed[place] * Math.SQRT1_2 * u[j];
      target[j] += packed[place] * Math.SQRT1_2 * u[i];
    }
    target[i] += packed[place] * u[i];
  }
}
