import { bodySurface, statedDose } from '../../../pharmacology/declared-drug.ts';
import { doseCourseOf, type DoseCourse, type KineticDeviations, type Site } from '../../../pharmacology/dose-course.ts';
import type { ParticipantStreams } from '../../../random/participant-streams.ts';
import { STEP } from '../../../random/stream-group/group-layout.ts';
import { streamId } from '../../../random/stream.ts';
import type { TrialDrug } from '../../drugs.ts';

/** Times that are asked for together at most; more are asked for in several goes. A window of blockade has fewer points. */
export const MAX_TIMES = 64;
const KINETICS = streamId('kinetics');
type Deviations = { -readonly [Name in keyof KineticDeviations]: KineticDeviations[Name] };

/** A drug's course in the patient at hand; its numbers are worked out when they are first read. */
export class DrugInBody {
  readonly #stated: ReturnType<typeof statedDose>;
  readonly #streamPurpose: number;
  /** The patient's standard normal numbers for this drug; those of all short forms are the same. */
  readonly #deviations: Deviations;
  #ready = false;
  readonly course: DoseCourse;
  /** Whether a period's dose is one. */
  readonly isSingle: boolean;
  /** Courses of the doses of periods in which another drug changes the clearance, with the factor; by period. */
  readonly #altered: { readonly course: DoseCourse; factor: number }[] = [];
  #weight = 0;
  /** What `singleDoses` was asked for last: how many times, 0 for none, of which site. */
  #count = 0;
  #siteOfTimes: Site = 'plasma';
  readonly #timesAsked = new Float64Array(MAX_TIMES);
  readonly #concentrations = new Float64Array(MAX_TIMES);
  /** The concentration asked for last by `singleDose`; the hours are NaN where there is none. */
  #askedHours = NaN;
  #askedSite: Site = 'plasma';
  #askedConcentration = 0;
  /** One dose in this patient, mg. */
  dose = 0;

  /** @param shared  the numbers that the short forms have in common */
  constructor(
    readonly drug: TrialDrug,
    shared: Deviations,
  ) {
    this.#stated = statedDose(drug.declaration.dose);
    this.course = doseCourseOf(drug.declaration.kinetics);
    this.isSingle = drug.declaration.dose.times === 1;
    this.#streamPurpose = streamId(`kinetics ${drug.name}`);
    this.#deviations = drug.isShort ? shared : { clearance: 0, volume: 0, halfTime: 0 };
  }

  /** Draws a new patient's own numbers of a declared drug; those of short forms are drawn once for all (`drawShared`). */
  draw(streams: ParticipantStreams): void {
    if (!this.drug.isShort) draw(streams, this.#streamPurpose, this.#deviations);
  }

  /** The typical patient's numbers: no deviations. */
  setTypical(): void {
    this.#deviations.clearance = this.#deviations.volume = this.#deviations.halfTime = 0;
  }

  /** Forgets the patient's dose and course. */
  reset(): void {
    this.#ready = false;
    this.#askedHours = NaN;
    this.#count = 0;
    if (this.#altered.length > 0) for (const altered of this.#altered) altered.factor = 1;
  }

  /** Sets what other drugs make of the clearance of a period's doses; to be called after `inPatient`. @param factor  1 = nothing */
  setClearanceFactor(period: number, factor: number): void {
    while (this.#altered.length <= period) this.#altered.push({ course: doseCourseOf(this.drug.declaration.kinetics), factor: 1 });
    this.#altered[period].factor = factor;
    if (factor !== 1) this.#altered[period].course.setPatient(this.#weight, this.#deviations, factor);
  }

  /** What other drugs make of the clearance of a period's doses. */
  clearanceFactor(period: number): number {
    return period < this.#altered.length ? this.#altered[period].factor : 1;
  }

  /** The course of a period's doses. */
  courseIn(period: number): DoseCourse {
    return this.clearanceFactor(period) === 1 ? this.course : this.#altered[period].course;
  }

  /** Concentration after one dose without what other drugs change, ng/mL; remembered, for it is asked for after every dose of a patient. To be called after `inPatient`. */
  singleDose(hours: number, site: Site): number {
    if (hours !== this.#askedHours || site !== this.#askedSite) {
      one[0] = hours;
      this.course.concentrations(this.dose, one, 1, site, one);
      this.#askedConcentration = one[0];
      this.#askedHours = hours;
      this.#askedSite = site;
    }
    return this.#askedConcentration;
  }

  /**
   * Concentrations after one dose without what other drugs change, ng/mL; remembered, for a patient is asked at the same times after every dose. To be called after `inPatient`.
   * @param hours  since the dose   @param out  receives as many as `count` says
   */
  singleDoses(hours: Float64Array, count: number, site: Site, out: Float64Array): void {
    const at = this.#timesAsked;
    const found = this.#concentrations;
    let known = site === this.#siteOfTimes && count <= this.#count;
    for (let i = 0; known && i < count; i++) known = hours[i] === at[i];
    if (!known) {
      this.course.concentrations(this.dose, hours, count, site, found);
      for (let i = 0; i < count; i++) at[i] = hours[i];
      this.#count = count;
      this.#siteOfTimes = site;
    }
    for (let i = 0; i < count; i++) out[i] = found[i];
  }

  /** The drug in a patient of a weight (kg). */
  inPatient(weight: number, female: boolean): this {
    if (this.#ready) return this;
    const { amount, unit } = this.#stated;
    this.dose = unit === 'mg' ? amount : amount * (unit === 'mg/kg' ? weight : bodySurface(weight, female));
    this.course.setPatient(weight, this.#deviations);
    this.#weight = weight;
    this.#ready = true;
    return this;
  }
}

const one = new Float64Array(1);

/** The drugs of a trial in one patient, and how the numbers that its short forms share are drawn. */
export function drugsInBody(drugs: readonly TrialDrug[]): {
  readonly bodies: readonly DrugInBody[];
  readonly drawShared: (streams: ParticipantStreams) => void;
} {
  const shared: Deviations = { clearance: 0, volume: 0, halfTime: 0 };
  return {
    bodies: drugs.map((drug) => new DrugInBody(drug, shared)),
    drawShared: (streams) => draw(streams, KINETICS, shared),
  };
}

/** Draws a patient's numbers, in this order. */
function draw(streams: ParticipantStreams, purpose: number, deviations: Deviations): void {
  const first = streams.draw(purpose, 0, 3, 0);
  const { drawn } = streams;
  deviations.clearance = drawn[first];
  deviations.volume = drawn[first + STEP];
  deviations.halfTime = drawn[first + 2 * STEP];
}
