import { exp } from '../../elementary/index.ts';
import { allocate } from '../../design/allocate.ts';
import { blockCodes, numbersOfBlocks } from '../../design/allocation.ts';
import { ParticipantStreams } from '../../random/participant-streams.ts';
import { emptyFlow } from '../participant-flow.ts';
import type { NeighbouringTrials } from '../trial-generator.ts';
import type { Sequence } from '../sequence.ts';
import { type ColumnSideBySide, TRIALS_AT_ONCE } from '../trials-side-by-side.ts';
import { FourTrials } from './four-trials/four-trials.ts';
import type { LosableTrials, LossRecords } from './gaussian-losses.ts';
import { ALLOCATION, type EndpointPart, type GaussianParts, OUTCOMES } from './gaussian-parts.ts';

/**
 * Responses of the largest trial that is made side by side with others, all endpoints together: four trials of it take 128 MiB, and larger ones are made alone; assumed. A million
 * participants in two periods, with two endpoints, are below it.
 */
const MAX_RESPONSES = 1 << 22;

/**
 * Neighbouring Gaussian trials side by side: what `GaussianGenerator` makes of each by itself, to the last bit, which `tests/trial/gaussian` holds them to. Numbers, permuted
 * blocks and responses are made by vectors of WebAssembly; other allocations and losses are those of the one trial, over arrays of four.
 */
export class GaussianSideBySide implements NeighbouringTrials, LosableTrials {
  /** The first of the trials at hand; NaN before any are made. */
  first = NaN;
  readonly subjectCount: number;
  readonly periodCount: number;
  readonly sequences: readonly Sequence[];
  readonly memory: object;
  readonly sequence: Int32Array;
  readonly columns: ReadonlyMap<string, ColumnSideBySide>;
  readonly values: readonly Float64Array[];
  readonly work: Float64Array;
  /** What happened to the participants of each trial. */
  readonly lossRecords: readonly LossRecords[];
  readonly #parts: GaussianParts;
  readonly #four: FourTrials;
  readonly #streams: ParticipantStreams;
  /** Numbers that permuted blocks take; 0 where sequences are allocated in another way, or there is one only. */
  readonly #blockDraws: number;
  readonly #oneSequence: Int32Array;

  private constructor(parts: GaussianParts, key: Int32Array, four: FourTrials, blockDraws: number) {
    const { subjects, periods } = parts;
    this.#parts = parts;
    this.#four = four;
    this.#streams = new ParticipantStreams(key);
    this.#blockDraws = blockDraws;
    this.#oneSequence = new Int32Array(subjects);
    this.subjectCount = subjects;
    this.periodCount = periods;
    this.sequences = parts.sequences;
    this.memory = four.memory;
    this.sequence = four.sequence;
    this.values = four.values;
    this.work = four.work;
    this.columns = new Map(
      parts.endpoints.map((endpoint, position) => [
        endpoint.column,
        { values: four.values[position], largest: largestOf(endpoint, parts) },
      ]),
    );
    this.lossRecords = Array.from({ length: TRIALS_AT_ONCE }, () => ({
      flow: emptyFlow(periods),
      records: { withdrawal: new Uint8Array(subjects), periodsGiven: new Uint8Array(subjects) },
    }));
  }

  /** @returns undefined on an engine without WebAssembly or its SIMD instructions, and where the trial is too large */
  static of(parts: GaussianParts, key: Int32Array): GaussianSideBySide | undefined {
    const { design, subjects, periods, drawn, losses } = parts;
    if (subjects * periods * parts.endpoints.length > MAX_RESPONSES) return undefined;
    const { allocation, weights, blockSize } = design;
    const isInBlocks = allocation === undefined || allocation.kind === 'permuted-blocks';
    const blockDraws = isInBlocks ? numbersOfBlocks(weights, blockSize, subjects) : 0;
    const endpoints = parts.endpoints.map(({ model: { sdBetween, sdWithin }, means }) => ({ sdBetween, sdWithin, means }));
    const block = blockDraws > 0 ? blockCodes(weights, blockSize) : new Int32Array(0);
    const uniforms = Math.max(blockDraws, losses.draws);
    const four = FourTrials.of({ key, subjects, periods, drawn, endpoints, block, uniforms });
    return four === undefined ? undefined : new GaussianSideBySide(parts, key, four, blockDraws);
  }

  /** Makes trials `first`, `first + 1`, …, in the place of those at hand. */
  make(first: number): void {
    const { endpoints, correlations, losses } = this.#parts;
    this.first = first;
    if (this.#blockDraws > 0) this.#four.allocate(first, ALLOCATION, this.#blockDraws);
    else if (this.#parts.design.sequences.length > 1) this.#allocate(first);
    this.#four.respond(first, OUTCOMES, correlations);
    for (let position = 0; position < endpoints.length; position++) {
      const values = this.values[position];
      if (endpoints[position].model.distribution !== 'lognormal') continue;
      for (let place = 0; place < values.length; place++) values[place] = exp(values[place]);
    }
    losses.lose(this);
  }

  /** The first uniform numbers of a stream, of all trials. */
  uniforms({ purpose, count }: { readonly purpose: number; readonly count: number }): Float64Array {
    return this.#four.uniforms(this.first, purpose, count);
  }

  /** Allocations that are no permuted blocks, one trial after the other. */
  #allocate(first: number): void {
    const one = this.#oneSequence;
    for (let trial = 0; trial < TRIALS_AT_ONCE; trial++) {
      const streams = this.#streams.bind(first + trial);
      allocate(this.#parts.design, (index) => streams.open(ALLOCATION, index), one, one.length);
      for (let subject = 0; subject < one.length; subject++) this.sequence[subject * TRIALS_AT_ONCE + trial] = one[subject];
    }
  }
}

/** No normal number of a stream is farther from zero than this: the tail's rejection rule bounds it by 3.65 + √(−2 log 2⁻⁵⁴) < 12.4. */
const MAX_NORMAL = 16;

/** A bound of the absolute responses of an endpoint. */
function largestOf({ means, model: { sdBetween, sdWithin, distribution } }: EndpointPart, { endpoints }: GaussianParts): number {
  // A correlated number is a sum of independent ones whose squared weights add up to 1.
  const spread = MAX_NORMAL * Math.sqrt(endpoints.length) * (sdBetween + sdWithin);
  return distribution === 'lognormal' ? exp(Math.max(...means) + spread) : Math.max(...means.map(Math.abs)) + spread;
}
