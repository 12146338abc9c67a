import type { Contrast } from '../../analysis/estimators/contrast.ts';
import type { AnalysisSpec, BoundAnalysis } from '../../analysis/index.ts';
import { SubjectTally } from '../../analysis/selection/subject-tally.ts';
import { TEstimate } from '../../analysis/estimators/t-estimate.ts';
import { Stream } from '../../random/index.ts';
import { ALLOCATION, OUTCOMES, sequenceMeans } from '../../trial/gaussian/gaussian-generator.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import { fourCrossovers, TRIALS_AT_ONCE, type FourCrossovers } from './four-crossovers.ts';

/** No normal number of a stream is farther from zero than this: the tail's rejection rule bounds it by 3.65 + √(−2 log 2⁻⁵⁴) < 12.4. */
const MAX_NORMAL = 16;

/** The contrast of the kernel's last trial; counts and details belong to the general path. */
class PairContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  readonly df: number;
  readonly reads: readonly string[];
  readonly tally = new SubjectTally();

  constructor(reads: readonly string[], df: number) {
    this.reads = reads;
    this.df = df;
  }

  read(): undefined {
    return undefined;
  }

  details(): Record<string, unknown> {
    return {};
  }
}

/** The general path, which says what happens in a trial that could be degenerate. */
export interface GeneralPath {
  readonly key: Int32Array;
  readonly generator: TrialGenerator;
  readonly bound: readonly BoundAnalysis[];
}

/** What the kernel takes of a study that it serves. */
export interface PairedTrial {
  readonly question: AnalysisSpec;
  readonly trial: GaussianTrial;
  /** The sequence that takes the reference first, 0 or 1. */
  readonly referenceFirst: number;
  /** False to do without WebAssembly. */
  readonly inFours: boolean;
}

/** Makes and analyses the trials of a Gaussian crossover in pairs: in place of a generator and an analysis. */
export class PairKernel {
  readonly bound: readonly BoundAnalysis[];
  readonly #key: Int32Array;
  readonly #stream = new Stream();
  readonly #uniforms: Float64Array;
  readonly #normals: Float64Array;
  /** Period differences by pair: of the reference-first patient, then of the comparator-first one. */
  readonly #differences: Float64Array;
  /** By sequence × period, the sequence that takes the reference first before the other. */
  readonly #means: Float64Array;
  readonly #referenceFirst: number;
  readonly #sdBetween: number;
  readonly #sdWithin: number;
  /** A standard deviation above this is no rounding noise whatever the responses are. */
  readonly #surelyVaries: number;
  readonly #contrast: PairContrast;
  readonly #four: FourCrossovers | undefined;
  /** The first of the trials that `#four` holds. */
  #first = -TRIALS_AT_ONCE;
  #replicate = 0;
  #sound = false;

  constructor({ key, generator, bound }: GeneralPath, { question, trial, referenceFirst, inFours }: PairedTrial) {
    const { sequences, participants } = trial.design;
    const { sdBetween, sdWithin } = trial.gaussian;
    this.#key = key;
    this.#uniforms = new Float64Array(participants / 2);
    this.#normals = new Float64Array(3 * participants);
    this.#differences = new Float64Array(participants);
    this.#means = Float64Array.from(sequences.flatMap((sequence) => [...sequenceMeans(trial.design, trial.gaussian, sequence)]));
    this.#referenceFirst = referenceFirst;
    this.#sdBetween = sdBetween;
    this.#sdWithin = sdWithin;
    const largest = Math.max(...this.#means.map(Math.abs)) + MAX_NORMAL * (sdBetween + sdWithin);
    this.#surelyVaries = 2e-13 * largest;
    const pairs = participants / 2;
    this.#four = inFours
      ? fourCrossovers({
          key: this.#key,
          pairs,
          means: this.#means,
          sdBetween,
          sdWithin,
          referenceFirst,
          allocation: ALLOCATION,
          outcomes: OUTCOMES,
        })
      : undefined;
    const [{ columns }] = bound;
    this.#contrast = new PairContrast(columns, participants - 2);
    const estimate = new TEstimate(question, this.#contrast);
    const run: BoundAnalysis['run'] = () => {
      if (this.#sound) return estimate;
      generator.generate(this.#replicate);
      return bound[0].run(generator.data);
    };
    this.bound = [{ columns, run }];
  }

  generate(replicate: number): void {
    this.#replicate = replicate;
    if (this.#four !== undefined) {
      if (replicate < this.#first || replicate >= this.#first + TRIALS_AT_ONCE) this.#four.simulate((this.#first = replicate));
      const { results } = this.#four;
      const lane = replicate - this.#first;
      this.#settle(results[lane], results[TRIALS_AT_ONCE + lane]);
      return;
    }
    const uniforms = this.#uniforms;
    const normals = this.#normals;
    const differences = this.#differences;
    const stream = this.#stream;
    stream.startAt(this.#key, replicate, 0, ALLOCATION).uniforms(uniforms, uniforms.length);
    stream.startAt(this.#key, replicate, 0, OUTCOMES).normals(normals, normals.length);
    this.#differ();
    const pairs = uniforms.length;
    let referenceSum = 0;
    let comparatorSum = 0;
    for (let place = 0; place < 2 * pairs; place += 2) {
      referenceSum += differences[place];
      comparatorSum += differences[place + 1];
    }
    const referenceMean = referenceSum / pairs;
    const comparatorMean = comparatorSum / pairs;
    let referenceSquares = 0;
    let comparatorSquares = 0;
    for (let place = 0; place < 2 * pairs; place += 2) {
      const one = differences[place] - referenceMean;
      const two = differences[place + 1] - comparatorMean;
      referenceSquares += one * one;
      comparatorSquares += two * two;
    }
    const variance = (referenceSquares + comparatorSquares) / (pairs + pairs - 2);
    this.#settle((comparatorMean - referenceMean) / 2, variance);
  }

  /** Period 1 − period 2 of both patients of every pair, computed as the general path computes the responses. */
  #differ(): void {
    const differences = this.#differences;
    const uniforms = this.#uniforms;
    const normals = this.#normals;
    const means = this.#means;
    const referenceFirst = this.#referenceFirst;
    const sdBetween = this.#sdBetween;
    const sdWithin = this.#sdWithin;
    for (let pair = 0; pair < uniforms.length; pair++) {
      const secondSequence = (2 * uniforms[pair]) | 0;
      const firstSequence = 1 - secondSequence;
      const draw = 6 * pair;
      const one = sdBetween * normals[draw];
      const two = sdBetween * normals[draw + 3];
      const oneCell = 2 * firstSequence;
      const twoCell = 2 * secondSequence;
      const oneDifference = means[oneCell] + one + sdWithin * normals[draw + 1] - (means[oneCell + 1] + one + sdWithin * normals[draw + 2]);
      const twoDifference = means[twoCell] + two + sdWithin * normals[draw + 4] - (means[twoCell + 1] + two + sdWithin * normals[draw + 5]);
      const place = 2 * pair;
      const swapped = firstSequence ^ referenceFirst;
      differences[place + swapped] = oneDifference;
      differences[place + 1 - swapped] = twoDifference;
    }
  }

  #settle(estimate: number, variance: number): void {
    const pairs = this.#uniforms.length;
    this.#sound = Math.sqrt(variance) > this.#surelyVaries && variance < Infinity;
    this.#contrast.estimate = estimate;
    this.#contrast.standardError = Math.sqrt(variance * (1 / pairs + 1 / pairs)) / 2;
  }
}
