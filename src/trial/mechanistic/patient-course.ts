import { frailty } from '../../outcomes/cadss.ts';
import { cravingRise } from '../../outcomes/craving.ts';
import { GammaQuantileTable } from '../../outcomes/gamma-quantile-table.ts';
import { misuseParameters } from '../../outcomes/misuse.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import type { Patient } from '../../population/patient.ts';
import { betaWithMoments } from '../../random/gamma.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { STEP } from '../../random/stream-group/group-layout.ts';
import { streamId } from '../../random/stream.ts';
import { unblockedShare } from '../../response/benefit.ts';
import { expectancySize, sideBySide } from '../../response/expectancy.ts';
import { scoreWeights, type ScoreWeights } from '../../random/shared-score.ts';
import { compileCondition, type Condition } from '../conditions.ts';
import type { TrialDrug } from '../drugs.ts';
import { Beliefs } from './beliefs.ts';
import { DrugEffects } from './drug-effects.ts';
import { InfusionScores } from './infusion-scores.ts';
import { Medication } from './medication/medication.ts';
import { MisuseCourse } from './misuse-course.ts';
import { RatedEndpoints } from './rated-endpoints.ts';
import { RememberedCourses } from './remembered-courses.ts';
import type { RememberedHours } from './remembered-hours.ts';
import type { MechanisticTrial } from '../trial-model.ts';

// Longer than other files: one class, all of whose methods read the course of the patient at hand; it is called at every visit and allocates nothing.

const DEPENDENCE = streamId('dependence');
const OCCASION = streamId('occasion');
const CRAVING = streamId('craving trait');
/** Highest severity on the HAM-D17. */
const MAX_SEVERE = 52;

/**
 * One patient's course through a trial: what happens between the tablet and the true severity at any time.
 *
 * Time is absolute, in hours from the first planned infusion. Periods are started in order by `startPeriod`; afterwards severity, dissociation and craving can be
 * asked at any time of the current period. Effects of earlier doses are functions of absolute time, so carry-over needs no case of its own:
 *
 *     S(t) = B_j · Π_{k ≤ j} (1 − A_k(t)) · (1 − max_{k ≤ j} N_k(t)) + mood · blockade(t) + carry-over + period effect
 *
 * The object is reused from patient to patient: nothing is allocated after construction.
 */
export class PatientCourse {
  readonly medication: Medication;
  /** What the patient feels and believes in the period entered last. */
  readonly beliefs: Beliefs;
  readonly #model: MechanisticTrial;
  readonly #runIns: number;
  readonly #hasCarryover: boolean;
  readonly #frailties: GammaQuantileTable;
  readonly #frailtyWeights: ScoreWeights;
  /** √(1 − ρ²) of the correlation between the scores of response and dissociation of one occasion. */
  readonly #occasionRest: number;
  readonly #craving = { trait: NaN, rise: 0 };
  readonly #effects: DrugEffects;
  readonly #misuse: MisuseCourse;
  /** The studied drug whose concentration is measured: that of the reference. */
  readonly #assayed: TrialDrug | undefined;
  readonly #rated: RatedEndpoints;
  #patient: Patient | undefined;
  #streams: ParticipantStreams | undefined;
  #dependence = 0;
  #usual = 0;
  #shift = 0;
  #frailty = 0;
  /** Size of the expectancy effect by period. */
  readonly #expectancies: Float64Array;
  readonly #scores: InfusionScores;
  /** Natural course and course of expectancy by time since an infusion. */
  readonly #nonDrugCourses: RememberedHours;

  /** Absolute start of the current period's infusion, h. */
  start = NaN;

  /** Uniform draw against which dropping out after this period is decided. */
  dropoutDraw = 1;
  /** Whether the patient has withdrawn after adverse effects of the period entered last, as `Attendance` decides. */
  withdrawn = false;

  /**
   * @param trialPeriods  periods of the trial
   * @param runIns   infusions before the first of them
   * @param remembered  what depends on time alone, shared with other patients of the trial
   */
  constructor(model: MechanisticTrial, trialPeriods: number, runIns = 0, remembered = new RememberedCourses(model)) {
    const periods = trialPeriods + runIns;
    this.#runIns = runIns;
    this.#hasCarryover = Object.keys(model.response.carryoverPoints).length > 0;
    this.#model = model;
    this.medication = new Medication(model, periods);
    this.#frailties = new GammaQuantileTable(model.dissociation.frailtyCv);
    this.#frailtyWeights = scoreWeights(model.dissociation.frailtyCorrelation);
    const correlation = model.population.occasionCorrelation;
    this.#occasionRest = Math.sqrt(1 - correlation * correlation);
    this.#effects = new DrugEffects(model, this.medication, periods, remembered);
    this.beliefs = new Beliefs(model, this.medication, this.#effects);
    this.#rated = new RatedEndpoints(model);
    this.#misuse = new MisuseCourse(model.misuse ?? defaultsOf(misuseParameters));
    this.#assayed = model.assay === undefined ? undefined : compileCondition(model.design.reference, model).studied;
    this.#expectancies = new Float64Array(periods);
    this.#scores = new InfusionScores(model.response, this.#effects.persistenceVaries, periods);
    this.#nonDrugCourses = remembered.nonDrug;
  }

  /** The period entered last, from 0; −1 before the first. */
  get period(): number {
    return this.medication.periods - 1;
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
    const { opioidDependence: short, opioidDependenceSd, dependence } = this.#model.response;
    const opioidDependence = dependence?.opioid ?? short;
    this.#patient = patient;
    this.#streams = streams;
    this.medication.startPatient(patient, streams);
    this.#craving.trait = NaN;
    this.#misuse.startPatient();
    this.#rated.startPatient(patient.candidate, streams, patient.traits[0]);
    const varies = opioidDependenceSd > 0 && opioidDependence > 0 && opioidDependence < 1;
    this.#scores.startPatient(streams);
    this.#dependence = varies ? betaWithMoments(streams.open(DEPENDENCE), opioidDependence, opioidDependenceSd) : opioidDependence;
    this.#effects.startPatient(this.#dependence, patient.failedCourses);
  }

  /**
   * Starts the next period: draws its random numbers, gives the pretreatment and the infusion.
   * @param start  absolute start of the infusion, h
   */
  startPeriod(condition: Condition, start: number): void {
    const { response, belief, population, dissociation } = this.#model;
    const patient = this.#known();
    const period = this.period + 1;
    const previous = period > 0 && this.#hasCarryover ? this.medication.condition(period - 1).name : undefined;

    const { streams } = this;
    const first = streams.draw(OCCASION, period, 3, 5);
    const draws = streams.drawn;
    const severityScore = draws[first];
    const responseScore = draws[first + STEP];
    const dissociationScore = population.occasionCorrelation * responseScore + this.#occasionRest * draws[first + 2 * STEP];
    const adherenceDraw = draws[first + 3 * STEP];
    this.beliefs.take(draws[first + 4 * STEP], draws[first + 5 * STEP], draws[first + 6 * STEP]);
    this.dropoutDraw = draws[first + 7 * STEP];

    this.start = start;
    this.medication.administer(condition, start, adherenceDraw);
    this.#usual = Math.max(0, patient.severity + population.occasionSd * severityScore);
    this.#shift = period > this.#runIns ? response.periodEffectPoints : 0;
    if (previous !== undefined) this.#shift += response.carryoverPoints[previous] ?? 0;
    this.#frailty = frailty(dissociation, this.#frailties, patient.traits[2], dissociationScore, this.#frailtyWeights);
    this.#scores.startPeriod(period, patient.traits[3]);
    this.#effects.startPeriod(period, patient.traits[1], responseScore, this.#scores.relapse);
    this.beliefs.startPeriod(this.streams, this.#frailty);
    this.#expectancies[period] = expectancySize(response, belief, this.#scores.expectancy, this.beliefs.expected());
    this.#rated.startPeriod(period, this.streams, severityScore);
  }

  /** True severity at an absolute time of the current period, HAM-D17 points 0–52. */
  severity(time: number): number {
    oneTime[0] = time;
    this.severities(oneTime, 1, oneLevel);
    return oneLevel[0];
  }

  /** The same at several times. @param out  receives as many severities as `count` says; not `times` */
  severities(times: Float64Array, count: number, out: Float64Array): void {
    const { antagonistMoodPoints } = this.#model.response;
    this.#effects.severitiesLeft(times, count, out);
    for (let i = 0; i < count; i++) {
      const mood = antagonistMoodPoints === 0 ? 0 : antagonistMoodPoints * this.medication.blockade(times[i], 'opioid');
      const severity = this.#usual * out[i] * (1 - this.#nonDrug(times[i])) + mood + this.#shift;
      out[i] = Math.min(MAX_SEVERE, Math.max(0, severity));
    }
  }

  /** Non-drug improvement at an absolute time, as a share: that of the current period or what is left of an earlier one, whichever is more. */
  #nonDrug(time: number): number {
    let most = 0;
    for (let k = this.period; k >= 0; k--) most = Math.max(most, this.#nonDrugOf(k, time));
    return most;
  }

  /** Non-drug improvement that one period sets off, at an absolute time, less what opioid blockade takes of it. */
  #nonDrugOf(period: number, time: number): number {
    const { response } = this.#model;
    const { nonspecificOpioidDependence: share } = response;
    const hours = time - this.medication.start[period];
    if (!(hours > 0)) return 0;
    const at = this.#nonDrugCourses.at(hours);
    const { values } = this.#nonDrugCourses;
    const improvement = sideBySide(values[at], this.#expectancies[period], values[at + 1]);
    if (share === 0) return improvement;
    const blockade =
      response.gate === 'maintenance' ? this.medication.blockade(time, 'opioid') : this.#effects.meanBlockade(period, 'opioid');
    return improvement * unblockedShare(share, blockade);
  }

  /**
   * Mean CADSS totals at several times, points, given this period's frailty.
   * @param hours  since the current period's infusion   @param out  receives as many as `count` says; not `hours`
   */
  dissociations(hours: Float64Array, count: number, out: Float64Array): void {
    const { background } = this.#model.dissociation;
    this.#effects.pointsAt('cadss', hours, count, this.#frailty, out);
    for (let i = 0; i < count; i++) out[i] = background + out[i];
  }

  /** Mean CADSS total at an absolute time, points, given this period's frailty. */
  dissociation(time: number): number {
    oneTime[0] = time - this.start;
    this.dissociations(oneTime, 1, oneLevel);
    return oneLevel[0];
  }

  /** True value of an endpoint that the scenario declares as a rating of its own, at an absolute time of the current period. */
  rated(endpoint: string, time: number): number {
    return this.#rated.value(endpoint, this.#nonDrug(time), this.#effects.points(endpoint, time));
  }

  /** Standard normal score of the patient's craving, and its rise at an absolute time by the infusions given so far, logit units. */
  craving(time: number): { readonly trait: number; readonly rise: number } {
    const craving = this.#craving;
    if (Number.isNaN(craving.trait)) craving.trait = this.streams.open(CRAVING).normal();
    craving.rise = 0;
    for (let k = 0; k <= this.period; k++) {
      const { studied } = this.medication.condition(k);
      if (!studied.craves || !studied.isActive) continue;
      craving.rise += cravingRise(this.#model.craving, this.#effects.meanBlockade(k, 'opioid'), time - this.medication.start[k]);
    }
    craving.rise += this.#effects.points('craving', time);
    return craving;
  }

  /** Concentration of the studied drug in plasma at an absolute time, ng/mL. */
  plasma(time: number): number {
    return this.#assayed === undefined ? 0 : this.medication.concentrationOf(time, this.#assayed, 'plasma');
  }

  /** Whether the patient misuses the drug at an absolute time, or, of a disorder, meets the criteria of dependence. */
  misuses(time: number, isDisorder: boolean): boolean {
    const blockades: number[] = [];
    for (let k = 0; k <= this.period; k++) {
      const { studied } = this.medication.condition(k);
      if (studied.craves && studied.isActive && this.medication.start[k] < time) blockades.push(this.#effects.meanBlockade(k, 'opioid'));
    }
    const { misuse, disorder } = this.#misuse.state(this.streams, blockades);
    return isDisorder ? disorder : misuse;
  }

  #known(): Patient {
    if (this.#patient === undefined) throw noPatient();
    return this.#patient;
  }

  /** Adverse effects of the period entered last, as bits in the order of `adverseEffectNames`; drawn when they are first asked for. */
  get adverseEffects(): number {
    return this.beliefs.adverseEffects;
  }
}

const oneTime = new Float64Array(1);
const oneLevel = new Float64Array(1);

function noPatient(): RangeError {
  return new RangeError('a course needs a patient: call startPatient first');
}
