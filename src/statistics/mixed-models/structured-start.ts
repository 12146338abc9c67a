import { squared } from '../../elementary/index.ts';
import { factorise } from '../linear-algebra/cholesky.ts';
import type { CovarianceStructure } from './covariance-structure.ts';
import { RepeatedMeasures } from './repeated-measures.ts';
import { RepeatedMeasuresFit } from './repeated-measures-fit.ts';

/** Smallest pivot, as a share of a variance, of covariances that a structure is fitted to; assumed. */
const NEARLY_SINGULAR = 1e-3;

/**
 * A start of structured covariances near the optimum: the maximum of the likelihood of a covariance matrix with the structure, where complete normal
 * data with known means would have the covariances given. It costs as little as one subject without fixed effects.
 */
export class StructuredStart {
  readonly #data: RepeatedMeasures;
  readonly #fit: RepeatedMeasuresFit;
  readonly #factor: Float64Array;

  constructor(structure: CovarianceStructure) {
    this.#data = new RepeatedMeasures(structure, new Array<number>(structure.slots).fill(0));
    this.#fit = new RepeatedMeasuresFit(this.#data);
    this.#factor = new Float64Array(squared(structure.slots));
  }

  /**
   * Improves `theta`; leaves it as it is where the covariances (slots × slots, NaN where there are none) are nearly singular.
   */
  improve(covariance: Float64Array, theta: Float64Array): void {
    const data = this.#data;
    const { slots } = data.structure;
    const factor = this.#factor;
    factor.set(covariance);
    if (!(factorise(factor, slots, NEARLY_SINGULAR) > 0)) return;
    data.start(0);
    // Pairs of opposite vectors, so that their mean is zero and their mean square is the covariance.
    for (let column = 0; column < slots; column++) {
      for (let slot = 0; slot < slots; slot++) data.values[slot] = slot < column ? 0 : factor[slot * slots + column] * Math.sqrt(slots);
      data.add(0);
      for (let slot = 0; slot < slots; slot++) data.values[slot] = -data.values[slot];
      data.add(0);
    }
    this.#fit.likelihood.start();
    this.#fit.theta.set(theta);
    if (this.#fit.approach()) theta.set(this.#fit.theta);
  }
}
