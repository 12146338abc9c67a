import { exp, log } from '../../elementary/index.ts';
import type { Stream } from '../../random/stream.ts';
import { ItemShortCut, PRECISION } from './item-short-cut.ts';
import { expectedTotal, maximumTotal, type Scale } from './scale.ts';

/** What decides how far apart two ratings of the same severity are. */
export interface ItemErrors {
  /** SD of a HAM-D17 total about the true severity, points, at a severity of 20. */
  readonly errorSd: number;
  /** SD of a patient's lasting and passing deviations of an item from what the severity lets expect, latent units. */
  readonly itemDeviationSd: number;
  /** Share of the variance of those deviations that stays with the patient from visit to visit. */
  readonly itemPersistence: number;
}

/** Smallest and largest noise that is tried, latent units. */
const MIN_NOISE = 0.05;
const MAX_NOISE = 20;
/** Severity at which `errorSd` is stated, HAM-D17 points: a depressed patient. */
const STATED_SEVERITY = 20;

/**
 * Graded-response model of a scale with fixed totals: item i scores at least k when θ + deviation_i + noise exceeds its k-th threshold.
 *
 *     P(X_i ≥ k) = 1 / (1 + exp(−(θ + δ_i − b_ik)/s)),   θ such that Σ_i E[X_i] = the expected total at this severity
 *
 * θ is solved for each patient's own deviations δ, so these share the total out among the items and never move it: the expected total is the true severity (through the
 * scale's equating) for every patient and over the whole range, and what remains about it is the logistic noise s, the error of the rater.
 *
 * @see Samejima (1969) Estimation of latent ability using a response pattern of graded scores. Psychometrika Monograph 17
 */
export class ItemModel {
  readonly scale: Scale;
  readonly maximum: number;
  /** Scale s of the logistic noise, latent units. */
  readonly noise: number;
  readonly #thresholds: Float64Array;
  /** Position of each item's first threshold, and one beyond the last. */
  readonly #first: Int32Array;
  /** Where the search for a location begins, by whole total: the location of a patient without deviations. */
  readonly #starts: Float64Array;
  readonly #uniforms: Float64Array;
  readonly #shortCut: ItemShortCut;

  constructor(scale: Scale, errors: ItemErrors, deviations: readonly Float64Array[]) {
    this.scale = scale;
    this.maximum = maximumTotal(scale);
    this.#thresholds = new Float64Array(this.maximum);
    this.#first = new Int32Array(scale.items.length + 1);
    scale.items.forEach(({ maximum, difficulty, step }, i) => {
      this.#first[i + 1] = this.#first[i] + maximum;
      for (let k = 0; k < maximum; k++) this.#thresholds[this.#first[i] + k] = difficulty + k * step;
    });
    this.#starts = new Float64Array(this.maximum + 1).fill(4);
    this.noise = this.#noiseFor(errors.errorSd * scale.errorRatio, deviations);
    const none = new Float64Array(scale.items.length);
    const starts = Float64Array.from(this.#starts, (_, total) =>
      this.#solve(Math.min(this.maximum - 0.5, Math.max(0.5, total)), none, this.noise),
    );
    this.#starts.set(starts);
    this.#uniforms = new Float64Array(scale.items.length);
    this.#shortCut = new ItemShortCut(this.#thresholds, this.#first, this.#starts, this.noise);
  }

  /** Latent location at which a patient with these deviations has the expected total of a severity; ±Infinity at the ends of the scale. */
  location(severity: number, deviations: Float64Array): number {
    return this.#solve(expectedTotal(this.scale, severity), deviations, this.noise);
  }

  /** Probability that an item scores at least `score`. */
  probability(item: number, score: number, location: number, deviations: Float64Array): number {
    return logistic((location + deviations[item] - this.#thresholds[this.#first[item] + score - 1]) / this.noise);
  }

  /**
   * Draws the score of every item; for the same random numbers a higher severity never lowers any of them.
   * @param scores  filled with the items' scores   @returns their sum
   */
  rate(severity: number, deviations: Float64Array, stream: Stream, scores: Uint8Array): number {
    const uniforms = this.#uniforms;
    stream.uniforms(uniforms, scores.length);
    const total = this.#shortCut.rate(expectedTotal(this.scale, severity), deviations, uniforms, scores);
    return total < 0 ? this.rateLong(severity, deviations, uniforms, scores) : total;
  }

  /** As `rate`, from the uniform numbers of the items and with the location in full: the long way, which the short cut leaves to it where a score is close. */
  rateLong(severity: number, deviations: Float64Array, uniforms: Float64Array, scores: Uint8Array): number {
    const location = this.location(severity, deviations);
    let total = 0;
    for (let item = 0; item < scores.length; item++) {
      const felt = location + deviations[item] + this.noise * log(uniforms[item] / (1 - uniforms[item]));
      let score = 0;
      for (let k = this.#first[item]; k < this.#first[item + 1] && felt > this.#thresholds[k]; k++) score++;
      scores[item] = score;
      total += score;
    }
    return total;
  }

  #solve(total: number, deviations: Float64Array, noise: number): number {
    if (!(total > PRECISION)) return -Infinity;
    if (!(total < this.maximum - PRECISION)) return Infinity;
    let lower = -1000;
    let upper = 1000;
    let location = this.#starts[Math.round(total)];
    for (let step = 0; step < 200; step++) {
      let expected = 0;
      let slope = 0;
      for (let item = 0; item < deviations.length; item++) {
        for (let k = this.#first[item]; k < this.#first[item + 1]; k++) {
          const probability = logistic((location + deviations[item] - this.#thresholds[k]) / noise);
          expected += probability;
          slope += probability * (1 - probability);
        }
      }
      const excess = expected - total;
      if (Math.abs(excess) < PRECISION) break;
      if (excess > 0) upper = location;
      else lower = location;
      const next = location - (excess * noise) / slope;
      location = next > lower && next < upper ? next : (lower + upper) / 2;
    }
    return location;
  }

  /** The noise that gives the total the error asked for, averaged over patients: bisection; held where the scale can give no more or less. */
  #noiseFor(errorSd: number, deviations: readonly Float64Array[]): number {
    const target = expectedTotal(this.scale, STATED_SEVERITY);
    let lower = log(MIN_NOISE);
    let upper = log(MAX_NOISE);
    for (let step = 0; step < 30; step++) {
      const middle = (lower + upper) / 2;
      const noise = exp(middle);
      const mean =
        deviations.reduce((sum, own) => sum + this.#variance(this.#solve(target, own, noise), own, noise), 0) / deviations.length;
      if (mean > errorSd * errorSd) upper = middle;
      else lower = middle;
    }
    return exp((lower + upper) / 2);
  }

  /** Variance of the total: Σ_i Var X_i, from E[X²] = Σ_k (2k − 1) P(X ≥ k). */
  #variance(location: number, deviations: Float64Array, noise: number): number {
    let variance = 0;
    for (let item = 0; item < deviations.length; item++) {
      let mean = 0;
      let square = 0;
      for (let k = this.#first[item]; k < this.#first[item + 1]; k++) {
        const probability = logistic((location + deviations[item] - this.#thresholds[k]) / noise);
        mean += probability;
        square += (2 * (k - this.#first[item]) + 1) * probability;
      }
      variance += square - mean * mean;
    }
    return variance;
  }
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
