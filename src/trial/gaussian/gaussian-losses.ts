import { dropoutProbability } from '../../outcomes/missingness/observed-score.ts';
import { missProbability } from '../../outcomes/missingness/unobserved-score.ts';
import { streamId } from '../../random/stream.ts';
import { TrialDraws } from '../../random/trial-draws.ts';
import { clearFlow, countPatient, type ParticipantFlow, withdrawalReasons } from '../participant-flow.ts';
import type { SubjectRecords } from '../trial-generator.ts';
import type { GaussianTrial } from '../trial-model.ts';

const MISSING = streamId('gaussian missing');
const DROPPED_OUT = withdrawalReasons.indexOf('dropped out between periods');
const NO_SHOW = withdrawalReasons.indexOf('did not come to a later period');
const NO_SHOW_DRAW = streamId('no-show');

/** What a trial's losses change. */
interface Losable {
  /** Responses by endpoint. */
  readonly values: readonly Float64Array[];
  readonly flow: ParticipantFlow;
  readonly records: SubjectRecords;
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
  readonly #values: readonly Float64Array[];
  readonly #flow: ParticipantFlow;
  readonly #records: SubjectRecords;
  /** By participant × period, a number for dropout and one for the visit. */
  readonly #draws: TrialDraws;
  /** One by participant × period. */
  readonly #noShows: TrialDraws | undefined;

  constructor({ missingness, design }: GaussianTrial, key: Int32Array, { values, flow, records }: Losable) {
    const { betweenPeriods, perVisit, noShow } = missingness;
    this.areConstant = !(betweenPeriods > 0 || noShow > 0);
    this.areNone = this.areConstant && !(perVisit > 0);
    this.#missingness = missingness;
    this.#subjects = design.participants;
    this.#periods = design.sequences[0].length;
    this.#values = values;
    this.#flow = flow;
    this.#records = records;
    const rows = this.#subjects * this.#periods;
    const uniforms = (purpose: number, count: number): TrialDraws => new TrialDraws({ key, purpose, distribution: 'uniforms', count });
    this.#draws = uniforms(MISSING, this.areNone ? 0 : 2 * rows);
    this.#noShows = noShow > 0 ? uniforms(NO_SHOW_DRAW, rows) : undefined;
    this.#recordEverybody();
  }

  /** Takes out of the trial what is missing. */
  lose(replicate: number): void {
    if (this.areNone) return;
    const uniforms = this.#draws.of(replicate);
    if (this.areConstant) this.#missVisits(uniforms);
    else this.#loseValues(uniforms, this.#noShows?.of(replicate));
  }

  /** Flow and records of a trial from which nobody is lost; they stay while nothing is. */
  #recordEverybody(): void {
    clearFlow(this.#flow);
    for (let subject = 0; subject < this.#subjects; subject++) this.#record(subject, this.#periods, 0);
  }

  /** What `#loseValues` does where nobody drops out: single visits are missed. */
  #missVisits(uniforms: Float64Array): void {
    const { perVisit, perVisitScoreSlope, scoreCentre } = this.#missingness;
    const [values] = this.#values;
    // Without a slope the probability is at most that of every visit: most numbers are above it.
    const most = perVisitScoreSlope === 0 ? perVisit : 1;
    for (let row = 0; row < values.length; row++) {
      const number = uniforms[2 * row + 1];
      if (number < most && number < missProbability(perVisit, perVisitScoreSlope, scoreCentre, values[row])) this.#loseRow(row);
    }
  }

  #loseRow(row: number): void {
    for (const values of this.#values) values[row] = NaN;
  }

  #loseValues(uniforms: Float64Array, absences: Float64Array | undefined): void {
    const missingness = this.#missingness;
    const { perVisit, perVisitScoreSlope, scoreCentre, noShow } = missingness;
    const [values] = this.#values;
    const periodCount = this.#periods;
    clearFlow(this.#flow);
    for (let subject = 0; subject < this.#subjects; subject++) {
      let given = periodCount;
      let reason = 0;
      let last = scoreCentre;
      for (let period = 0; period < periodCount; period++) {
        const row = subject * periodCount + period;
        const drops = uniforms[2 * row] < dropoutProbability(missingness, last, last);
        const absent = absences !== undefined && absences[row] < noShow;
        if (reason === 0 && period > 0 && (drops || absent)) {
          reason = drops ? DROPPED_OUT : NO_SHOW;
          given = period;
        }
        const missed = uniforms[2 * row + 1] < missProbability(perVisit, perVisitScoreSlope, scoreCentre, values[row]);
        if (missed || period >= given) this.#loseRow(row);
        else last = values[row];
      }
      this.#record(subject, given, reason);
    }
  }

  #record(subject: number, given: number, reason: number): void {
    this.#records.withdrawal[subject] = reason;
    this.#records.periodsGiven[subject] = given;
    countPatient(this.#flow, 1, given, reason);
  }
}
