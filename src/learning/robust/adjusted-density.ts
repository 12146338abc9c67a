import { exp } from '../../elementary/index.ts';
import { normalLogDensity, normalLogUpperTail } from '../../statistics/distributions/normal.ts';
import type { Density } from '../sampler/hamiltonian.ts';
import type { Hierarchy } from '../sampler/hierarchy.ts';

/**
 * Scale of the Laplace prior of an adjustment, in SDs of the synthetic likelihood: that of ELFI, as Frazier & Drovandi (2021) have it; the R package BSL takes 1 unless
 * said otherwise. The prior's SD is √2 times it.
 */
export const ADJUSTMENT_SCALE = 0.5;

/** A Laplace distributed number at a normal score: its quantile at Φ(score), which has a continuous slope. */
export function laplaceAt(score: number): number {
  const size = -(Math.LN2 + normalLogUpperTail(Math.abs(score)));
  return ADJUSTMENT_SCALE * (score < 0 ? -size : size);
}

function laplaceSlope(score: number): number {
  return ADJUSTMENT_SCALE * exp(normalLogDensity(score) - normalLogUpperTail(Math.abs(score)));
}

/** The posterior of a hierarchy, some of whose parameters are adjustments with a Laplace prior. They are sampled as normal scores, so that the prior is exact and the density smooth. */
export class AdjustedDensity implements Density {
  readonly size: number;

  /**
   * @param hierarchy  with a flat prior of the adjustments
   * @param first  place of the first of the adjustments, and their number
   */
  constructor(
    readonly hierarchy: Hierarchy,
    readonly first: number,
    readonly count: number,
  ) {
    this.size = hierarchy.size;
  }

  /** What the hierarchy knows: adjustments in place of their scores. */
  restored(x: Float64Array): Float64Array {
    const values = x.slice();
    for (let at = this.first; at < this.first + this.count; at++) values[at] = laplaceAt(x[at]);
    return values;
  }

  at(x: Float64Array, gradient: Float64Array): number {
    let sum = this.hierarchy.at(this.restored(x), gradient);
    for (let at = this.first; at < this.first + this.count; at++) {
      sum -= (x[at] * x[at]) / 2;
      gradient[at] = gradient[at] * laplaceSlope(x[at]) - x[at];
    }
    return sum;
  }
}
