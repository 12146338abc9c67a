import type { DrugEffect, EffectCourse } from '../../pharmacology/declared-drug.ts';
import { occupied, peakHoursOf } from '../../pharmacology/dose-course.ts';
import {
  benefitOf,
  deviation,
  effectPoints,
  persistenceDays,
  preparedBenefit,
  shiftedBenefit,
  unblockedShare,
} from '../../response/benefit.ts';
import { trialDrugs, type TrialDrug } from '../drugs.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { courseOf, dependenceOf, entryMaker, SEVERITY, type Dependence, type EffectEntry } from './effect-entries.ts';
import type { RelapseScores } from './infusion-scores.ts';
import type { RememberedCourses } from './remembered-courses.ts';
import { MAX_TIMES } from './medication/drug-in-body.ts';
import type { Medication } from './medication/medication.ts';

// Longer than other files: one class, all of whose methods read what the effects come to in the patient at hand; it is called at every visit and allocates nothing.

/** What the drugs of a trial do to one patient: on severity, on dissociation, on craving and on every declared endpoint. */
export class DrugEffects {
  readonly #model: MechanisticTrial;
  readonly #medication: Medication;
  readonly #lasting = new Map<string, EffectEntry<'lasting'>[]>();
  readonly #level = new Map<string, EffectEntry<'level'>[]>();
  readonly #all: EffectEntry[] = [];
  /** Effects on severity, which is asked for most often. */
  readonly #severityLasting: readonly EffectEntry<'lasting'>[];
  readonly #severityLevel: readonly EffectEntry<'level'>[];
  /** The endpoint that was asked for last, and the effects on it. */
  #asked = '';
  #askedLasting: readonly EffectEntry<'lasting'>[] = [];
  #askedLevel: readonly EffectEntry<'level'>[] = [];
  /** Targets whose blockade after a period's start is asked for, with its mean by period. */
  readonly #induction: { readonly target: string; readonly means: Float64Array }[] = [];
  /** Strength of a level effect by time asked for. */
  readonly #strengths = new Float64Array(MAX_TIMES);
  /** Hours after a dose of each drug's strongest effect, by its index; NaN until they are asked for. */
  readonly #peakHours: Float64Array;
  #ownShare = 0;
  /** Logit units that the patient's history adds to every benefit. */
  #benefitLogit = 0;
  /** Whether the time in which an effect wanes differs between patients or periods. */
  readonly persistenceVaries: boolean;

  constructor(model: MechanisticTrial, medication: Medication, periods: number, remembered: RememberedCourses) {
    this.#model = model;
    this.#medication = medication;
    this.#induction.push({ target: 'opioid', means: new Float64Array(periods) });
    const drugs = trialDrugs(model);
    this.#peakHours = new Float64Array(drugs.length).fill(NaN);
    for (const drug of drugs)
      for (const [on, effect] of Object.entries(drug.declaration.effects)) this.#add(drug, on, effect, periods, remembered);
    this.#severityLasting = this.#lasting.get(SEVERITY) ?? none;
    this.#severityLevel = this.#level.get(SEVERITY) ?? none;
    this.persistenceVaries = this.#all.some(({ effect }) => effect.course === 'lasting' && effect.persistenceLogSd > 0);
  }

  #add(drug: TrialDrug, on: string, effect: DrugEffect, periods: number, remembered: RememberedCourses): void {
    const dependence = dependenceOf(this.#model, drug, on, effect);
    const entryOf = entryMaker(drug, on, effect, dependence, periods, remembered);
    for (const { target } of dependence)
      if (!this.#induction.some((each) => each.target === target)) this.#induction.push({ target, means: new Float64Array(periods) });
    switch (effect.course) {
      case 'lasting':
        this.#all.push(put(this.#lasting, on, entryOf(effect)));
        return;
      case 'level':
        this.#all.push(put(this.#level, on, entryOf(effect)));
        return;
      default:
        throw unknownCourse(effect);
    }
  }

  /** Takes up a patient. @param ownShare  the patient's own share of opioid dependence   @param failedCourses  before the trial */
  startPatient(ownShare: number, failedCourses: number): void {
    const { response, population } = this.#model;
    this.#ownShare = ownShare;
    for (let place = 0; place < this.#all.length; place++) {
      this.#all[place].peakStrength = NaN;
      this.#all[place].latestSize = 0;
    }
    const { failedCoursesLogit: perCourse } = response;
    this.#benefitLogit = perCourse === 0 ? 0 : perCourse * (failedCourses - population.failedCoursesMean);
  }

  /**
   * Works out the sizes and times of a period that has just been given.
   * @param relapse  scores of the time in which effects wane
   */
  startPeriod(period: number, patientScore: number, occasionScore: number, relapse: RelapseScores): void {
    const { inductionHours } = this.#model.response;
    const medication = this.#medication;
    for (const { target, means } of this.#induction) means[period] = medication.meanBlockade(period, inductionHours, target);
    for (const entry of this.#all) {
      entry.doseTime[period] = medication.doseTime(period, entry.drug);
      if (entry.effect.course === 'lasting')
        entry.scaleDays[period] = persistenceDays(entry.effect, relapse.patient, relapse.occasion, entry.weights);
      const size = medication.gave(period, entry.drug) ? this.#sizeOf(entry, period, patientScore, occasionScore) : 0;
      entry.size[period] = size;
      if (size !== 0) entry.latestSize = size;
      entry.left[period] = size === 0 || entry.dependence.length === 0 ? 1 : this.#leftAfterStart(entry, period);
    }
  }

  #sizeOf(
    { drug, on, effect, benefit, prepared, weights, amount, stated, isDissociation }: EffectEntry,
    period: number,
    patientScore: number,
    occasionScore: number,
  ): number {
    if (effect.course === 'level')
      return effect.size * (isDissociation ? 1 : deviation(effect.variation, weights, patientScore, occasionScore));
    let earlier = 0;
    if (benefit.repeatFactor !== 1) for (let k = 0; k < period; k++) if (this.#medication.gave(k, drug)) earlier++;
    if (on !== SEVERITY) return effectPoints(benefit, patientScore, occasionScore, amount, earlier, stated);
    const logit = this.#benefitLogit;
    const size = logit === 0 ? prepared : preparedBenefit(shiftedBenefit(benefit, logit), amount, stated);
    return benefitOf(size, patientScore, occasionScore, earlier);
  }

  #leftAfterStart({ drug, dependence }: EffectEntry, period: number): number {
    let left = 1;
    for (const each of dependence) {
      const { inductionHours } = this.#model.response;
      const mean = each.isOwn
        ? this.#medication.meanBlockade(period, inductionHours, each.target, drug)
        : this.meanBlockade(period, each.target);
      left *= unblockedShare(this.#share(each), mean);
    }
    return left;
  }

  #share({ share, varies }: Dependence): number {
    return varies ? this.#ownShare : share;
  }

  #leftNow({ drug, dependence }: EffectEntry, time: number): number {
    let left = 1;
    for (const each of dependence) left *= unblockedShare(this.#share(each), this.#medication.blockade(time, each.target, drug));
    return left;
  }

  /** Mean blockade of a target in the hours after a period's start, 0–1. */
  meanBlockade(period: number, target: string): number {
    for (const each of this.#induction) if (each.target === target) return each.means[period];
    return 0;
  }

  /**
   * Severity that the drugs leave at several times, as a share of what it would be.
   * @param times  absolute, h   @param out  receives as many shares as `count` says; not `times`
   */
  severitiesLeft(times: Float64Array, count: number, out: Float64Array): void {
    const last = this.#medication.periods - 1;
    const maintenance = this.#model.response.gate === 'maintenance';
    for (let i = 0; i < count; i++) out[i] = 1;
    for (let k = 0; k <= last; k++) {
      for (const entry of this.#severityLasting) {
        const size = entry.size[k];
        if (size === 0) continue;
        const dosed = entry.doseTime[k];
        const gone = 24 * entry.scaleDays[k] * entry.goneAfter;
        const left = entry.left[k];
        for (let i = 0; i < count; i++) {
          const hours = times[i] - dosed;
          if (!(hours > 0) || hours > gone) continue;
          const unblocked = maintenance ? this.#leftNow(entry, times[i]) : left;
          out[i] *= 1 - size * courseOf(entry, hours, k) * unblocked;
        }
      }
    }
    for (const entry of this.#severityLevel) {
      for (let i = 0; i < count; i++) {
        levelHours[i] = times[i] - this.#medication.start[last];
        levelPoints[i] = 0;
      }
      this.#addLevel(entry, levelHours, count, 1, levelPoints);
      for (let i = 0; i < count; i++) out[i] *= Math.max(0, 1 - levelPoints[i]);
    }
  }

  /** What the drugs add to an endpoint at a time, in its unit. @param factor  the patient's own factor on effects that follow a level */
  points(on: string, time: number, factor = 1): number {
    oneTime[0] = time - this.#medication.start[this.#medication.periods - 1];
    this.pointsAt(on, oneTime, 1, factor, onePoint);
    return onePoint[0];
  }

  /**
   * What the drugs add to an endpoint at several times.
   * @param hours  since the start of the period entered last   @param out  receives as many numbers as `count` says; not `hours`
   */
  pointsAt(on: string, hours: Float64Array, count: number, factor: number, out: Float64Array): void {
    const last = this.#medication.periods - 1;
    const start = this.#medication.start[last];
    if (on !== this.#asked) this.#ask(on);
    for (let i = 0; i < count; i++) out[i] = 0;
    for (const entry of this.#askedLasting) {
      for (let k = 0; k <= last; k++) {
        const size = entry.size[k];
        if (size === 0) continue;
        for (let i = 0; i < count; i++) out[i] += size * courseOf(entry, hours[i] + (start - entry.doseTime[k]), k) * entry.left[k];
      }
    }
    for (const entry of this.#askedLevel) this.#addLevel(entry, hours, count, factor, out);
  }

  /** Adds a level effect at several times; of periods with the drug the last one's size holds. */
  #addLevel(entry: EffectEntry<'level'>, hours: Float64Array, count: number, factor: number, out: Float64Array): void {
    const size = entry.latestSize;
    if (size === 0) return;
    const strengths = this.#strengths;
    const start = this.#medication.start[this.#medication.periods - 1];
    this.#fillStrengths(entry, hours, count);
    if (entry.dependence.length === 0) for (let i = 0; i < count; i++) out[i] += factor * size * strengths[i];
    else for (let i = 0; i < count; i++) out[i] += factor * size * strengths[i] * this.#leftNow(entry, start + hours[i]);
  }

  /** Looks the effects on an endpoint up; most are asked for at many times in turn. */
  #ask(on: string): void {
    this.#asked = on;
    this.#askedLasting = this.#lasting.get(on) ?? none;
    this.#askedLevel = this.#level.get(on) ?? none;
  }

  /** Fills `#strengths` with how strong a level effect is at several times, of what the concentrations, occupancy or share of its drug are. */
  #fillStrengths({ drug, effect }: EffectEntry<'level'>, hours: Float64Array, count: number): void {
    const start = this.#medication.start[this.#medication.periods - 1];
    const { through, referenceNgPerMl } = effect;
    const strengths = this.#strengths;
    if (through !== undefined) {
      const { intrinsicActivity } = drug.declaration.targets[through];
      for (let i = 0; i < count; i++) strengths[i] = this.#medication.occupancy(start + hours[i], drug, through) * intrinsicActivity;
    } else if (this.#medication.hasConcentration(drug)) {
      this.#medication.concentrationsOf(hours, count, drug, 'effect', strengths);
      for (let i = 0; i < count; i++) strengths[i] /= referenceNgPerMl;
    } else for (let i = 0; i < count; i++) strengths[i] = this.#medication.share(start + hours[i], drug);
  }

  /** What the studied drug of the current period alone adds to an endpoint at its peak. @param factor  as in `points` */
  peak(drug: TrialDrug, on: string, factor: number): number {
    if (Number.isNaN(this.#peakHours[drug.index])) this.#peakHours[drug.index] = peakHoursOf(drug.declaration.kinetics);
    const hours = this.#peakHours[drug.index];
    const period = this.#medication.periods - 1;
    const start = this.#medication.start[period];
    let sum = 0;
    if (on !== this.#asked) this.#ask(on);
    for (const entry of this.#askedLevel) {
      if (entry.drug !== drug || entry.size[period] === 0) continue;
      const points = factor * entry.size[period] * this.#peakStrength(entry, hours);
      sum += entry.dependence.length === 0 ? points : points * this.#leftNow(entry, start + hours);
    }
    return sum;
  }

  /** Strength of a drug by itself at its peak; remembered for a patient where no other drug changes its course. */
  #peakStrength(entry: EffectEntry<'level'>, hours: number): number {
    const known = entry.peakStrength;
    if (known === known) return known;
    const strength = this.#strengthAlone(entry, hours);
    if (this.#medication.isEveryDoseAlike(entry.drug)) entry.peakStrength = strength;
    return strength;
  }

  #strengthAlone({ drug, effect }: EffectEntry<'level'>, hours: number): number {
    if (!this.#medication.hasConcentration(drug)) return 1;
    const concentration = this.#medication.fromPeriod(hours, 'effect');
    if (effect.through === undefined) return concentration / effect.referenceNgPerMl;
    const { ec50NgPerMl, hill, intrinsicActivity } = drug.declaration.targets[effect.through];
    return occupied(concentration, ec50NgPerMl, hill) * intrinsicActivity;
  }
}

const none: readonly never[] = [];
const oneTime = new Float64Array(1);
const onePoint = new Float64Array(1);
const levelHours = new Float64Array(MAX_TIMES);
const levelPoints = new Float64Array(MAX_TIMES);

function put<Course extends EffectCourse>(
  entries: Map<string, EffectEntry<Course>[]>,
  on: string,
  entry: EffectEntry<Course>,
): EffectEntry<Course> {
  const before = entries.get(on);
  if (before === undefined) entries.set(on, [entry]);
  else before.push(entry);
  return entry;
}

function unknownCourse(effect: never): RangeError {
  return new RangeError(`unknown course of an effect: ${JSON.stringify(effect)}`);
}
