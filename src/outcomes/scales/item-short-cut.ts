import { exp } from '../../elementary/index.ts';
/** How near the expected total of a location must come to the one asked for, points: the precision of `ItemModel.location`. */
export const PRECISION = 1e-6;
/** Newton's last step, in units of the noise, after which the location is taken as found; its error is then at most half of the step squared. */
const LAST_STEP = 0.03;
const MAX_STEPS = 12;
/** Relative error of the odds beyond which no score is decided. */
const MAX_ERROR = 1e-3;
/** Relative error of the odds by rounding, far above what ten operations give. */
const ROUNDING = 1e-10;

/**
 * Scores of items without the location in full, where no score is close.
 *
 * An item scores at least k when uniform / (1 − uniform) exceeds the odds e_ik = exp(−(θ + δ_i − b_ik)/s). The odds of one item differ by fixed factors, and another θ
 * multiplies all of them alike, so that one exponential for an item and one for a step find θ. What `ItemModel.location` would give lies within an error that is known:
 * it stops where the expected total is within `PRECISION` of the one asked for, and Newton's method errs by half of the square of its last step (in units of s, because
 * the slope's own relative slope is at most 1/s). A score is decided only where the odds are farther apart than both errors together.
 */
export class ItemShortCut {
  readonly #first: Int32Array;
  readonly #starts: Float64Array;
  readonly #noise: number;
  /** exp((b_ik − b_i1)/s) by threshold, and exp(b_i1/s) by item. */
  readonly #factors: Float64Array;
  readonly #bases: Float64Array;
  /** Odds by threshold, all of them less a common factor. */
  readonly #odds: Float64Array;
  #common = 1;
  /** Expected total of the odds at hand, and the sum of p(1 − p). */
  #expected = 0;
  #information = 0;

  /**
   * @param thresholds  b_ik, item after item, each item's rising   @param first  position of each item's first threshold, and one beyond the last
   * @param starts  location of a patient without deviations, by whole total   @param noise  s
   */
  constructor(thresholds: Float64Array, first: Int32Array, starts: Float64Array, noise: number) {
    const items = first.length - 1;
    this.#first = first;
    this.#starts = starts;
    this.#noise = noise;
    this.#factors = new Float64Array(thresholds.length);
    this.#bases = new Float64Array(items);
    this.#odds = new Float64Array(thresholds.length);
    for (let item = 0; item < items; item++) {
      this.#bases[item] = exp(thresholds[first[item]] / noise);
      for (let k = first[item]; k < first[item + 1]; k++) this.#factors[k] = exp((thresholds[k] - thresholds[first[item]]) / noise);
    }
  }

  /**
   * Fills the scores that `ItemModel.rateLong` gives.
   * @param total  expected   @param uniforms  one for each item   @returns the sum of the scores, or −1 where it takes the long way to tell
   */
  rate(total: number, deviations: Float64Array, uniforms: Float64Array, scores: Uint8Array): number {
    if (!(total > PRECISION && total < this.#starts.length - 1 - PRECISION)) return -1;
    const error = this.#solve(total, deviations);
    if (!(error < MAX_ERROR)) return -1;
    return this.#score(uniforms, scores, this.#common * (1 + error), this.#common * (1 - error));
  }

  /** Counts the thresholds that each item exceeds; −1 where one is too close to tell. */
  #score(uniforms: Float64Array, scores: Uint8Array, above: number, below: number): number {
    const odds = this.#odds;
    const first = this.#first;
    let sum = 0;
    let k = 0;
    for (let item = 0; item < scores.length; item++) {
      const end = first[item + 1];
      const felt = uniforms[item] / (1 - uniforms[item]);
      k = first[item];
      while (k < end && felt > odds[k] * above) k++;
      if (k < end && !(felt < odds[k] * below)) return -1;
      scores[item] = k - first[item];
      sum += scores[item];
    }
    return sum;
  }

  /** Finds the common factor of the odds by Newton's method; returns a bound on their relative error against those of the long way. */
  #solve(total: number, deviations: Float64Array): number {
    this.#begin(total, deviations);
    for (let number = 0; number < MAX_STEPS; number++) {
      this.#evaluate();
      const step = (total - this.#expected) / this.#information;
      this.#common *= exp(-Math.min(2, Math.max(-2, step)));
      if (Math.abs(step) < LAST_STEP) return 0.6 * step * step + (1.2 * PRECISION) / this.#information + ROUNDING;
    }
    return Infinity;
  }

  /** Odds at the location of a patient without deviations, less the mean of the deviations. */
  #begin(total: number, deviations: Float64Array): void {
    const odds = this.#odds;
    const below = Math.floor(total);
    const share = total - below;
    let location = (1 - share) * this.#starts[below] + (share > 0 ? share * this.#starts[below + 1] : 0);
    let k = 0;
    for (let item = 0; item < deviations.length; item++) {
      location -= deviations[item] / deviations.length;
      const own = this.#bases[item] * exp(-deviations[item] / this.#noise);
      for (const end = this.#first[item + 1]; k < end; k++) odds[k] = own * this.#factors[k];
    }
    this.#common = exp(-location / this.#noise);
  }

  #evaluate(): void {
    const odds = this.#odds;
    const common = this.#common;
    let expected = 0;
    let information = 0;
    for (let k = 0; k < odds.length; k++) {
      const probability = 1 / (1 + common * odds[k]);
      expected += probability;
      information += probability * (1 - probability);
    }
    this.#expected = expected;
    this.#information = information;
  }
}
