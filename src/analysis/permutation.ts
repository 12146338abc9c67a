import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import { purposeCode, rootKey, Stream } from '../random/index.ts';
import { ChoiceSums, numberOfChoices, sampledChoiceSums } from '../statistics/label-permutation.ts';
import { normalUpperTail } from '../statistics/normal.ts';
import type { AnalysisMethod, AnalysisQuestion, BoundAnalysis, Interval } from './analysis.ts';
import { isRoundingNoise } from './contrast.ts';
import { DeferredEstimate } from './deferred-estimate.ts';
import { meanDifference } from './estimand.ts';
import { PeriodPairs } from './period-pairs.ts';
import { notEstimable } from './responses.ts';

const options = {
  arrangements: {
    default: 200_000,
    unit: 'arrangements',
    min: 1,
    max: 1_000_000_000,
    integer: true,
    about: 'up to this many arrangements of the sequence labels all are counted; beyond it they are sampled',
    source: 'definition',
  },
  samples: {
    default: 9_999,
    unit: 'arrangements',
    min: 99,
    max: 10_000_000,
    integer: true,
    about: 'arrangements sampled when there are too many',
    source: 'assumed',
  },
  seed: { default: 1, unit: 'seed', min: 0, max: 4294967295, integer: true, about: 'seed of the sampling', source: 'assumed' },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

/**
 * Re-randomisation test of the sequence labels: the effect of the comparator minus the reference, adjusted for period, judged by what
 * every other assignment of the subjects to the two sequences would have given.
 *
 * The statistic is mean d of comparator-first − mean d of reference-first, d = period 1 − period 2; the estimate is half of it, as in
 * `crossover-t`. p is the share of arrangements (of the same sizes) whose statistic is at least as large in absolute value; the observed one counts.
 * With more arrangements than the limit, p = (1 + count)/(1 + samples) over seeded random arrangements. The interval holds the effects that
 * neither one-sided test rejects at half of 1 − level. Assumes only that the labels were assigned at random, without regard to blocks, and no carry-over.
 *
 * @returns the effect in the unit of the measure; the standard error is that of the permutation distribution; details `arrangements`, whether exact, z and normal p;
 *          not estimable if a sequence is empty, there are other than two periods, or d does not vary
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Pitman (1937) Significance tests which may be applied to samples from any populations. Suppl J R Stat Soc 4:119–130, DOI 10.2307/2984124; Phipson & Smyth (2010) Stat Appl Genet Mol Biol 9:39, DOI 10.2202/1544-6115.1585
 */
export const permutation: AnalysisMethod<typeof options> = {
  kind: 'permutation',
  label: 're-randomisation of the sequences',
  takes: 'any',
  scope: 'visit',
  options,
  estimand: () => meanDifference,
  bind: (question, values) => bindPermutation(question, values),
};

function bindPermutation(question: AnalysisQuestion, values: Options): BoundAnalysis {
  const pairs = new PeriodPairs(question);
  const estimate = new PermutationEstimate(pairs, question, values);
  return {
    reads: pairs.reads,
    run: (data) => pairs.select(data) ?? (estimate.read() ? estimate.renew() : notEstimable('the period differences do not vary')),
  };
}

interface Tails {
  readonly less: number;
  readonly greater: number;
  readonly both: number;
}

class PermutationEstimate extends DeferredEstimate {
  /** Difference between the sequences' mean period differences. */
  statistic = 0;
  override standardError = 0;
  readonly #pairs: PeriodPairs;
  readonly #question: AnalysisQuestion;
  readonly #options: Options;
  readonly #stream = new Stream();
  readonly #key: Int32Array;
  #differences = new Float64Array(0);
  #ba = 0;
  #n = 0;
  #tolerance = 0;

  constructor(pairs: PeriodPairs, question: AnalysisQuestion, values: Options) {
    super(pairs.tally);
    this.#pairs = pairs;
    this.#question = question;
    this.#options = values;
    this.#key = rootKey(values.seed);
  }

  /** Takes the period differences, comparator-first subjects in front; false when they do not vary. */
  read(): boolean {
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
    let squares = 0;
    for (let i = 0; i < this.#n; i++) squares += (this.#differences[i] - total / this.#n) ** 2;
    this.statistic = chosen / this.#ba - (total - chosen) / (this.#n - this.#ba);
    const variance = squares / (this.#n - 1);
    this.standardError = Math.sqrt(variance * (1 / this.#ba + 1 / (this.#n - this.#ba))) / 2;
    // Sums are compared with a tolerance of 1e-9 of their size, or equal sums of decimals would differ.
    this.#tolerance = 1e-9 * this.#ba * Math.sqrt(variance);
    return !isRoundingNoise(Math.sqrt(variance), largest);
  }

  protected effect(): number {
    return this.statistic / 2;
  }

  protected test(): number {
    const { less, greater, both } = this.#tails(this.#differences);
    return { 'two-sided': both, less, greater }[this.#question.alternative];
  }

  protected confidence(): Interval {
    const { level } = this.#question;
    const half = (1 - level) / 2;
    const lower = this.#limit(-1, (tails) => tails.greater > half);
    const upper = this.#limit(1, (tails) => tails.less > half);
    return { level, lower, upper };
  }

  details(): Record<string, unknown> {
    const { arrangements, isExact } = this.#arrangements;
    const z = this.estimate / this.standardError;
    return {
      arrangements,
      exact: isExact,
      ...(isExact ? {} : { samples: this.#options.samples, seed: this.#options.seed }),
      permutationSd: 2 * this.standardError,
      normal: { statistic: z, pValue: Math.min(1, 2 * normalUpperTail(Math.abs(z))) },
      subjectsOfOtherOrders: this.#pairs.otherOrders,
    };
  }

  get #arrangements(): { arrangements: number; isExact: boolean } {
    const arrangements = numberOfChoices(this.#n, this.#ba);
    return { arrangements, isExact: arrangements <= this.#options.arrangements };
  }

  /** Shares of arrangements as extreme as the observed one (comparator-first subjects in front). */
  #tails(differences: Float64Array): Tails {
    const { arrangements, isExact } = this.#arrangements;
    let [observed, total] = [0, 0];
    for (let i = 0; i < this.#n; i++) {
      total += differences[i];
      if (i < this.#ba) observed += differences[i];
    }
    const expected = (total * this.#ba) / this.#n;
    const distance = Math.abs(observed - expected) - this.#tolerance;
    if (isExact) {
      const sums = new ChoiceSums(differences, this.#n, this.#ba);
      const outside = distance <= 0 ? arrangements : sums.atMost(expected - distance) + sums.atLeast(expected + distance);
      return {
        less: sums.atMost(observed + this.#tolerance) / arrangements,
        greater: sums.atLeast(observed - this.#tolerance) / arrangements,
        both: outside / arrangements,
      };
    }
    this.#stream.seat(this.#key, 0, 0, purposeCode('permutation'));
    const below = (limit: number): number => Math.floor(this.#stream.uniform() * limit);
    let [less, greater, both] = [1, 1, 1];
    for (const sum of sampledChoiceSums(differences, this.#n, this.#ba, this.#options.samples, below)) {
      if (sum <= observed + this.#tolerance) less++;
      if (sum >= observed - this.#tolerance) greater++;
      if (Math.abs(sum - expected) >= distance) both++;
    }
    const share = 1 / (1 + this.#options.samples);
    return { less: less * share, greater: greater * share, both: both * share };
  }

  /** The farthest effect in one direction that is still accepted, by bisection; infinite when none is rejected. */
  #limit(direction: 1 | -1, isAccepted: (tails: Tails) => boolean): number {
    const shifted = new Float64Array(this.#n);
    const accepts = (effect: number): boolean => {
      for (let i = 0; i < this.#n; i++) shifted[i] = this.#differences[i] - (i < this.#ba ? 2 * effect : 0);
      return isAccepted(this.#tails(shifted));
    };
    let inside = this.estimate;
    let outside = inside + direction * this.standardError;
    for (let step = 0; accepts(outside); step++) {
      if (step === 12) return direction * Infinity;
      inside = outside;
      outside = this.estimate + 2 * (outside - this.estimate);
    }
    while (Math.abs(outside - inside) > 1e-9 * this.standardError) {
      const middle = (inside + outside) / 2;
      if (middle === inside || middle === outside) break;
      if (accepts(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  }
}
