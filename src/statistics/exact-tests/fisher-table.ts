import { exp, log } from '../../elementary/index.ts';
/** A 2 × 2 table: rows are groups, columns outcomes. */
export interface Table {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Tables this much more probable than the observed one count as equally probable, as in R's fisher.test. */
const EQUAL_PROBABILITY = 1 + 1e-7;

/**
 * The conditional distribution of the first cell of a 2 × 2 table given its margins: P(x) ∝ C(m, x) C(n, k − x) ωˣ with ω the odds
 * ratio; m, n the row totals, k the first column's total.
 */
export class ConditionalTable {
  readonly #lowest: number;
  /** ln of the weights at ω = 1, relative to the largest */
  readonly #logWeights: Float64Array;
  readonly #observed: number;

  constructor({ a, b, c, d }: Table) {
    const [m, n, k] = [a + b, c + d, a + c];
    this.#lowest = Math.max(0, k - n);
    this.#observed = a - this.#lowest;
    const highest = Math.min(k, m);
    const weights = new Float64Array(highest - this.#lowest + 1);
    for (let x = this.#lowest + 1; x <= highest; x++) {
      const ratio = ((m - x + 1) * (k - x + 1)) / (x * (n - k + x));
      weights[x - this.#lowest] = weights[x - this.#lowest - 1] + log(ratio);
    }
    const largest = weights.reduce((best, weight) => Math.max(best, weight), -Infinity);
    this.#logWeights = weights.map((weight) => weight - largest);
  }

  /** Number of tables with these margins. */
  get size(): number {
    return this.#logWeights.length;
  }

  /** Exact tests of ω = 1: tails of the first cell, the point, and the sum of tables no more probable than the observed one. */
  test(): { less: number; greater: number; point: number; minimumLikelihood: number } {
    const probabilities = this.#probabilities(0);
    const point = probabilities[this.#observed];
    let [less, greater, minimumLikelihood] = [0, 0, 0];
    probabilities.forEach((probability, x) => {
      if (x <= this.#observed) less += probability;
      if (x >= this.#observed) greater += probability;
      if (probability <= point * EQUAL_PROBABILITY) minimumLikelihood += probability;
    });
    return { less: Math.min(1, less), greater: Math.min(1, greater), point, minimumLikelihood: Math.min(1, minimumLikelihood) };
  }

  /** Conditional maximum-likelihood odds ratio: the ω under which the mean of the first cell is the observed one; 0 or Infinity at the ends. */
  oddsRatio(): number {
    if (this.#observed === 0) return 0;
    if (this.#observed === this.size - 1) return Infinity;
    return exp(rootOf((logRatio) => this.#probabilities(logRatio).reduce((sum, p, x) => sum + p * x, 0) - this.#observed));
  }

  /** Exact interval for the odds ratio by inverting both one-sided tests (Clopper–Pearson style); [0, ∞] when there is one table only. */
  interval(level: number): { level: number; lower: number; upper: number } {
    const half = (1 - level) / 2;
    const tail = (logRatio: number, isUpper: boolean): number => {
      let sum = 0;
      this.#probabilities(logRatio).forEach((p, x) => (sum += (isUpper ? x >= this.#observed : x <= this.#observed) ? p : 0));
      return sum;
    };
    const lower = this.#observed === 0 ? 0 : exp(rootOf((logRatio) => tail(logRatio, true) - half));
    const upper = this.#observed === this.size - 1 ? Infinity : exp(rootOf((logRatio) => half - tail(logRatio, false)));
    return { level, lower, upper };
  }

  #probabilities(logRatio: number): Float64Array {
    const logs = this.#logWeights.map((weight, x) => weight + x * logRatio);
    const largest = logs.reduce((best, value) => Math.max(best, value), -Infinity);
    const weights = logs.map((value) => exp(value - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
}

/** Where an increasing function of the log odds ratio crosses zero, by bisection. */
function rootOf(increasing: (logRatio: number) => number): number {
  let low = -1;
  let high = 1;
  while (increasing(low) > 0) low *= 2;
  while (increasing(high) < 0) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (high - low < 1e-13 || middle === low || middle === high) return middle;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
}
