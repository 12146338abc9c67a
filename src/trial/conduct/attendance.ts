import { shortestGapDays } from '../../design/design.ts';
import { LAST_HOUR_SEEN, withdrawalProbability } from '../../outcomes/missingness/adverse-withdrawal.ts';
import { dropoutProbability } from '../../outcomes/missingness/observed-score.ts';
import { missProbability } from '../../outcomes/missingness/unobserved-score.ts';
import { FIRST_MOVED_HOUR, visitShift } from '../../outcomes/missingness/visit-window.ts';
import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { streamId } from '../../random/stream.ts';
import { measurementSlot, type MeasurementSlot } from '../mechanistic/measurement-slots.ts';
import { withdrawalReasons } from '../participant-flow.ts';
import type { PatientCourse } from '../mechanistic/patient-course.ts';
import type { Rater } from '../mechanistic/rater.ts';
import type { MechanisticTrial } from '../trial-model.ts';

const MISSED = streamId('missed visit');
const MOVED = streamId('moved visit');
const NO_SHOW_DRAW = streamId('no-show');
const WITHDRAWAL_DRAW = streamId('withdrawal after adverse effects');
const DROPPED_OUT = withdrawalReasons.indexOf('dropped out between periods');
const NO_SHOW = withdrawalReasons.indexOf('did not come to a later period');
const WITHDRAWN = withdrawalReasons.indexOf('withdrawn after adverse effects');

/** Decides which visits a patient attends, when, and whether they stay in the trial. What it decides does not depend on which columns are read. */
export class Attendance {
  readonly #model: MechanisticTrial;
  /** Whether visits are missed one by one. */
  readonly #canMiss: boolean;
  readonly #rater: Rater;
  /** The HAM-D17 ratings of a period in order of time. */
  readonly #ratings: readonly MeasurementSlot[];
  /** The HAM-D17 rating that each visit would record, whether it is planned or not. */
  readonly #scoreAt = new Map<string, MeasurementSlot>();
  readonly #limits = new Map<string, readonly [number, number]>();

  constructor(model: MechanisticTrial, rater: Rater) {
    this.#model = model;
    this.#canMiss = model.missingness.perVisit > 0;
    this.#rater = rater;
    this.#ratings = (model.outcomes[SEVERITY_ENDPOINT]?.visits ?? []).map((visit) => measurementSlot(model, SEVERITY_ENDPOINT, visit));
    const times = Object.values(model.visits).sort((a, b) => a - b);
    const next = 24 * shortestGapDays(model.design) + Math.min(...times);
    for (const [visit, hours] of Object.entries(model.visits)) {
      this.#scoreAt.set(visit, measurementSlot(model, SEVERITY_ENDPOINT, visit));
      const before = Math.max(...times.filter((time) => time < hours), -Infinity);
      const after = Math.min(...times.filter((time) => time > hours), next);
      this.#limits.set(visit, [Math.min(0, (before - hours) / 2), Math.max(0, (after - hours) / 2)]);
    }
  }

  /** Takes note of the period that the patient has just entered. */
  enter(course: PatientCourse): void {
    const { afterAdverseEffect } = this.#model.missingness;
    const probability = afterAdverseEffect > 0 ? withdrawalProbability(afterAdverseEffect, course.adverseEffects) : 0;
    course.withdrawn = probability > 0 && course.streams.open(WITHDRAWAL_DRAW, course.period).uniform() < probability;
  }

  /** Whether no visit of the current period can be missed. */
  attendsAll(course: PatientCourse): boolean {
    return !course.withdrawn && !this.#canMiss;
  }

  /** Whether a visit of the current period is missed. @param shift  hours by which it is late */
  misses(slot: MeasurementSlot, course: PatientCourse, shift: number): boolean {
    const { perVisit, perVisitScoreSlope, scoreCentre } = this.#model.missingness;
    if (course.withdrawn && slot.hours > LAST_HOUR_SEEN) return true;
    if (!(perVisit > 0) || !(slot.hours > 0)) return false;
    let probability = perVisit;
    const scored = perVisitScoreSlope === 0 ? undefined : this.#scoreAt.get(slot.visit);
    if (scored !== undefined) {
      const score = this.#rater.rate(scored, course, shift);
      probability = missProbability(perVisit, perVisitScoreSlope, scoreCentre, score);
    }
    return course.streams.open(slot.missingPurpose ^ MISSED, course.period).uniform() < probability;
  }

  /** Hours by which a visit of the current period is later than planned; the same for everything that is rated at it. */
  shift(slot: MeasurementSlot, course: PatientCourse): number {
    const { visitWindowDays } = this.#model.missingness;
    if (!(visitWindowDays > 0) || slot.hours < FIRST_MOVED_HOUR) return 0;
    const [earliest, latest] = this.#limits.get(slot.visit) ?? [0, 0];
    const score = course.streams.open(slot.missingPurpose ^ MOVED, course.period).normal();
    return visitShift(visitWindowDays, score, earliest, latest);
  }

  /** Why the patient does not go on to the next period: a position in `withdrawalReasons`, 0 when they do. */
  leavesAfter(course: PatientCourse): number {
    const { noShow } = this.#model.missingness;
    if (course.withdrawn) return WITHDRAWN;
    if (course.dropoutDraw < this.#dropoutProbability(course)) return DROPPED_OUT;
    const stays = !(noShow > 0) || course.streams.open(NO_SHOW_DRAW, course.period).uniform() >= noShow;
    return stays ? 0 : NO_SHOW;
  }

  /** From the scores that the period has recorded; with none after the baseline, the baseline is the last. */
  #dropoutProbability(course: PatientCourse): number {
    const { missingness } = this.#model;
    const { betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope } = missingness;
    if (betweenPeriodsScoreSlope === 0 && betweenPeriodsChangeSlope === 0) return betweenPeriods;
    let baseline = NaN;
    let last = NaN;
    for (const slot of this.#ratings) {
      const shift = this.shift(slot, course);
      if (this.misses(slot, course, shift)) continue;
      last = this.#rater.rate(slot, course, shift);
      if (slot.hours < 0) baseline = last;
    }
    if (Number.isNaN(last)) return betweenPeriods;
    return dropoutProbability(missingness, last, Number.isNaN(baseline) ? last : baseline);
  }
}
