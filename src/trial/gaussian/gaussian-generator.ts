import { exp } from '../../elementary/index.ts';
import { checkReplicate } from '../check-trial.ts';
import { allocate } from '../../design/allocate.ts';
import { ParticipantStreams } from '../../random/participant-streams.ts';
import { copyFlow, emptyFlow } from '../participant-flow.ts';
import type { TrialData } from '../trial-data.ts';
import { emptyRecords, type ItemScores, type TrialGenerator } from '../trial-generator.ts';
import type { GaussianTrial } from '../trial-model.ts';
import { TRIALS_AT_ONCE } from '../trials-side-by-side.ts';
import type { LosableTrials, LossStream } from './gaussian-losses.ts';
import { ALLOCATION, type GaussianParts, gaussianParts, OUTCOMES } from './gaussian-parts.ts';
import { GaussianSideBySide } from './gaussian-side-by-side.ts';

/**
 * The textbook crossover: y = mean + effect of the condition + period effect + carry-over + patient + residual, normal (or the exponential of it).
 *
 * One stream a replicate and endpoint is walked in patient order with a fixed pattern per patient (the patient's number, then one per period), so the first n
 * patients are the same whatever n; missing values come from a stream of their own. Endpoints are correlated between patients and within periods; those
 * declared first are the same whatever comes after them. A participant who misses a visit misses all endpoints; what depends on a score depends on the first one.
 */
export class GaussianGenerator implements TrialGenerator, LosableTrials {
  readonly data: TrialData;
  readonly flow;
  readonly records;
  readonly hours: ReadonlyMap<string, number>;
  readonly actualHours: ReadonlyMap<string, Float64Array> = new Map();
  readonly itemScores: ReadonlyMap<string, ItemScores> = new Map();
  /** True when nobody is ever lost, though visits may be, so that flow and records are the same for every trial. */
  readonly hasConstantFlow: boolean;
  /** Responses by endpoint. */
  readonly values: readonly Float64Array[];
  /** What losses tell of the trial. */
  readonly lossRecords: LosableTrials['lossRecords'];
  readonly #parts: GaussianParts;
  readonly #key: Int32Array;
  readonly #streams: ParticipantStreams;
  #normals: readonly Float64Array[] = [];
  #uniforms = new Float64Array(0);
  /** Neighbouring trials; not made before they are asked for, and `null` where they cannot be. */
  #neighbours: GaussianSideBySide | null | undefined;
  #next = NaN;

  constructor(model: GaussianTrial, key: Int32Array) {
    const parts = gaussianParts(model);
    const { subjects, periods, conditions, endpoints, losses } = parts;
    this.#parts = parts;
    this.#key = key;
    this.#streams = new ParticipantStreams(key);
    const rows = subjects * periods;
    this.values = endpoints.map(() => new Float64Array(rows));
    this.data = {
      subjectCount: subjects,
      periodCount: periods,
      treatments: conditions,
      sequences: parts.sequences,
      sequence: new Int32Array(subjects),
      treatment: new Int32Array(rows),
      columns: new Map(endpoints.map(({ column }, position) => [column, this.values[position]])),
      covariates: new Map(),
    };
    this.flow = emptyFlow(periods);
    this.records = emptyRecords(subjects, periods);
    this.hours = new Map(endpoints.map(({ column }) => [column, 24]));
    this.lossRecords = [this];
    this.hasConstantFlow = losses.areConstant;
    losses.recordEverybody(this);
  }

  generate(replicate: number): void {
    checkReplicate('replicate', replicate);
    const isNext = replicate === this.#next;
    this.#next = replicate + 1;
    const neighbours = isNext || this.#isAtHand(replicate) ? this.sideBySide() : undefined;
    if (neighbours === undefined) this.generateAlone(replicate);
    else this.#take(neighbours, this.seek(replicate));
  }

  /** Neighbouring trials side by side; undefined on an engine without WebAssembly or its SIMD instructions, and where the trial is too large. */
  sideBySide(): GaussianSideBySide | undefined {
    if (this.#neighbours === undefined) this.#neighbours = GaussianSideBySide.of(this.#parts, this.#key) ?? null;
    return this.#neighbours ?? undefined;
  }

  /** Has a trial made side by side with its neighbours, and overwrites `flow`. @returns its place among them */
  seek(replicate: number): number {
    const neighbours = this.sideBySide();
    if (neighbours === undefined) throw new RangeError('this engine makes no trials side by side');
    if (!this.#isAtHand(replicate)) neighbours.make(replicate);
    const trial = replicate - neighbours.first;
    if (!this.hasConstantFlow) copyFlow(neighbours.lossRecords[trial].flow, this.flow);
    return trial;
  }

  #isAtHand(replicate: number): boolean {
    const trial = replicate - (this.#neighbours?.first ?? NaN);
    return trial >= 0 && trial < TRIALS_AT_ONCE;
  }

  /** Copies one of several trials. */
  #take({ sequence, values, lossRecords }: GaussianSideBySide, trial: number): void {
    copyTrial(sequence, trial, this.data.sequence);
    this.#treat();
    for (let position = 0; position < values.length; position++) copyTrial(values[position], trial, this.values[position]);
    if (this.hasConstantFlow) return;
    this.records.withdrawal.set(lossRecords[trial].records.withdrawal);
    this.records.periodsGiven.set(lossRecords[trial].records.periodsGiven);
  }

  /** What `generate` does for a trial without neighbours: the long way, to which the other is held. */
  generateAlone(replicate: number): void {
    const { design, endpoints, correlations, losses, drawn, subjects } = this.#parts;
    const streams = this.#streams.bind(replicate);
    allocate(design, (index) => streams.open(ALLOCATION, index), this.data.sequence, subjects);
    this.#treat();
    if (this.#normals.length === 0) this.#normals = endpoints.map(() => new Float64Array(subjects * drawn));
    this.#normals.forEach((normals, index) => {
      streams.open(OUTCOMES, index).normals(normals, normals.length);
    });
    correlations.correlate(this.#normals);
    endpoints.forEach((_, position) => {
      this.#respond(position);
    });
    losses.lose(this);
  }

  uniforms({ purpose, count }: LossStream): Float64Array {
    if (this.#uniforms.length < count) this.#uniforms = new Float64Array(count);
    this.#streams.open(purpose).uniforms(this.#uniforms, count);
    return this.#uniforms;
  }

  /** Treatments of all patients by their sequences. */
  #treat(): void {
    const { codes } = this.#parts;
    const { subjectCount, periodCount, sequence, treatment } = this.data;
    for (let subject = 0, row = 0; subject < subjectCount; subject++) {
      let cell = sequence[subject] * periodCount;
      for (const end = row + periodCount; row < end; row++) treatment[row] = codes[cell++];
    }
  }

  /** Responses of all patients from their normal numbers. */
  #respond(position: number): void {
    const { endpoints, drawn } = this.#parts;
    const { subjectCount, periodCount, sequence } = this.data;
    const { model, means } = endpoints[position];
    const values = this.values[position];
    const normals = this.#normals[position];
    for (let subject = 0, row = 0; subject < subjectCount; subject++) {
      let draw = subject * drawn;
      const patient = model.sdBetween * normals[draw++];
      let cell = sequence[subject] * periodCount;
      for (const end = row + periodCount; row < end; row++) values[row] = means[cell++] + patient + model.sdWithin * normals[draw++];
    }
    if (model.distribution === 'lognormal') for (let row = 0; row < values.length; row++) values[row] = exp(values[row]);
  }
}

/** Copies the numbers of one of several trials. */
function copyTrial(from: Float64Array | Int32Array, trial: number, to: Float64Array | Int32Array): void {
  for (let place = 0; place < to.length; place++) to[place] = from[place * TRIALS_AT_ONCE + trial];
}
