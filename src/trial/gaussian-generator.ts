import { exp } from '../elementary/index.ts';
import { checkReplicate } from './check-trial.ts';
import { allocate } from '../design/allocate.ts';
import { gaussianEndpoints, gaussianVisit, type GaussianEndpoint } from '../outcomes/parameters.ts';
import { ParticipantStreams } from '../random/participant-streams.ts';
import { streamId, Stream } from '../random/stream.ts';
import { conditionNames } from './conditions.ts';
import { EndpointDraws } from './endpoint-draws.ts';
import { namedSequences } from './sequence.ts';
import { clearFlow, countPatient, emptyFlow, withdrawalReasons } from './participant-flow.ts';
import { dropoutProbability } from '../outcomes/missingness/observed-score.ts';
import { missProbability } from '../outcomes/missingness/unobserved-score.ts';
import { columnKey, type TrialData } from './trial-data.ts';
import { emptyRecords, type ItemScores, type TrialGenerator } from './trial-generator.ts';
import type { GaussianTrial } from './trial-model.ts';

/** Purposes of the streams that decide the sequences and the responses. */
export const ALLOCATION = streamId('allocation');
export const OUTCOMES = streamId('gaussian outcomes');
const MISSING = streamId('gaussian missing');
const DROPPED_OUT = withdrawalReasons.indexOf('dropped out between periods');
const NO_SHOW = withdrawalReasons.indexOf('did not come to a later period');
const NO_SHOW_DRAW = streamId('no-show');

/** Periods for which numbers are drawn at least, so that parallel groups are period 1 of the crossover, to the last bit. */
const MIN_PERIODS = 2;

/** One endpoint as it is filled: its responses by patient × period, and their fixed part by sequence × period. */
interface FilledEndpoint {
  readonly model: GaussianEndpoint;
  readonly values: Float64Array;
  readonly means: Float64Array;
}

/**
 * The textbook crossover: y = mean + effect of the condition + period effect + carry-over + patient + residual, normal (or the exponential of it).
 *
 * One stream a replicate and endpoint is walked in patient order with a fixed pattern per patient (the patient's number, then one per period), so the first n
 * patients are the same whatever n; missing values come from a stream of their own. Endpoints are correlated between patients and within periods; those
 * declared first are the same whatever comes after them. A participant who misses a visit misses all endpoints; what depends on a score depends on the first one.
 */
export class GaussianGenerator implements TrialGenerator {
  readonly data: TrialData;
  readonly flow;
  readonly records;
  readonly hours: ReadonlyMap<string, number>;
  readonly actualHours: ReadonlyMap<string, Float64Array> = new Map();
  readonly itemScores: ReadonlyMap<string, ItemScores> = new Map();
  readonly #model: GaussianTrial;
  readonly #streams: ParticipantStreams;
  readonly #noShows = new Stream();
  readonly #endpoints: readonly FilledEndpoint[];
  readonly #draws: EndpointDraws;
  /** Treatment by sequence × period. */
  readonly #codes: Int32Array;
  /** True when nobody is ever lost, so that flow and records are the same for every trial. */
  readonly hasConstantFlow: boolean;

  constructor(model: GaussianTrial, key: Int32Array) {
    const { design } = model;
    const periods = design.sequences[0].length;
    const treatments = conditionNames(design);
    this.#model = model;
    this.#streams = new ParticipantStreams(key);
    this.#codes = Int32Array.from(design.sequences.flat(), (name) => treatments.indexOf(name));
    this.hasConstantFlow = !(model.missingness.betweenPeriods > 0 || model.missingness.perVisit > 0 || model.missingness.noShow > 0);
    const endpoints = [...gaussianEndpoints(model.gaussian)];
    this.#endpoints = endpoints.map(([, endpoint]) => ({
      model: endpoint,
      values: new Float64Array(design.participants * periods),
      means: Float64Array.from(design.sequences.flatMap((sequence) => [...sequenceMeans(design, endpoint, sequence)])),
    }));
    this.#draws = new EndpointDraws(model.gaussian, design.participants, Math.max(MIN_PERIODS, periods) + 1);
    this.data = {
      subjectCount: design.participants,
      periodCount: periods,
      treatments,
      sequences: namedSequences(design.sequences),
      sequence: new Int32Array(design.participants),
      treatment: new Int32Array(design.participants * periods),
      columns: new Map(endpoints.map(([name], position) => [columnKey(name, gaussianVisit), this.#endpoints[position].values])),
      covariates: new Map(),
    };
    this.flow = emptyFlow(periods);
    this.records = emptyRecords(design.participants, periods);
    this.hours = new Map(endpoints.map(([name]) => [columnKey(name, gaussianVisit), 24]));
    this.#recordEverybody();
  }

  generate(replicate: number): void {
    checkReplicate('replicate', replicate);
    const { subjectCount, sequence } = this.data;
    const streams = this.#streams.bind(replicate);
    allocate(this.#model.design, (index) => streams.open(ALLOCATION, index), sequence, subjectCount);
    this.#draws.draw((index) => streams.open(OUTCOMES, index));
    this.#endpoints.forEach((endpoint, position) => {
      const normals = this.#draws.of(position);
      if (this.data.periodCount === 2) this.#fillTwoPeriods(endpoint, normals);
      else this.#fillPeriods(endpoint, normals);
      const { values } = endpoint;
      if (endpoint.model.distribution === 'lognormal') for (let row = 0; row < values.length; row++) values[row] = exp(values[row]);
    });
    if (!this.hasConstantFlow) this.#loseValues();
  }

  /** Responses and treatments of all patients from their normal numbers: the patient's, then one a period (and of one period, one more that is left). */
  #fillPeriods({ model: { sdBetween, sdWithin }, values, means }: FilledEndpoint, normals: Float64Array): void {
    const { subjectCount, periodCount, sequence, treatment } = this.data;
    const codes = this.#codes;
    const drawn = normals.length / subjectCount;
    for (let subject = 0, row = 0; subject < subjectCount; subject++) {
      let draw = subject * drawn;
      const patient = sdBetween * normals[draw++];
      let cell = sequence[subject] * periodCount;
      for (const end = row + periodCount; row < end; row++) {
        treatment[row] = codes[cell];
        values[row] = means[cell++] + patient + sdWithin * normals[draw++];
      }
    }
  }

  /** What `#fillPeriods` does, for two periods without its inner loop. */
  #fillTwoPeriods({ model: { sdBetween, sdWithin }, values, means }: FilledEndpoint, normals: Float64Array): void {
    const { subjectCount, sequence, treatment } = this.data;
    const codes = this.#codes;
    for (let subject = 0; subject < subjectCount; subject++) {
      const cell = 2 * sequence[subject];
      const row = 2 * subject;
      const draw = 3 * subject;
      const patient = sdBetween * normals[draw];
      treatment[row] = codes[cell];
      treatment[row + 1] = codes[cell + 1];
      values[row] = means[cell] + patient + sdWithin * normals[draw + 1];
      values[row + 1] = means[cell + 1] + patient + sdWithin * normals[draw + 2];
    }
  }

  /** Flow and records of a trial from which nobody is lost; they stay while nothing is. */
  #recordEverybody(): void {
    clearFlow(this.flow);
    for (let subject = 0; subject < this.data.subjectCount; subject++) this.#record(subject, this.data.periodCount, 0);
  }

  #loseValues(): void {
    const { subjectCount, periodCount } = this.data;
    const { missingness } = this.#model;
    const { perVisit, perVisitScoreSlope, scoreCentre, noShow } = missingness;
    const stream = this.#streams.open(MISSING);
    const [{ values }, ...others] = this.#endpoints;
    if (noShow > 0) this.#streams.open(NO_SHOW_DRAW, 0, this.#noShows);
    clearFlow(this.flow);
    for (let subject = 0; subject < subjectCount; subject++) {
      let given = periodCount;
      let reason = 0;
      let last = scoreCentre;
      for (let period = 0; period < periodCount; period++) {
        const row = subject * periodCount + period;
        const drops = stream.uniform() < dropoutProbability(missingness, last, last);
        const absent = noShow > 0 && this.#noShows.uniform() < noShow;
        if (reason === 0 && period > 0 && (drops || absent)) {
          reason = drops ? DROPPED_OUT : NO_SHOW;
          given = period;
        }
        const missed = stream.uniform() < missProbability(perVisit, perVisitScoreSlope, scoreCentre, values[row]);
        if (missed || period >= given) {
          values[row] = NaN;
          for (const other of others) other.values[row] = NaN;
        } else last = values[row];
      }
      this.#record(subject, given, reason);
    }
  }

  #record(subject: number, given: number, reason: number): void {
    this.records.withdrawal[subject] = reason;
    this.records.periodsGiven[subject] = given;
    countPatient(this.flow, 1, given, reason);
  }
}

/** Expected response of an endpoint in each period of a sequence, before the patient's own level. */
export function sequenceMeans(
  { reference }: Pick<GaussianTrial['design'], 'reference'>,
  endpoint: GaussianEndpoint,
  sequence: readonly string[],
): Float64Array {
  const { mean, difference, effects, periodEffect, carryover } = endpoint;
  const effect = (condition: string): number => effects[condition] ?? (condition === reference ? 0 : difference);
  return Float64Array.from(sequence, (condition, period) => {
    const carried = period > 0 && sequence[period - 1] !== reference ? carryover : 0;
    return mean + effect(condition) + (period > 0 ? periodEffect : 0) + carried;
  });
}
