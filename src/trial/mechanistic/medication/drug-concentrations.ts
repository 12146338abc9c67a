import type { Site } from '../../../pharmacology/dose-course.ts';
import type { Patient } from '../../../population/patient.ts';
import type { ParticipantStreams } from '../../../random/participant-streams.ts';
import type { Condition } from '../../conditions.ts';
import { trialDrugs, type TrialDrug } from '../../drugs.ts';
import type { MechanisticTrial } from '../../trial-model.ts';
import { drugsInBody, MAX_TIMES, type DrugInBody } from './drug-in-body.ts';
import { GivenDrugs } from './given-drugs.ts';
import { clearanceFactor, interactionsOf } from './kinetic-interactions.ts';

// Longer than other files: one class, all of whose methods read what the patient at hand was given; it is called at every visit and allocates nothing.

const oneTime = new Float64Array(1);
const oneConcentration = new Float64Array(1);
/** A hundred times this share of a sum is less than half of its last bit. */
const TOO_LITTLE = 2 ** -62;

/**
 * What of the drugs that one patient has been given so far is in the body at any time: concentrations by superposition over all doses. Reused from patient to patient without
 * allocating.
 */
export class DrugConcentrations extends GivenDrugs {
  protected readonly bodies: readonly DrugInBody[];
  /** 1 for drugs without a concentration that bind to anything, by their index. */
  readonly #occupies: Uint8Array;
  /** Draws the numbers that all short forms share. */
  readonly #drawShared: (streams: ParticipantStreams) => void;
  readonly #interactions: ReturnType<typeof interactionsOf>;
  #weight = 70;
  #female = false;
  /** By time asked for: hours since a dose, concentrations by earlier doses, and by those of one place. */
  readonly #since = new Float64Array(MAX_TIMES);
  readonly #earlier = new Float64Array(MAX_TIMES);
  readonly #ofOne = new Float64Array(MAX_TIMES);

  constructor(model: MechanisticTrial, periods: number) {
    super(periods);
    const { bodies, drawShared } = drugsInBody(trialDrugs(model));
    this.bodies = bodies;
    this.#drawShared = drawShared;
    this.#occupies = Uint8Array.from(bodies, ({ drug, course }) => (bindsTo(drug) && !course.hasConcentration ? 1 : 0));
    this.#interactions = interactionsOf(bodies.map(({ drug }) => drug));
  }

  /** Takes up a new patient, with the patient's own kinetics. */
  startPatient(patient: Pick<Patient, 'weight' | 'female'>, streams: ParticipantStreams): void {
    this.#drawShared(streams);
    for (const body of this.bodies) body.draw(streams);
    this.#take(patient.weight, patient.female);
  }

  /** Takes up the typical patient of a weight (kg), without deviations. */
  startTypicalPatient(weight: number): void {
    for (const body of this.bodies) body.setTypical();
    this.#take(weight, false);
  }

  #take(weight: number, female: boolean): void {
    this.#weight = weight;
    this.#female = female;
    for (const body of this.bodies) body.reset();
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
    if (this.conditions[period] !== condition) this.conditions[period] = condition;
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
      this.bodyOf(drug).setClearanceFactor(period, factor);
    }
  }

  /** What other drugs make of a drug's clearance in a period; 1 = nothing. */
  clearanceFactor(period: number, drug: TrialDrug): number {
    return this.bodies[drug.index].clearanceFactor(period);
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
    const body = this.bodies[drug.index];
    const last = body.course.hasConcentration ? this.lastPlace(drug) : -1;
    if (last < 0) {
      for (let i = 0; i < count; i++) out[i] = 0;
      return;
    }
    const isCurrent = last === 2 * this.periods - 1;
    if (isCurrent && this.isEveryDoseAlike(drug)) body.inPatient(this.#weight, this.#female).singleDoses(hours, count, site, out);
    else this.#fromPlace(last, hours, count, site, out);
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
    let before = last - 1;
    while (before >= 0 && !this.tookAt(before, drug)) before--;
    if (before < 0) return true;
    if (drug.declaration.dose.times > 1 || this.#interactions.size > 0) return false;
    // Residues fall with time: the earliest of the times, and the least of what came of the last doses, decide for all.
    let earliest = Infinity;
    let least = Infinity;
    for (let i = 0; i < count; i++) {
      if (!(hours[i] >= earliest)) earliest = hours[i];
      if (!(latest[i] >= least)) least = latest[i];
    }
    const { course, dose } = this.bodyOf(drug);
    for (let place = before; place >= 0; place--) {
      const given = this.given[place];
      if (!given.taken || given.drug !== drug) continue;
      if (!(course.residue(dose, earliest + this.#laterBy(place) + given.lead) < least * TOO_LITTLE)) return false;
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
    const body = this.bodyOf(drug);
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
    if (!taken || !this.bodies[drug.index].course.hasConcentration) return 0;
    if (this.#interactions.size === 0 && drug.declaration.dose.times === 1) return this.bodyOf(drug).singleDose(hours, site);
    oneTime[0] = hours;
    this.#fromDoses(drug, this.periods - 1, oneTime, 1, site, oneConcentration);
    return oneConcentration[0];
  }

  /** How much of the full effect of a drug without concentrations there is at an absolute time, 0–1. */
  share(time: number, drug: TrialDrug): number {
    const { times, everyHours } = drug.declaration.dose;
    const { course } = this.bodyOf(drug);
    let left = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.given[place];
      if (!given.taken || given.drug !== drug) continue;
      const hours = time - this.start[place >> 1] + given.lead;
      for (let number = 0; number < times; number++) left *= 1 - course.share(hours - number * everyHours);
    }
    return 1 - left;
  }

  /** Whether a period gives one dose of a drug, of which no other drug changes the course. */
  isEveryDoseAlike(drug: TrialDrug): boolean {
    return this.#interactions.size === 0 && this.bodies[drug.index].isSingle;
  }

  /** Whether a drug's shape has concentrations. */
  hasConcentration(drug: TrialDrug): boolean {
    return this.bodies[drug.index].course.hasConcentration;
  }

  /** A drug in the patient at hand. */
  protected bodyOf(drug: TrialDrug): DrugInBody {
    return this.bodies[drug.index].inPatient(this.#weight, this.#female);
  }
}

/** Whether a drug binds to any target. */
export function bindsTo(drug: TrialDrug): boolean {
  return Object.keys(drug.declaration.targets).length > 0;
}
