import { squared } from '../../elementary/index.ts';
import { streamId, rootKey, Stream } from '../../random/index.ts';
import { ChoiceSums, numberOfChoices, type SampledChoices, sampleChoices } from '../../statistics/exact-tests/label-permutation.ts';
import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import { equalSumsWithin, isRoundingNoise } from '../../statistics/rounding-noise.ts';
import type { Alternative, AnalysisSpec, Interval, NotEstimable } from '../analysis.ts';
import { DeferredEstimate } from './deferred-estimate.ts';
import type { PeriodPairs } from '../selection/period-pairs.ts';
import { rangeProblem } from './variation.ts';

export interface PermutationOptions {
  /** Up to this many arrangements all are counted. */
  readonly arrangements: number;
  /** How many are sampled beyond that. */
  readonly samples: number;
  readonly seed: number;
}

/** Precision of the interval's ends, in standard errors. */
const LIMIT_PRECISION = 1e-7;

/** The estimate of `permutation`: what every other assignment of the subjects to the sequences would have given, exactly or by seeded sampling. */
export class PermutationEstimate extends DeferredEstimate {
  /** Difference between the sequences' mean period differences. */
  statistic = 0;
  override standardError = 0;
  readonly #pairs: PeriodPairs;
  readonly #question: AnalysisSpec;
  readonly #options: PermutationOptions;
  readonly #stream = new Stream();
  readonly #key: Int32Array;
  #differences = new Float64Array(0);
  #ba = 0;
  #n = 0;
  #total = 0;
  /** Sum of the period differences of the subjects with the comparator first. */
  #observed = 0;
  #tolerance = 0;
  /** False when the period differences are all the same, so that every arrangement gives the same. */
  #varies = true;
  #sampled: SampledChoices | undefined;

  constructor(pairs: PeriodPairs, question: AnalysisSpec, values: PermutationOptions) {
    super(pairs.tally);
    this.#pairs = pairs;
    this.#question = question;
    this.#options = values;
    this.#key = rootKey(values.seed);
  }

  /** Takes the period differences, comparator-first subjects in front; returns why they cannot be compared, or undefined. */
  read(): NotEstimable | undefined {
    const { referenceFirst: ab, comparatorFirst: ba, largest } = this.#pairs;
    this.#ba = ba.count;
    this.#n = ab.count + ba.count;
    if (this.#differences.length < this.#n) this.#differences = new Float64Array(this.#n);
    this.#differences.set(ba.difference.subarray(0, ba.count));
    this.#differences.set(ab.difference.subarray(0, ab.count), ba.count);
    let [total, chosen] = [0, 0];
    for (let i = 0; i < this.#n; i++) {
      total += this.#differences[i];
      if (i < this.#ba) chosen += this.#differences[i];
    }
    this.#total = total;
    this.#observed = chosen;
    this.#sampled = undefined;
    let squares = 0;
    for (let i = 0; i < this.#n; i++) squares += squared(this.#differences[i] - total / this.#n);
    this.statistic = chosen / this.#ba - (total - chosen) / (this.#n - this.#ba);
    const variance = squares / (this.#n - 1);
    this.standardError = Math.sqrt(variance * (1 / this.#ba + 1 / (this.#n - this.#ba))) / 2;
    // Equal sums of decimals differ in the computer by rounding.
    this.#tolerance = equalSumsWithin(largest, this.#ba);
    this.#varies = !isRoundingNoise(Math.sqrt(variance), largest);
    if (!this.#varies) {
      this.statistic = 0;
      this.standardError = 0;
    }
    return rangeProblem(variance, largest);
  }

  protected effect(): number {
    return this.statistic / 2;
  }

  protected test(): number {
    return this.#varies ? this.#share(0, this.#question.alternative) : 1;
  }

  protected confidence(): Interval {
    const { level } = this.#question;
    const half = (1 - level) / 2;
    if (!this.#varies) {
      // Any effect taken off would make the observed arrangement the most extreme of all.
      const { arrangements, isExact } = this.#arrangements;
      const reach = 1 / (isExact ? arrangements : 1 + this.#options.samples) > half ? Infinity : 0;
      return { level, lower: 0 - reach, upper: reach };
    }
    return { level, lower: this.#limit(-1, 'greater', half), upper: this.#limit(1, 'less', half) };
  }

  details(): Record<string, unknown> {
    const { arrangements, isExact } = this.#arrangements;
    const z = this.estimate / this.standardError;
    return {
      arrangements,
      exact: isExact,
      ...(isExact ? {} : { samples: this.#options.samples, seed: this.#options.seed }),
      permutationSd: 2 * this.standardError,
      ...(this.#varies ? { normal: { statistic: z, pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))) } } : {}),
      subjectsOfOtherOrders: this.#pairs.otherOrders,
    };
  }

  get #arrangements(): { arrangements: number; isExact: boolean } {
    const arrangements = numberOfChoices(this.#n, this.#ba);
    return { arrangements, isExact: arrangements <= this.#options.arrangements };
  }

  /** Share of arrangements as extreme as the observed one in the direction of an alternative, after taking an effect off the comparator's periods. */
  #share(effect: number, alternative: Alternative): number {
    const { arrangements, isExact } = this.#arrangements;
    const shift = 2 * effect;
    const observed = this.#observed - shift * this.#ba;
    const expected = ((this.#total - shift * this.#ba) * this.#ba) / this.#n;
    const distance = Math.abs(observed - expected) - this.#tolerance;
    const low = alternative === 'two-sided' ? expected - distance : observed + this.#tolerance;
    const high = alternative === 'two-sided' ? expected + distance : observed - this.#tolerance;
    if (alternative === 'two-sided' && distance <= 0) return 1;
    if (isExact) {
      const shifted = this.#differences.map((difference, i) => (i < this.#ba ? difference - shift : difference));
      const sums = new ChoiceSums(shifted, this.#n, this.#ba);
      const count = (alternative === 'greater' ? 0 : sums.atMost(low)) + (alternative === 'less' ? 0 : sums.atLeast(high));
      return count / arrangements;
    }
    const { sums, overlaps } = (this.#sampled ??= this.#sample());
    let count = 1;
    for (let i = 0; i < sums.length; i++) {
      const sum = sums[i] - shift * overlaps[i];
      if ((alternative !== 'greater' && sum <= low) || (alternative !== 'less' && sum >= high)) count++;
    }
    return count / (1 + sums.length);
  }

  #sample(): SampledChoices {
    this.#stream.startAt(this.#key, 0, 0, streamId('permutation'));
    const below = (limit: number): number => Math.floor(this.#stream.uniform() * limit);
    return sampleChoices(this.#differences, this.#n, this.#ba, this.#options.samples, below);
  }

  /** The farthest effect in one direction that is still accepted, by bisection; infinite when none is rejected. */
  #limit(direction: 1 | -1, alternative: Alternative, half: number): number {
    const accepts = (effect: number): boolean => this.#share(effect, alternative) > half;
    let inside = this.estimate;
    let outside = inside + direction * this.standardError;
    for (let step = 0; accepts(outside); step++) {
      if (step === 12) return direction * Infinity;
      inside = outside;
      outside = this.estimate + 2 * (outside - this.estimate);
    }
    while (Math.abs(outside - inside) > LIMIT_PRECISION * this.standardError) {
      const middle = (inside + outside) / 2;
      if (middle === inside || middle === outside) break;
      if (accepts(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  }
}
