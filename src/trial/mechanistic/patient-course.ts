import { adverseEffectProbability } from '../../outcomes/adverse-effects.ts';
import { dissociationLevel, frailty } from '../../outcomes/cadss.ts';
import { cravingRise } from '../../outcomes/craving.ts';
import { GammaQuantileTable } from '../../outcomes/gamma-quantile-table.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { REFERENCE_CONCENTRATION } from '../../pharmacology/ketamine.ts';
import type { Patient } from '../../population/patient.ts';
import { betaWithMoments } from '../../random/gamma.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId } from '../../random/stream.ts';
import { benefitCourse, fullBenefit, unblockedShare } from '../../response/benefit.ts';
import { expectancySize, formBelief, nonDrugImprovement, noticeProbability, type Belief } from '../../response/expectancy.ts';
import type { Condition } from '../conditions.ts';
import { Medication } from './medication.ts';
import type { MechanisticTrial } from '../trial-model.ts';

const DEPENDENCE = streamId('dependence');
const OCCASION = streamId('occasion');
const ADVERSE = streamId('adverse effects');
const CRAVING = streamId('craving trait');
/** Highest severity on the HAM-D17. */
const MAX_SEVERE = 52;
const NAUSEA_OR_VOMITING = (1 << adverseEffectNames.indexOf('nausea')) | (1 << adverseEffectNames.indexOf('vomiting'));

/**
 * One patient's course through a trial: what happens between the tablet and the true severity at any time.
 *
 * Time is absolute, in hours from the first planned infusion. Periods are entered in order by `enter`; afterwards severity, dissociation and craving can be
 * asked at any time of the current period. Effects of earlier infusions and tablets are functions of absolute time, so carry-over needs no case of its own:
 *
 *     S(t) = B_j · Π_{k ≤ j} (1 − A_k(t)) · (1 − N_j(t)) + mood · blockade(t) + carry-over + period effect
 *
 * The object is reused from patient to patient: nothing is allocated after construction.
 */
export class PatientCourse {
  readonly medication: Medication;
  readonly #model: MechanisticTrial;
  readonly #runIns: number;
  readonly #frailties: GammaQuantileTable;
  readonly #belief: Belief = { active: 0, blocker: 0 };
  readonly #craving = { trait: NaN, rise: 0 };
  readonly #benefit: Float64Array;
  readonly #inductionOpioid: Float64Array;
  readonly #inductionOther: Float64Array;
  #patient: Patient | undefined;
  #streams: ParticipantStreams | undefined;
  #dependence = 0;
  #usual = 0;
  #shift = 0;
  #frailty = 0;
  #expectancy = 0;

  /** Adverse effects of the period entered last, as bits in the order of `adverseEffectNames`. */
  adverseEffects = 0;
  /** Whether the infusion was felt. */
  noticed = false;
  guessedActive = false;
  guessedBlocker = false;
  /** Uniform draw against which dropping out after this period is decided. */
  dropoutDraw = 1;

  /**
   * @param trialPeriods  periods of the trial
   * @param runIns   infusions before the first of them
   */
  constructor(model: MechanisticTrial, trialPeriods: number, runIns = 0) {
    const periods = trialPeriods + runIns;
    this.#runIns = runIns;
    this.#model = model;
    this.medication = new Medication(model, periods);
    this.#frailties = new GammaQuantileTable(model.dissociation.frailtyCv);
    this.#benefit = new Float64Array(periods);
    this.#inductionOpioid = new Float64Array(periods);
    this.#inductionOther = new Float64Array(periods);
  }

  /** The period entered last, from 0; −1 before the first. */
  get period(): number {
    return this.medication.periods - 1;
  }

  /** Absolute start of the current period's infusion, h. */
  get start(): number {
    return this.medication.start[this.period];
  }

  /** This patient's opioid dependence of the antidepressant response, 0–1. */
  get opioidDependence(): number {
    return this.#dependence;
  }

  /** The random-number streams of the patient. @throws RangeError before there is one */
  get streams(): ParticipantStreams {
    if (this.#streams === undefined) throw noPatient();
    return this.#streams;
  }

  /** Takes up a new patient, before anything is given. @param streams  bound to that patient */
  startPatient(patient: Patient, streams: ParticipantStreams): void {
    const { opioidDependence, opioidDependenceSd } = this.#model.response;
    this.#patient = patient;
    this.#streams = streams;
    this.medication.begin(patient, streams);
    this.#craving.trait = NaN;
    const varies = opioidDependenceSd > 0 && opioidDependence > 0 && opioidDependence < 1;
    this.#dependence = varies ? betaWithMoments(streams.open(DEPENDENCE), opioidDependence, opioidDependenceSd) : opioidDependence;
  }

  /**
   * Starts the next period: draws its random numbers, gives the pretreatment and the infusion.
   * @param start  absolute start of the infusion, h
   */
  startPeriod(condition: Condition, start: number): void {
    const { response, belief, population, dissociation } = this.#model;
    const patient = this.#known();
    const period = this.period + 1;
    const previous = period > 0 ? this.medication.condition(period - 1).name : undefined;

    const stream = this.streams.open(OCCASION, period);
    const severityScore = stream.normal();
    const responseScore = stream.normal();
    const correlation = population.occasionCorrelation;
    const dissociationScore = correlation * responseScore + Math.sqrt(1 - correlation * correlation) * stream.normal();
    const adherenceDraw = stream.uniform();
    const noticeDraw = stream.uniform();
    const activeDraw = stream.uniform();
    const blockerDraw = stream.uniform();
    this.dropoutDraw = stream.uniform();

    this.medication.give(condition, start, adherenceDraw);
    this.#usual = Math.max(0, patient.severity + population.occasionSd * severityScore);
    this.#shift = period > this.#runIns ? response.periodEffectPoints : 0;
    if (previous !== undefined) this.#shift += response.carryoverPoints[previous] ?? 0;
    this.#frailty = frailty(dissociation, this.#frailties, patient.traits[2], dissociationScore);
    this.#feelInfusion(condition, period, noticeDraw);
    formBelief(belief, this.noticed, this.#sick(condition, period), this.#belief);
    this.guessedActive = activeDraw < this.#belief.active;
    this.guessedBlocker = blockerDraw < this.#belief.blocker;
    this.#expectancy = expectancySize(response, belief, patient.traits[3], this.#belief);
    const dose = this.medication.ketamineDose(period);
    this.#benefit[period] = fullBenefit(response, patient.traits[1], responseScore, dose, this.#earlierKetamine());
    this.#inductionOpioid[period] = this.medication.meanBlockade(period, response.inductionHours, 'opioid');
    this.#inductionOther[period] =
      response.otherDependence > 0 ? this.medication.meanBlockade(period, response.inductionHours, 'other') : 0;
  }

  /** True severity at an absolute time of the current period, HAM-D17 points 0–52. */
  severity(time: number): number {
    const { response } = this.#model;
    const maintenance = response.gate === 'maintenance';
    const opioid = this.medication.blockade(time, 'opioid');
    const other = maintenance && response.otherDependence > 0 ? this.medication.blockade(time, 'other') : 0;
    const last = this.period;
    let left = 1;
    for (let k = 0; k <= last; k++) {
      if (this.#benefit[k] === 0) continue;
      const unblocked =
        unblockedShare(this.#dependence, maintenance ? opioid : this.#inductionOpioid[k]) *
        unblockedShare(response.otherDependence, maintenance ? other : this.#inductionOther[k]);
      left *= 1 - this.#benefit[k] * benefitCourse(response, time - this.medication.start[k]) * unblocked;
    }
    const nonDrug =
      nonDrugImprovement(response, this.#expectancy, time - this.start) *
      unblockedShare(response.nonspecificOpioidDependence, maintenance ? opioid : this.#inductionOpioid[last]);
    const severity = this.#usual * left * (1 - nonDrug) + response.antagonistMoodPoints * opioid + this.#shift;
    return Math.min(MAX_SEVERE, Math.max(0, severity));
  }

  /** Mean CADSS total at an absolute time, points, given this infusion's frailty. */
  dissociation(time: number): number {
    const { dissociation } = this.#model;
    const concentration = this.medication.concentration(time, 'effect') / REFERENCE_CONCENTRATION;
    return dissociationLevel(dissociation, this.#frailty, concentration, this.#undissociated(time));
  }

  /** Standard normal score of the patient's craving, and its rise at an absolute time by the infusions given so far, logit units. */
  craving(time: number): { readonly trait: number; readonly rise: number } {
    const craving = this.#craving;
    if (Number.isNaN(craving.trait)) craving.trait = this.streams.open(CRAVING).normal();
    craving.rise = 0;
    for (let k = 0; k <= this.period; k++) {
      if (this.medication.ketamineDose(k) === 0) continue;
      craving.rise += cravingRise(this.#model.craving, this.#inductionOpioid[k], time - this.medication.start[k]);
    }
    return craving;
  }

  #known(): Patient {
    if (this.#patient === undefined) throw noPatient();
    return this.#patient;
  }

  /** The share of dissociation that blockade leaves at a time. */
  #undissociated(time: number): number {
    const { opioidDependence } = this.#model.dissociation;
    return opioidDependence > 0 ? unblockedShare(opioidDependence, this.medication.blockade(time, 'opioid')) : 1;
  }

  #feelInfusion({ infusion }: Condition, period: number, noticeDraw: number): void {
    const { belief, dissociation } = this.#model;
    const { ketamine, noticedProbability } = infusion;
    if (ketamine === undefined) this.noticed = noticeDraw < noticedProbability;
    else {
      const end = ketamine.minutes / 60;
      const peak = this.medication.fromInfusion(period, end, 'effect') / REFERENCE_CONCENTRATION;
      const level = this.#frailty * dissociation.cadssPerReference * peak * this.#undissociated(this.start + end);
      this.noticed = noticeDraw < noticeProbability(belief, level);
    }
  }

  /** Draws the adverse effects of the period; true after nausea or vomiting. */
  #sick({ infusion }: Condition, period: number): boolean {
    const stream = this.streams.open(ADVERSE, period);
    const blocked = this.medication.taken[period] === 1;
    this.adverseEffects = 0;
    for (let effect = 0; effect < adverseEffectNames.length; effect++) {
      const probability = adverseEffectProbability(this.#model.adverseEffects[adverseEffectNames[effect]], infusion.isActive, blocked);
      if (stream.uniform() < probability) this.adverseEffects |= 1 << effect;
    }
    return (this.adverseEffects & NAUSEA_OR_VOMITING) !== 0;
  }

  #earlierKetamine(): number {
    let earlier = 0;
    for (let k = 0; k < this.period; k++) if (this.medication.ketamineDose(k) > 0) earlier++;
    return earlier;
  }
}

function noPatient(): RangeError {
  return new RangeError('a course needs a patient: call begin first');
}
