import type { TargetBinding } from '../../pharmacology/declared-drug.ts';
import { occupied, type Site } from '../../pharmacology/dose-course.ts';
import type { Patient } from '../../population/patient.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { Stream } from '../../random/stream.ts';
import type { Condition } from '../conditions.ts';
import { trialDrugs, type TrialDrug } from '../drugs.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { drugsInBody, type DrugInBody } from './drug-in-body.ts';
import { clearanceFactor, interactionsOf } from './kinetic-interactions.ts';

// Longer than other files: one class, all of whose methods read what the patient at hand was given; it is called at every visit and allocates nothing.

/** Points of a window at which blockade is averaged (Simpson's rule; even number of steps). */
const AVERAGE_STEPS = 8;
/** A hundred times this share of a sum is less than half of its last bit. */
const TOO_LITTLE = 2 ** -62;

/** A drug that a period gives: `lead` hours before the period's start. */
interface Given {
  drug: TrialDrug;
  lead: number;
  taken: boolean;
  /** Whether it was taken, binds to anything, and has no concentration, so that its doses occupy by themselves. */
  occupies: boolean;
}

/**
 * What one patient has been given so far, and what of it is in the body at any absolute time (hours from the first planned infusion): concentrations by superposition
 * over all doses, occupancy of targets by all drugs. Reused from patient to patient without allocating.
 */
export class Medication {
  readonly #bodies: readonly DrugInBody[];
  /** Draws the numbers that all short forms share. */
  readonly #drawShared: (streams: ParticipantStreams, stream: Stream) => void;
  readonly #conditions: Condition[] = [];
  /** Two of each period: the pretreatment, then the studied drug. */
  readonly #given: Given[] = [];
  /** Drugs with a concentration that bind to anything. */
  readonly #binding: readonly TrialDrug[];
  /** Drugs without one that do. */
  readonly #occupying: readonly TrialDrug[];
  readonly #interactions: ReturnType<typeof interactionsOf>;
  #weight = 70;
  #female = false;
  readonly #stream = new Stream();

  /** Periods in which treatment was given so far. */
  periods = 0;
  /** Absolute start of each period's infusion, h. */
  readonly start: Float64Array;
  /** 1 where a pretreatment was given and taken. */
  readonly taken: Uint8Array;

  constructor(model: MechanisticTrial, periods: number) {
    const { bodies, drawShared } = drugsInBody(trialDrugs(model));
    this.#bodies = bodies;
    this.#drawShared = drawShared;
    const binding = this.#bodies.filter(({ drug }) => Object.keys(drug.declaration.targets).length > 0);
    this.#binding = binding.filter(({ course }) => course.hasConcentration).map(({ drug }) => drug);
    this.#occupying = binding.filter(({ course }) => !course.hasConcentration).map(({ drug }) => drug);
    this.#interactions = interactionsOf(this.#bodies.map(({ drug }) => drug));
    this.start = new Float64Array(periods);
    this.taken = new Uint8Array(periods);
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
    this.#conditions[period] = condition;
    this.start[period] = start;
    const taken = pretreatment.isActive && adherenceDraw < pretreatment.declaration.adherence;
    this.taken[period] = taken ? 1 : 0;
    this.#setGiven(2 * period, pretreatment, leadHours, taken);
    this.#setGiven(2 * period + 1, studied, 0, studied.isActive && adherenceDraw < studied.declaration.adherence);
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

  #setGiven(place: number, drug: TrialDrug, lead: number, taken: boolean): void {
    const occupies = taken && this.#occupying.includes(drug);
    if (place >= this.#given.length) this.#given.push({ drug, lead, taken, occupies });
    else {
      const given = this.#given[place];
      given.drug = drug;
      given.lead = lead;
      given.taken = taken;
      given.occupies = occupies;
    }
  }

  /** The condition given in a period. */
  condition(period: number): Condition {
    return this.#conditions[period];
  }

  /** Whether a drug was given and taken in a period. */
  gave(period: number, drug: TrialDrug): boolean {
    const pretreatment = this.#given[2 * period];
    const studied = this.#given[2 * period + 1];
    return (pretreatment.taken && pretreatment.drug === drug) || (studied.taken && studied.drug === drug);
  }

  /** Absolute time of a drug's first dose in a period in which it was given, h. */
  doseTime(period: number, drug: TrialDrug): number {
    const pretreatment = this.#given[2 * period];
    const lead = pretreatment.taken && pretreatment.drug === drug ? pretreatment.lead : 0;
    return this.start[period] - lead;
  }

  /**
   * What others have taken of a target at an absolute time, 0–1: independent doses leave the product of what each leaves free, and an agonist takes
   * only the share that it does not act itself.
   * @param except  a drug that is not counted: none takes away its own effect
   */
  blockade(time: number, target: string, except?: TrialDrug): number {
    let free = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.#given[place];
      if (!given.occupies || given.drug === except) continue;
      const binding = given.drug.declaration.targets[target];
      if (binding === undefined) continue;
      free *= this.#freeOfPlateau(time - this.start[place >> 1] + given.lead, given.drug, binding, binding.intrinsicActivity);
    }
    if (this.#binding.length > 0) free *= this.#freeOfConcentrations(time, target, except);
    return 1 - free;
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

  /** What the doses of one period leave free. @param hours  since the first of them */
  #freeOfPlateau(hours: number, drug: TrialDrug, binding: TargetBinding, intrinsicActivity: number): number {
    const { times, everyHours } = drug.declaration.dose;
    const body = this.#body(drug);
    let free = 1 - body.course.occupancy(binding, body.dose, hours) * (1 - intrinsicActivity);
    for (let number = 1; number < times; number++)
      free *= 1 - body.course.occupancy(binding, body.dose, hours - number * everyHours) * (1 - intrinsicActivity);
    return free;
  }

  /** Share of a target that one drug occupies by itself at an absolute time, 0–1. */
  occupancy(time: number, drug: TrialDrug, target: string): number {
    const binding = drug.declaration.targets[target];
    if (binding === undefined) return 0;
    if (this.#bodies[drug.index].course.hasConcentration)
      return occupied(this.concentrationOf(time, drug, 'effect'), binding.ec50NgPerMl, binding.hill);
    let free = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.#given[place];
      if (given.occupies && given.drug === drug) free *= this.#freeOfPlateau(time - this.start[place >> 1] + given.lead, drug, binding, 0);
    }
    return 1 - free;
  }

  /** Mean blockade of a target over a window after the start of a period (Simpson's rule). @param hours  length of the window */
  meanBlockade(period: number, hours: number, target: string, except?: TrialDrug): number {
    if (!this.#anythingBinds()) return 0;
    let sum = 0;
    for (let point = 0; point <= AVERAGE_STEPS; point++) {
      const weight = point === 0 || point === AVERAGE_STEPS ? 1 : point % 2 === 1 ? 4 : 2;
      sum += weight * this.blockade(this.start[period] + (point * hours) / AVERAGE_STEPS, target, except);
    }
    return sum / (3 * AVERAGE_STEPS);
  }

  /** Whether any drug given so far can occupy a target. */
  #anythingBinds(): boolean {
    if (this.#binding.length > 0) return true;
    for (let place = 0; place < 2 * this.periods; place++) if (this.#given[place].occupies) return true;
    return false;
  }

  /** Concentration of the studied drug of the period entered last, ng/mL, in plasma or at the effect site. */
  concentration(time: number, site: Site): number {
    return this.periods === 0 ? 0 : this.concentrationOf(time, this.#conditions[this.periods - 1].studied, site);
  }

  /** Concentration of one drug at an absolute time, ng/mL. */
  concentrationOf(time: number, drug: TrialDrug, site: Site): number {
    if (!this.#bodies[drug.index].course.hasConcentration) return 0;
    const last = this.#lastDoses(drug);
    if (last < 0) return 0;
    const latest = this.#fromPlace(last, drug, time, site);
    if (this.#areGone(last, drug, time, latest)) return latest;
    let sum = 0;
    for (let place = 0; place < last; place++) {
      const given = this.#given[place];
      if (given.taken && given.drug === drug) sum += this.#fromPlace(place, drug, time, site);
    }
    return sum + latest;
  }

  /** Where a drug was given last, among two places a period; −1 where it was not. */
  #lastDoses(drug: TrialDrug): number {
    for (let place = 2 * this.periods - 1; place >= 0; place--)
      if (this.#given[place].taken && this.#given[place].drug === drug) return place;
    return -1;
  }

  /** Whether what is left of all doses before a place is too little to change a bit of what came last, when it is added. */
  #areGone(before: number, drug: TrialDrug, time: number, latest: number): boolean {
    const body = this.#body(drug);
    for (let place = 0; place < before; place++) {
      const given = this.#given[place];
      if (!given.taken || given.drug !== drug) continue;
      if (drug.declaration.dose.times > 1 || this.#interactions.size > 0) return false;
      if (!(body.course.residue(body.dose, time - this.start[place >> 1] + given.lead) < latest * TOO_LITTLE)) return false;
    }
    return true;
  }

  #fromPlace(place: number, drug: TrialDrug, time: number, site: Site): number {
    return this.#fromDoses(drug, place >> 1, time - this.start[place >> 1] + this.#given[place].lead, site);
  }

  /** What the doses of one period alone contribute to a drug's concentration, ng/mL. @param hours  since the first of them */
  #fromDoses(drug: TrialDrug, period: number, hours: number, site: Site): number {
    const { times, everyHours } = drug.declaration.dose;
    const body = this.#body(drug);
    const course = this.#interactions.size === 0 ? body.course : body.courseIn(period);
    let sum = 0;
    for (let number = 0; number < times; number++) {
      const since = hours - number * everyHours;
      if (!(since > 0)) break;
      sum += course.concentration(body.dose, since, site);
    }
    return sum;
  }

  /** What the studied drug of the period entered last contributes by itself, ng/mL. @param hours  since its first dose */
  fromPeriod(hours: number, site: Site): number {
    const { taken, drug } = this.#given[2 * this.periods - 1];
    return taken && this.#bodies[drug.index].course.hasConcentration ? this.#fromDoses(drug, this.periods - 1, hours, site) : 0;
  }

  /** How much of the full effect of a drug without concentrations there is at an absolute time, 0–1. */
  share(time: number, drug: TrialDrug): number {
    const { times, everyHours } = drug.declaration.dose;
    const { course } = this.#body(drug);
    let left = 1;
    for (let place = 0; place < 2 * this.periods; place++) {
      const given = this.#given[place];
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
