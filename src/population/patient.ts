import { exp, log, log1p } from '../elementary/index.ts';
import type { ParticipantStreams } from '../random/participant-streams.ts';
import { STEP } from '../random/stream-group/group-layout.ts';
import { streamId, type Stream } from '../random/stream.ts';
import { truncatedNormal } from '../random/variates.ts';
import { correlatedTraits, type PopulationModel } from './parameters.ts';

/** One virtual patient before anything is given. */
export interface Patient {
  female: boolean;
  /** Years. */
  age: number;
  /** Kilograms. */
  weight: number;
  failedCourses: number;
  /** Usual severity, HAM-D17 points. */
  severity: number;
  /** Standard normal scores of the correlated traits, in the order of `correlatedTraits`. */
  readonly traits: Float64Array;
  /** Measured HAM-D17 total at screening. */
  screeningScore: number;
  /** Number of the candidate who this is, from 0. */
  candidate: number;
  /** Candidates screened to find this patient, the patient included. */
  screened: number;
}

export function emptyPatient(): Patient {
  const traits = new Float64Array(correlatedTraits.length);
  return { female: false, age: NaN, weight: 0, failedCourses: NaN, severity: 0, traits, screeningScore: 0, candidate: 0, screened: 0 };
}

/**
 * Whether a candidate's measurements at screening, other than the HAM-D17, let them in. It draws from streams of its own, never from the one shared object.
 * @param severity  at screening, HAM-D17 points
 * @param scores  standard normal numbers of it: the candidate's own, and that of screening about it
 */
export type Admission = (
  streams: ParticipantStreams,
  candidate: number,
  severity: number,
  scores: { readonly patient: number; readonly occasion: number },
) => boolean;

const CANDIDATE = streamId('candidate');
const SCORES = correlatedTraits.length;
const MAX_CANDIDATES = 100_000;
/** Failed courses that eligibility asks for (NCT02911597). */
const MIN_FAILED_COURSES = 2;

/**
 * Draws eligible patients: candidates come to screening one after another until one's *measured* score reaches the entry score, so that regression to the
 * mean arises by itself. Each candidate has a stream of their own.
 */
export class PatientSource {
  readonly #population: PopulationModel;
  readonly #cholesky: Float64Array;
  readonly #observe: (severity: number, uniform: number) => number;
  readonly #weightLogSd: number;
  /** Logarithm of the share of patients who go on to one more failed course. */
  readonly #logBeyond: number;
  readonly #admits: Admission | undefined;
  readonly #describes: boolean;

  /**
   * @param observe  records a HAM-D17 total from a true severity and a uniform number
   * @param admits  whether a candidate's other measurements at screening let them in
   * @param describes  whether age and failed courses are asked for; NaN where they are not
   * @throws RangeError if the correlations are not positive definite
   */
  constructor(population: PopulationModel, observe: (severity: number, uniform: number) => number, admits?: Admission, describes = true) {
    this.#admits = admits;
    this.#describes = describes;
    this.#population = population;
    this.#observe = observe;
    this.#cholesky = choleskyFactor(population.correlations);
    const beyond = population.failedCoursesMean - MIN_FAILED_COURSES;
    this.#logBeyond = log(beyond / (1 + beyond));
    this.#weightLogSd = Math.sqrt(log1p(population.weightCv * population.weightCv));
  }

  /** Fills `patient` with the participant to whom the streams are bound. */
  draw(streams: ParticipantStreams, patient: Patient): void {
    for (let candidate = 0; candidate < MAX_CANDIDATES; candidate++) {
      const first = candidate === 0 ? streams.draw(CANDIDATE, 0, SCORES + 1, 1) : streams.drawAlone(CANDIDATE, candidate, SCORES + 1, 1);
      if (this.#eligible(patient, streams.drawn, first) && this.#admits?.(streams, candidate, this.#atScreening, this.#scores) !== false) {
        patient.candidate = candidate;
        patient.screened = candidate + 1;
        this.#describe(streams.behind(CANDIDATE, candidate), patient);
        return;
      }
    }
    throw new RangeError(
      `none of ${MAX_CANDIDATES} candidates reached the screening minimum of ${this.#population.screeningMinimum} HAM-D17 points${this.#admits === undefined ? '' : ' and the limits of eligibility of the outcomes'}`,
    );
  }

  #atScreening = 0;
  readonly #scores = { patient: 0, occasion: 0 };

  /** Whether the candidate of the numbers drawn from `first` on scores high enough at screening: those of the traits, that of screening, the uniform one of the score. */
  #eligible(patient: Patient, drawn: Float64Array, first: number): boolean {
    const { severityMean, severitySd, occasionSd, screeningMinimum } = this.#population;
    const factor = this.#cholesky;
    for (let row = 0; row < SCORES; row++) {
      let sum = 0;
      for (let column = 0; column <= row; column++) sum += factor[row * SCORES + column] * drawn[first + STEP * column];
      patient.traits[row] = sum;
    }
    patient.severity = severityMean + severitySd * patient.traits[0];
    this.#scores.patient = patient.traits[0];
    this.#scores.occasion = drawn[first + STEP * SCORES];
    this.#atScreening = patient.severity + occasionSd * this.#scores.occasion;
    patient.screeningScore = this.#observe(this.#atScreening, drawn[first + STEP * (SCORES + 1)]);
    return patient.screeningScore >= screeningMinimum;
  }

  #describe(stream: Stream, patient: Patient): void {
    const { femaleShare, ageMean, ageSd, ageMinimum, ageMaximum, weightWomen, weightMen } = this.#population;
    patient.female = stream.uniform() < femaleShare;
    patient.weight = (patient.female ? weightWomen : weightMen) * exp(this.#weightLogSd * stream.normal());
    if (!this.#describes) return;
    patient.failedCourses = MIN_FAILED_COURSES + Math.floor(log(stream.uniform()) / this.#logBeyond);
    patient.age = truncatedNormal(stream, ageMean, ageSd, ageMinimum, ageMaximum);
  }
}

/**
 * Cholesky factor L of a correlation matrix, L·Lᵀ = R, by rows.
 * @throws RangeError if the matrix is not positive definite
 */
export function choleskyFactor(matrix: readonly (readonly number[])[]): Float64Array {
  const size = matrix.length;
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row][column];
      for (let inner = 0; inner < column; inner++) sum -= factor[row * size + inner] * factor[column * size + inner];
      if (row === column && !(sum > 1e-12)) throw new RangeError('correlations are not positive definite');
      factor[row * size + column] = row === column ? Math.sqrt(sum) : sum / factor[column * size + column];
    }
  }
  return factor;
}
