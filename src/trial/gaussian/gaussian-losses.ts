import { dropoutProbability } from '../../outcomes/missingness/observed-score.ts';
import { missProbability } from '../../outcomes/missingness/unobserved-score.ts';
import { streamId } from '../../random/stream.ts';
import { clearFlow, countPatient, type ParticipantFlow, withdrawalReasons } from '../participant-flow.ts';
import type { SubjectRecords } from '../trial-generator.ts';
import type { GaussianTrial } from '../trial-model.ts';

const MISSING = streamId('gaussian missing');
const DROPPED_OUT = withdrawalReasons.indexOf('dropped out between periods');
const NO_SHOW = withdrawalReasons.indexOf('did not come to a later period');
const NO_SHOW_DRAW = streamId('no-show');

/** What losses tell about one trial. */
export interface LossRecords {
  readonly flow: ParticipantFlow;
  readonly records: Pick<SubjectRecords, 'withdrawal' | 'periodsGiven'>;
}

/** A stream of uniform numbers of the trial as a whole that losses read. */
export interface LossStream {
  readonly purpose: number;
  readonly count: number;
}

/** Trials from which values are lost: one, or several side by side, whose numbers stand one after the other in each place of the arrays. */
export interface LosableTrials {
  /** Responses by endpoint. */
  readonly values: readonly Float64Array[];
  /** The flow and records of each trial. */
  readonly lossRecords: readonly LossRecords[];
  /** The first numbers of a stream, until others are asked for. */
  readonly uniforms: (stream: LossStream) => Float64Array;
}

/** Who drops out of a Gaussian trial and which visits are missed, after all responses are known. */
export class GaussianLosses {
  /** True when nobody is ever lost, though visits may be. */
  readonly areConstant: boolean;
  /** True when no visit is ever missed either. */
  readonly areNone: boolean;
  readonly #missingness: GaussianTrial['missingness'];
  readonly #subjects: number;
  readonly #periods: number;
  /** By participant × period, a number for dropout and one for the visit. */
  readonly #draws: LossStream;
  /** One by participant × period. */
  readonly #noShows: LossStream;
  /** Where patients did not come, by place. */
  #absent = new Uint8Array(0);

  constructor({ missingness, design }: GaussianTrial) {
    const { betweenPeriods, perVisit, noShow } = missingness;
    this.areConstant = !(betweenPeriods > 0 || noShow > 0);
    this.areNone = this.areConstant && !(perVisit > 0);
    this.#missingness = missingness;
    this.#subjects = design.participants;
    this.#periods = design.sequences[0].length;
    const rows = this.#subjects * this.#periods;
    this.#draws = { purpose: MISSING, count: this.areNone ? 0 : 2 * rows };
    this.#noShows = { purpose: NO_SHOW_DRAW, count: noShow > 0 ? rows : 0 };
  }

  /** How many numbers of one stream are asked for at most. */
  get draws(): number {
    return this.#draws.count;
  }

  /** Flow and records of a trial from which nobody is lost; they stay while nothing is. */
  recordEverybody(ofTrial: LossRecords): void {
    clearFlow(ofTrial.flow);
    for (let subject = 0; subject < this.#subjects; subject++) record(ofTrial, subject, this.#periods, 0);
  }

  /** Takes out of the trials what is missing. */
  lose(trials: LosableTrials): void {
    if (this.areNone) return;
    if (this.areConstant) {
      this.#missVisits(trials.values, trials.uniforms(this.#draws), trials.lossRecords.length);
      return;
    }
    if (this.#noShows.count > 0) this.#findAbsent(trials.uniforms(this.#noShows), trials.lossRecords.length);
    const uniforms = trials.uniforms(this.#draws);
    trials.lossRecords.forEach((ofTrial, trial) => this.#loseValues(trials, uniforms, trial, ofTrial));
  }

  #findAbsent(uniforms: Float64Array, trials: number): void {
    const places = this.#noShows.count * trials;
    if (this.#absent.length < places) this.#absent = new Uint8Array(places);
    for (let place = 0; place < places; place++) this.#absent[place] = uniforms[place] < this.#missingness.noShow ? 1 : 0;
  }

  /** What `#loseValues` does where nobody drops out: single visits are missed. */
  #missVisits(endpoints: readonly Float64Array[], uniforms: Float64Array, trials: number): void {
    const { perVisit, perVisitScoreSlope, scoreCentre } = this.#missingness;
    const [values] = endpoints;
    // Without a slope the probability is at most that of every visit: most numbers are above it.
    const most = perVisitScoreSlope === 0 ? perVisit : 1;
    for (let place = 0, visit = trials; place < values.length; visit += trials) {
      for (const end = place + trials; place < end; place++, visit++) {
        const number = uniforms[visit];
        if (number < most && number < missProbability(perVisit, perVisitScoreSlope, scoreCentre, values[place]))
          losePlace(endpoints, place);
      }
    }
  }

  #loseValues(
    { values: endpoints, lossRecords: { length: trials } }: LosableTrials,
    uniforms: Float64Array,
    trial: number,
    ofTrial: LossRecords,
  ): void {
    const missingness = this.#missingness;
    const { perVisit, perVisitScoreSlope, scoreCentre, noShow } = missingness;
    const [values] = endpoints;
    const periodCount = this.#periods;
    clearFlow(ofTrial.flow);
    for (let subject = 0; subject < this.#subjects; subject++) {
      let given = periodCount;
      let reason = 0;
      let last = scoreCentre;
      for (let period = 0; period < periodCount; period++) {
        const row = subject * periodCount + period;
        const place = row * trials + trial;
        const draw = 2 * row * trials + trial;
        const drops = uniforms[draw] < dropoutProbability(missingness, last, last);
        const absent = noShow > 0 && this.#absent[place] === 1;
        if (reason === 0 && period > 0 && (drops || absent)) {
          reason = drops ? DROPPED_OUT : NO_SHOW;
          given = period;
        }
        const missed = uniforms[draw + trials] < missProbability(perVisit, perVisitScoreSlope, scoreCentre, values[place]);
        if (missed || period >= given) losePlace(endpoints, place);
        else last = values[place];
      }
      record(ofTrial, subject, given, reason);
    }
  }
}

function losePlace(endpoints: readonly Float64Array[], place: number): void {
  for (const values of endpoints) values[place] = NaN;
}

function record({ flow, records }: LossRecords, subject: number, given: number, reason: number): void {
  records.withdrawal[subject] = reason;
  records.periodsGiven[subject] = given;
  countPatient(flow, 1, given, reason);
}
