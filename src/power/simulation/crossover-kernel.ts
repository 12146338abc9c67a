import type { Contrast } from '../../analysis/estimators/contrast.ts';
import type { AnalysisQuestion, BoundAnalysis } from '../../analysis/index.ts';
import { SubjectTally } from '../../analysis/selection/subject-tally.ts';
import { TEstimate } from '../../analysis/estimators/t-estimate.ts';
import { Stream } from '../../random/index.ts';
import { GaussianGenerator, ALLOCATION, OUTCOMES, sequenceMeans } from '../../trial/gaussian-generator.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import type { CompiledStudy, ReplicateWork } from './compiled-study.ts';
import { fourCrossovers, TRIALS_AT_ONCE, type FourCrossovers } from './four-crossovers/four-crossovers.ts';

/** No normal number of a stream is farther from zero than this: the tail's rejection rule bounds it by 3.65 + √(−2 log 2⁻⁵⁴) < 12.4. */
const FARTHEST_NORMAL = 16;

/**
 * The commonest question of a planner, made and analysed in one pass: a complete two-period Gaussian crossover in pairs of patients, judged by one crossover t test.
 * Nothing is stored but the period differences. Bit for bit the numbers of the general path, which `tests/power/simulation/crossover-kernel.test.ts` holds it to,
 * and which does the work whenever a trial could be degenerate. Where the engine has WebAssembly with SIMD, four trials are made at a time (`four-crossovers/`),
 * again with the same bits.
 *
 * @param inFours  false to do without WebAssembly
 * @returns undefined where the study is anything else
 */
export function crossoverKernel(
  compiled: Omit<CompiledStudy, 'work'>,
  [question]: readonly AnalysisQuestion[],
  inFours = true,
): ReplicateWork | undefined {
  const { study, planned, generator } = compiled;
  const { trial } = study;
  if (trial.kind !== 'gaussian' || !(generator instanceof GaussianGenerator) || !generator.steady || planned.length !== 1) return undefined;
  const [{ method, measure, population, reference, comparator, options }] = planned;
  if (method !== 'crossover-t' || measure !== 'value' || population !== 'all' || options.variance !== 'pooled') return undefined;
  const { sequences, weights, blockSize, participants, allocation } = trial.design;
  const inPairs =
    (allocation === undefined || allocation.kind === 'permuted-blocks') &&
    sequences.length === 2 &&
    blockSize === 2 &&
    weights[0] === 1 &&
    weights[1] === 1 &&
    participants % 2 === 0 &&
    participants > 2;
  const [[first, second, ...further], other] = sequences;
  const mirrored = further.length === 0 && other?.length === 2 && other[0] === second && other[1] === first && first !== second;
  const referenceFirst = first === reference && second === comparator ? 0 : first === comparator && second === reference ? 1 : -1;
  if (!inPairs || !mirrored || referenceFirst < 0 || trial.gaussian.distribution !== 'normal') return undefined;
  return new CrossoverKernel(compiled, question, trial, referenceFirst, inFours);
}

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

class CrossoverKernel implements ReplicateWork {
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

  constructor(
    compiled: Omit<CompiledStudy, 'work'>,
    question: AnalysisQuestion,
    trial: GaussianTrial,
    referenceFirst: number,
    inFours: boolean,
  ) {
    const { sequences, participants } = trial.design;
    const { sdBetween, sdWithin } = trial.gaussian;
    this.#key = compiled.key;
    this.#uniforms = new Float64Array(participants / 2);
    this.#normals = new Float64Array(3 * participants);
    this.#differences = new Float64Array(participants);
    this.#means = Float64Array.from(sequences.flatMap((sequence) => [...sequenceMeans(trial, sequence)]));
    this.#referenceFirst = referenceFirst;
    this.#sdBetween = sdBetween;
    this.#sdWithin = sdWithin;
    const largest = Math.max(...this.#means.map(Math.abs)) + FARTHEST_NORMAL * (sdBetween + sdWithin);
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
    const { generator, bound } = compiled;
    const [{ reads }] = bound;
    this.#contrast = new PairContrast(reads, participants - 2);
    const estimate = new TEstimate(question, this.#contrast);
    const run: BoundAnalysis['run'] = () => {
      if (this.#sound) return estimate;
      generator.generate(this.#replicate);
      return bound[0].run(generator.data);
    };
    this.bound = [{ reads, run }];
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
    stream.seat(this.#key, replicate, 0, ALLOCATION).uniforms(uniforms, uniforms.length);
    stream.seat(this.#key, replicate, 0, OUTCOMES).normals(normals, normals.length);
    differencesOfPairs(differences, uniforms, normals, this.#means, this.#referenceFirst, this.#sdBetween, this.#sdWithin);
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

  #settle(estimate: number, variance: number): void {
    const pairs = this.#uniforms.length;
    this.#sound = Math.sqrt(variance) > this.#surelyVaries && variance < Infinity;
    this.#contrast.estimate = estimate;
    this.#contrast.standardError = Math.sqrt(variance * (1 / pairs + 1 / pairs)) / 2;
  }
}

/** Period 1 − period 2 of both patients of every pair, computed as the general path computes the responses. */
function differencesOfPairs(
  differences: Float64Array,
  uniforms: Float64Array,
  normals: Float64Array,
  means: Float64Array,
  referenceFirst: number,
  sdBetween: number,
  sdWithin: number,
): void {
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
