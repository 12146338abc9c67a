import { squared } from '../../elementary/index.ts';
import { factorise } from '../linear-algebra/cholesky.ts';
import type { ConditionSlot, ConditionVariances } from './condition-structure.ts';
import type { RepeatedMeasures } from './repeated-measures.ts';

// Longer than other files: one class, whose starts are all made from the same covariances.

/** Smallest share of a variance that a start leaves to a component or a pivot; assumed. */
const MIN_SHARE = 0.02;
/** Correlation of the second start; assumed. */
const SECOND_CORRELATION = 0.3;

/** Shares of a variance that the components of a start have. */
export interface VarianceShares {
  readonly subject: number;
  readonly group: number;
  readonly residual: number;
}

/**
 * Start of a REML fit: covariances of the available pairs of slots about least-squares means (`likelihood.start()` has left the residuals),
 * divided by their number less the fixed effects of a slot, made positive definite by shrinking towards their diagonal.
 */
export class PairwiseCovariance {
  /** slots × slots, both triangles; NaN where no subject has both slots. */
  readonly covariance: Float64Array;
  readonly #data: RepeatedMeasures;
  readonly #pairs: Float64Array;
  readonly #factor: Float64Array;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  readonly #slotSums: Float64Array;
  readonly #slotCounts: Float64Array;

  constructor(data: RepeatedMeasures) {
    const square = squared(data.structure.slots);
    this.#data = data;
    this.covariance = new Float64Array(square);
    this.#pairs = new Float64Array(square);
    this.#factor = new Float64Array(square);
    this.#sums = new Float64Array(data.structure.count);
    this.#counts = new Float64Array(data.structure.count);
    this.#slotSums = new Float64Array(data.structure.slots);
    this.#slotCounts = new Float64Array(data.structure.slots);
  }

  /** @param fixedEffects  of one slot: subtracted from the number of pairs */
  read(fixedEffects: number): void {
    const { covariance } = this;
    const pairs = this.#pairs;
    const data = this.#data;
    const { slots } = data.structure;
    covariance.fill(0);
    pairs.fill(0);
    for (let u = 0; u < data.unitCount; u++) {
      const { pattern, count, residual } = data.units[u];
      if (pattern === undefined) continue;
      const { size } = pattern;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) {
          const at = pattern.slots[a] * slots + pattern.slots[b];
          covariance[at] += count * residual[a] * residual[b];
          pairs[at] += count;
        }
      }
    }
    for (let p = 0; p < data.patternCount; p++) {
      const { size, rows, spread, slots: places } = data.patterns[p];
      for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) {
          let sum = 0;
          for (let r = 0; r < rows; r++) sum += spread[r * size + a] * spread[r * size + b];
          covariance[places[a] * slots + places[b]] += sum;
        }
      }
    }
    for (let a = 0; a < slots; a++) {
      for (let b = 0; b <= a; b++) {
        const at = a * slots + b;
        covariance[at] = pairs[at] === 0 ? NaN : covariance[at] / Math.max(pairs[at] - fixedEffects, 1);
        covariance[b * slots + a] = covariance[at];
      }
    }
  }

  /** Start of an unstructured covariance: lower triangle row by row. */
  unstructured(theta: Float64Array): void {
    const { slots } = this.#data.structure;
    const factor = this.#factor;
    for (let keep = 1; keep > 1e-3; keep *= 0.8) {
      let k = 0;
      for (let a = 0; a < slots; a++) {
        for (let b = 0; b <= a; b++) {
          const value = this.covariance[a * slots + b];
          theta[k] = a === b ? value : value === value ? keep * value : 0;
          factor[a * slots + b] = theta[k++];
        }
      }
      if (factorise(factor, slots, keep === 1 ? 1e-6 : MIN_SHARE) > 0) return;
    }
  }

  /** A further start of variances. @param shares  of the mean variance of a slot */
  shares(theta: Float64Array, { subject, groups }: ConditionVariances, shares: VarianceShares): void {
    const { slots } = this.#data.structure;
    let total = 0;
    for (let a = 0; a < slots; a++) total += this.covariance[a * slots + a] / slots;
    const first = subject ? 1 : 0;
    theta.fill(shares.residual * total);
    theta.fill(shares.group * total, first, first + groups);
    if (subject) theta[0] = shares.subject * total;
  }

  /**
   * A second start of an unstructured covariance, far from singular: the variances, all correlations equal. Where incomplete data leave the
   * likelihood without a bound near singular matrices, it leads to the local maximum away from them, if there is one.
   */
  equicorrelated(theta: Float64Array): void {
    const { slots } = this.#data.structure;
    let k = 0;
    for (let a = 0; a < slots; a++) {
      for (let b = 0; b <= a; b++) {
        const [one, other] = [this.covariance[a * slots + a], this.covariance[b * slots + b]];
        theta[k++] = a === b ? one : SECOND_CORRELATION * Math.sqrt(one * other);
      }
    }
  }

  /** Start of σ²_subject, σ²_subject·period, σ² for slots period by period. */
  subjectPeriod(theta: Float64Array, visits: number): void {
    const { slots } = this.#data.structure;
    const sums = [0, 0, 0];
    const counts = [0, 0, 0];
    for (let a = 0; a < slots; a++) {
      for (let b = 0; b <= a; b++) {
        const value = this.covariance[a * slots + b];
        if (value !== value) continue;
        const kind = a === b ? 2 : Math.floor(a / visits) === Math.floor(b / visits) ? 1 : 0;
        sums[kind] += value;
        counts[kind]++;
      }
    }
    const [across, within, total] = sums.map((sum, kind) => sum / Math.max(counts[kind], 1));
    theta[0] = Math.max(across, MIN_SHARE * total);
    theta[1] = Math.max(within - Math.max(across, 0), MIN_SHARE * total);
    theta[2] = Math.max(total - within, MIN_SHARE * total);
  }

  /** Start of the variances of `conditionStructure`: means of the covariances they are parts of. */
  conditions(theta: Float64Array, slots: readonly ConditionSlot[], { subject, groups }: ConditionVariances): void {
    const n = slots.length;
    const first = subject ? 1 : 0;
    const [sums, counts] = [this.#sums.fill(0), this.#counts.fill(0)];
    for (let a = 0; a < n; a++) {
      this.#put(first + groups + slots[a].residual, this.covariance[a * n + a]);
      for (let b = 0; b < a; b++) {
        const own = slots[a].groupVariance;
        const together = own >= 0 && slots[a].group === slots[b].group;
        if (together) this.#put(first + own, this.covariance[a * n + b]);
        else if (subject) this.#put(0, this.covariance[a * n + b]);
      }
    }
    for (let k = 0; k < theta.length; k++) sums[k] /= Math.max(counts[k], 1);
    let total = 0;
    for (let k = first + groups; k < theta.length; k++) total += sums[k] / (theta.length - first - groups);
    if (subject) theta[0] = Math.max(sums[0], MIN_SHARE * total);
    const across = subject ? theta[0] : 0;
    for (let k = first; k < first + groups; k++) theta[k] = Math.max(sums[k] - across, MIN_SHARE * total);
    const residuals = this.#differenceVariances();
    theta.fill(0, first + groups);
    for (let a = 0; a < n; a++) {
      const k = first + groups + slots[a].residual;
      theta[k] += residuals[a] / counts[k];
    }
    for (let k = first + groups; k < theta.length; k++) theta[k] = Math.max(theta[k], MIN_SHARE * total);
  }

  /** Adds a covariance, if there is one, to those that a parameter is part of. */
  #put(parameter: number, value: number): void {
    if (value !== value) return;
    this.#sums[parameter] += value;
    this.#counts[parameter]++;
  }

  /**
   * The part of each slot in the variances of its differences from the others, var(yₐ − y_b) ≈ rₐ + r_b, by least squares: free of what a
   * subject's values share; half of the variance of the difference where there are two slots, the variance itself where a slot stands alone.
   * @see Grubbs (1948) J Am Stat Assoc 43:243–264, DOI 10.1080/01621459.1948.10483261
   */
  #differenceVariances(): Float64Array {
    const { slots: n } = this.#data.structure;
    const c = this.covariance;
    const [sums, counts] = [this.#slotSums.fill(0), this.#slotCounts.fill(0)];
    let [sum, count] = [0, 0];
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < a; b++) {
        const value = c[a * n + a] + c[b * n + b] - 2 * c[a * n + b];
        if (value !== value) continue;
        sums[a] += value;
        sums[b] += value;
        counts[a]++;
        counts[b]++;
        sum += value;
        count++;
      }
    }
    const half = sum / (2 * Math.max(count, 1));
    for (let a = 0; a < n; a++) {
      if (counts[a] === 0) sums[a] = c[a * n + a];
      else sums[a] = n < 3 ? half : Math.max((((n - 1) * sums[a]) / counts[a] - n * half) / (n - 2), 0);
    }
    return sums;
  }
}
