import type { TargetBinding } from '../../../pharmacology/declared-drug.ts';
import { occupied, type Site } from '../../../pharmacology/dose-course.ts';
import type { Patient } from '../../../population/patient.ts';
import type { ParticipantStreams } from '../../../random/participant-streams.ts';
import { Stream } from '../../../random/stream.ts';
import type { Condition } from '../../conditions.ts';
import { trialDrugs, type TrialDrug } from '../../drugs.ts';
import type { MechanisticTrial } from '../../trial-model.ts';
import { CommonWindows, isCommonWindow, meanOverWindow, timesOfWindow, WINDOW_POINTS } from './blockade-windows.ts';
import { drugsInBody, MAX_TIMES, type DrugInBody } from './drug-in-body.ts';
import { GivenDrugs } from './given-drugs.ts';
import { clearanceFactor, interactionsOf } from './kinetic-interactions.ts';

// Longer than other files: one class, all of whose methods read what the patient at hand was given; it is called at every visit and allocates nothing.

const oneTime = new Float64Array(1);
const oneConcentration = new Float64Array(1);
/** A hundred times this share of a sum is less than half of its last bit. */
const TOO_LITTLE = 2 ** -62;

/**
 * What one patient has been given so far, and what of it is in the body at any absolute time (hours from the first planned infusion): concentrations by superposition
 * over all doses, occupancy of targets by all drugs. Reused from patient to patient without allocating.
 */
export class Medication extends GivenDrugs {
  readonly #bodies: readonly DrugInBody[];
  /** Draws the numbers that all short forms share. */
  readonly #drawShared: (streams: ParticipantStreams, stream: Stream) => void;
  /** Drugs with a concentration that bind to anything. */
  readonly #binding: readonly TrialDrug[];
  /** 1 for drugs without one that do, by their index. */
  readonly #occupies: Uint8Array;
  readonly #interactions: ReturnType<typeof interactionsOf>;
  #weight = 70;
  #female = false;
  readonly #stream = new Stream();
  /** By time asked for: what is free of a target, what one place leaves of it; hours since a dose, concentrations by earlier doses, and by those of one place. */
  readonly #free = new Float64Array(MAX_TIMES);
  readonly #freeOfOne = new Float64Array(MAX_TIMES);
  readonly #since = new Float64Array(MAX_TIMES);
  readonly #earlier = new Float64Array(MAX_TIMES);
  readonly #ofOne = new Float64Array(MAX_TIMES);
  readonly #windows = new CommonWindows();

  constructor(model: MechanisticTrial, periods: number) {
    super(periods);
    const { bodies, drawShared } = drugsInBody(trialDrugs(model));
    this.#bodies = bodies;
    this.#drawShared = drawShared;
    const binding = this.#bodies.filter(({ drug }) => Object.keys(drug.declaration.targets).length > 0);
    this.#binding = binding.filter(({ course }) => course.hasConcentration).map(({ drug }) => drug);
    this.#occupies = Uint8Array.from(bodies, (body) => (binding.includes(body) && !body.course.hasConcentration ? 1 : 0));
    this.#interactions = interactionsOf(this.#bodies.map(({ drug }) => drug));
  }

  /** Takes up a new patient, with the patient's own kinetics. */
  startPatient(patient: Pick<Patient, 'weight' | 'female'>, streams: ParticipantStreams): void {
    this.#drawShared(streams, this.#stream);
    for (const body of this.#bodies) body.draw(streams, this.#stream);
    this.#take(patient.weight, patient.female);
  }

  /** Takes up the typical patient of a weight (kg), without deviations. */
  startTypicalPatient(weight: number): void {
    for (const body of this.#bodies) body.setTypical();
    this.#take(weight, false);
  }

  #take(weight: number, female: boolean): void {
    this.#weight = weight;
    this.#female = female;
    for (const body of this.#bodies) body.reset();
    this.periods = 0;
  }

  /**
   * Gives the next period's pretreatment and studied drug.
   * @param start          absolute start of the studied drug, h
   * @param adherenceDraw  uniform number; below a drug's adherence it is taken
   */
  administer(condition: Condition, start: number, adherenceDraw: number): void {
    const period = this.periods++;
    const { pretreatment, studied, leadHours } = condition;
    this.conditions[period] = condition;
    this.start[period] = start;
    const taken = pretreatment.isActive && adherenceDraw < pretreatment.declaration.adherence;
    this.taken[period] = taken ? 1 : 0;
    const given = studied.isActive && adherenceDraw < studied.declaration.adherence;
    this.give(2 * period, pretreatment, leadHours, taken, this.#occupies[pretreatment.index] === 1);
    this.give(2 * period + 1, studied, 0, given, this.#occupies[studied.index] === 1);
    if (this.#interactions.size > 0) this.#interact(period);
  }

  /** Works out what the drugs of a period that has just been given make of each other's clearance. */
  #interact(period: number): void {
    for (const [drug, interactions] of this.#interactions) {
      const factor = this.gave(period, drug) ? clearanceFactor(interactions, this, period, drug) : 1;
      this.#body(drug).setClearanceFactor(period, factor);
    }
  }

  /** What other drugs make of a drug's clearance in a period; 1 = nothing. */
  clearanceFactor(period: number, drug: TrialDrug): number {
    return this.#bodies[drug.index].clearanceFactor(period);
  }

  /**
   * What others have taken of a target at an absolute time, 0–1: independent doses leave the product of what each leaves free, and an agonist takes
   * only the share that it does not act itself.
   * @param except  a drug that is not counted: none takes away its own effect
   */
  blockade(time: number, target: string, except?: TrialDrug): number {
    oneTime[0] = time;
    this.#blockades(oneTime, 1, target, except);
    return 1 - this.#free[0];
  }

  /** Fills `#free` with what others leave free of a target at several times, all but the last step of the blockade. */
  #blockades(times: Float64Array, count: number, target: string, except: TrialDrug | undefined): void {
    const free = this.#free;
    for (let i = 0; i < count; i++) free[i] = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.given[place];
      if (!given.occupies || given.drug === except) continue;
      const binding = given.drug.declaration.targets[target];
      if (binding === undefined) continue;
      this.#freeOfPlateau(place, times, count, binding, binding.intrinsicActivity);
      for (let i = 0; i < count; i++) free[i] *= this.#freeOfOne[i];
    }
    if (this.#binding.length > 0) for (let i = 0; i < count; i++) free[i] *= this.#freeOfConcentrations(times[i], target, except);
  }

  #freeOfConcentrations(time: number, target: string, except: TrialDrug | undefined): number {
    let free = 1;
    for (const drug of this.#binding) {
      const binding = drug.declaration.targets[target];
      if (binding === undefined || drug === except) continue;
      free *= 1 - this.occupancy(time, drug, target) * (1 - binding.intrinsicActivity);
    }
    return free;
  }

  /** Fills `#freeOfOne` with what the doses given at one place leave free at several times. */
  #freeOfPlateau(place: number, times: Float64Array, count: number, binding: TargetBinding, intrinsicActivity: number): void {
    const { drug, lead } = this.given[place];
    const { times: doses, everyHours } = drug.declaration.dose;
    const { course, dose } = this.#body(drug);
    const start = this.start[place >> 1];
    const hours = this.#since;
    const free = this.#freeOfOne;
    for (let number = 0; number < doses; number++) {
      const later = number * everyHours;
      for (let i = 0; i < count; i++) hours[i] = times[i] - start + lead - later;
      course.occupancies(binding, dose, hours, count, hours);
      for (let i = 0; i < count; i++) free[i] = (number === 0 ? 1 : free[i]) * (1 - hours[i] * (1 - intrinsicActivity));
    }
  }

  /** Share of a target that one drug occupies by itself at an absolute time, 0–1. */
  occupancy(time: number, drug: TrialDrug, target: string): number {
    const binding = drug.declaration.targets[target];
    if (binding === undefined) return 0;
    if (this.#bodies[drug.index].course.hasConcentration)
      return occupied(this.concentrationOf(time, drug, 'effect'), binding.ec50NgPerMl, binding.hill);
    let free = 1;
    oneTime[0] = time;
    for (let place = 0; place < 2 * this.periods; place++) {
      if (!this.given[place].occupies || this.given[place].drug !== drug) continue;
      this.#freeOfPlateau(place, oneTime, 1, binding, 0);
      free *= this.#freeOfOne[0];
    }
    return 1 - free;
  }

  /** Mean blockade of a target over a window after the start of a period. @param hours  length of the window */
  meanBlockade(period: number, hours: number, target: string, except?: TrialDrug): number {
    if (!this.#anythingBinds()) return 0;
    const given = this.#binding.length > 0 ? undefined : this.onlyOccupant(period);
    const isCommon = given !== undefined && isCommonWindow(given, hours, this.#bodies[given.drug.index].course.commonHours);
    const window = isCommon ? this.#windows.of(period, given, this.start[period], hours, target, except) : undefined;
    if (window !== undefined && !Number.isNaN(window.mean)) return window.mean;
    this.#blockades(timesOfWindow(this.start[period], hours), WINDOW_POINTS, target, except);
    const mean = meanOverWindow(this.#free);
    return window === undefined ? mean : (window.mean = mean);
  }

  /** Whether any drug given so far can occupy a target. */
  #anythingBinds(): boolean {
    if (this.#binding.length > 0) return true;
    for (let place = 0; place < 2 * this.periods; place++) if (this.given[place].occupies) return true;
    return false;
  }

  /** Concentration of the studied drug of the period entered last, ng/mL, in plasma or at the effect site. */
  concentration(time: number, site: Site): number {
    return this.periods === 0 ? 0 : this.concentrationOf(time, this.conditions[this.periods - 1].studied, site);
  }

  /** Concentration of one drug at an absolute time, ng/mL. */
  concentrationOf(time: number, drug: TrialDrug, site: Site): number {
    oneTime[0] = time - this.start[this.periods - 1];
    this.concentrationsOf(oneTime, 1, drug, site, oneConcentration);
    return oneConcentration[0];
  }

  /** Concentrations of one drug at several hours since the start of the period entered last, ng/mL. @param out  receives as many as `count` says; not `hours` */
  concentrationsOf(hours: Float64Array, count: number, drug: TrialDrug, site: Site, out: Float64Array): void {
    const last = this.#bodies[drug.index].course.hasConcentration ? this.lastPlace(drug) : -1;
    if (last < 0) {
      for (let i = 0; i < count; i++) out[i] = 0;
      return;
    }
    this.#fromPlace(last, hours, count, site, out);
    if (this.#areGone(last, hours, count, out)) return;
    const earlier = this.#earlier;
    for (let i = 0; i < count; i++) earlier[i] = 0;
    for (let place = 0; place < last; place++) {
      const given = this.given[place];
      if (!given.taken || given.drug !== drug) continue;
      this.#fromPlace(place, hours, count, site, this.#ofOne);
      for (let i = 0; i < count; i++) earlier[i] += this.#ofOne[i];
    }
    for (let i = 0; i < count; i++) out[i] = earlier[i] + out[i];
  }

  /** Whether what is left of all doses before a place is too little to change a bit of what came of the last ones, when that is added. */
  #areGone(last: number, hours: Float64Array, count: number, latest: Float64Array): boolean {
    const { drug } = this.given[last];
    const { course, dose } = this.#body(drug);
    for (let place = 0; place < last; place++) {
      const given = this.given[place];
      if (!given.taken || given.drug !== drug) continue;
      if (drug.declaration.dose.times > 1 || this.#interactions.size > 0) return false;
      const later = this.#laterBy(place);
      for (let i = 0; i < count; i++) if (!(course.residue(dose, hours[i] + later + given.lead) < latest[i] * TOO_LITTLE)) return false;
    }
    return true;
  }

  /** What the doses given at one place alone contribute to their drug's concentrations, ng/mL. */
  #fromPlace(place: number, hours: Float64Array, count: number, site: Site, out: Float64Array): void {
    const { drug, lead } = this.given[place];
    const later = this.#laterBy(place);
    for (let i = 0; i < count; i++) this.#since[i] = hours[i] + later + lead;
    this.#fromDoses(drug, place >> 1, this.#since, count, site, out);
  }

  /** Hours from the start of a place's period to that of the period entered last. */
  #laterBy(place: number): number {
    return this.start[this.periods - 1] - this.start[place >> 1];
  }

  /** The same at hours since the first of the doses. @param hours  not kept */
  #fromDoses(drug: TrialDrug, period: number, hours: Float64Array, count: number, site: Site, out: Float64Array): void {
    const { times, everyHours } = drug.declaration.dose;
    const body = this.#body(drug);
    if (times === 1 && this.#interactions.size === 0) {
      body.singleDoses(hours, count, site, out);
      return;
    }
    const course = this.#interactions.size === 0 ? body.course : body.courseIn(period);
    course.concentrations(body.dose, hours, count, site, out);
    for (let number = 1; number < times; number++) {
      for (let i = 0; i < count; i++) out[i] += course.concentration(body.dose, hours[i] - number * everyHours, site);
    }
  }

  /** What the studied drug of the period entered last contributes by itself, ng/mL. @param hours  since its first dose */
  fromPeriod(hours: number, site: Site): number {
    const { taken, drug } = this.given[2 * this.periods - 1];
    if (!taken || !this.#bodies[drug.index].course.hasConcentration) return 0;
    if (this.#interactions.size === 0 && drug.declaration.dose.times === 1) return this.#body(drug).singleDose(hours, site);
    oneTime[0] = hours;
    this.#fromDoses(drug, this.periods - 1, oneTime, 1, site, oneConcentration);
    return oneConcentration[0];
  }

  /** How much of the full effect of a drug without concentrations there is at an absolute time, 0–1. */
  share(time: number, drug: TrialDrug): number {
    const { times, everyHours } = drug.declaration.dose;
    const { course } = this.#body(drug);
    let left = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.given[place];
      if (!given.taken || given.drug !== drug) continue;
      const hours = time - this.start[place >> 1] + given.lead;
      for (let number = 0; number < times; number++) left *= 1 - course.share(hours - number * everyHours);
    }
    return 1 - left;
  }

  /** Whether a drug's shape has concentrations. */
  hasConcentration(drug: TrialDrug): boolean {
    return this.#bodies[drug.index].course.hasConcentration;
  }

  #body(drug: TrialDrug): DrugInBody {
    return this.#bodies[drug.index].inPatient(this.#weight, this.#female);
  }
}
