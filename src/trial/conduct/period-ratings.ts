import { CADSS_MAXIMUM } from '../../outcomes/cadss.ts';
import { GROUP } from '../../random/stream-group/group-layout.ts';
import type { StreamGroup } from '../../random/stream-group/stream-group.ts';
import { columnKey } from '../trial-data.ts';
import type { ItemScores } from '../trial-generator.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { runsOf, type MeasurementSlot, type SlotRun } from '../mechanistic/measurement-slots.ts';
import { MAX_TIMES } from '../mechanistic/medication/drug-in-body.ts';
import type { Attendance } from './attendance.ts';
import type { FollowedParticipant } from './followed-participant.ts';
import type { Rater } from '../mechanistic/rater.ts';

/** Where the ratings of a period are written, and what they are made with. */
export interface RatingColumns {
  readonly slots: readonly MeasurementSlot[];
  /** One column of a slot, by subject-period. */
  readonly columns: readonly Float64Array[];
  /** Actual hours of each rating; one planned number where no visit moves. */
  readonly times: readonly Float64Array[];
  readonly itemScores: ReadonlyMap<string, ItemScores>;
}

/**
 * Rates the visits of one period of participants who are followed side by side. Totals are rated for all of them at once, visit by visit, because their streams are started together;
 * what is rated by several numbers or item by item is rated one participant after another.
 */
export class PeriodRatings {
  readonly #to: RatingColumns;
  /** Whether scales of depression are rated item by item. */
  readonly #byItem: boolean;
  readonly #runs: readonly SlotRun[];
  readonly #rater: Rater;
  readonly #attendance: Attendance;
  readonly #streams: StreamGroup;
  readonly #followed: readonly FollowedParticipant[];
  /** Whether visits have windows. */
  readonly #moved: boolean;
  readonly #shifts = new Float64Array(MAX_TIMES);
  readonly #hours = new Float64Array(MAX_TIMES);
  readonly #times = new Float64Array(MAX_TIMES);
  readonly #levels = new Float64Array(MAX_TIMES);
  /** True values of all participants, visit by visit; NaN where a visit is missed or a participant has left. */
  readonly #values = new Float64Array(MAX_TIMES * GROUP);
  readonly #scores = new Float64Array(GROUP);

  constructor(
    model: MechanisticTrial,
    to: RatingColumns,
    followed: readonly FollowedParticipant[],
    streams: StreamGroup,
    rater: Rater,
    attendance: Attendance,
  ) {
    this.#to = to;
    this.#byItem = model.measurement.mode === 'items';
    this.#runs = runsOf(to.slots, this.#byItem);
    this.#rater = rater;
    this.#attendance = attendance;
    this.#streams = streams;
    this.#followed = followed;
    this.#moved = model.missingness.visitWindowDays > 0;
  }

  /** Rates the period entered last. @param row  of the first participant   @param step  rows between participants   @param period  of the course */
  rate(row: number, step: number, count: number, period: number): void {
    for (const run of this.#runs) {
      switch (run.kind) {
        case 'dissociation':
          this.#rateDissociation(run, row, step, count, period);
          break;
        case 'total':
          this.#rateTotals(run, row, step, count, period);
          break;
        case 'other':
          this.#rateOthers(run, row, step, count);
      }
    }
  }

  #rateDissociation(run: SlotRun, row: number, step: number, count: number, period: number): void {
    const { first, hours } = run;
    const visits = run.end - first;
    const values = this.#values;
    for (let member = 0; member < count; member++) {
      const { course, isInTrial } = this.#followed[member];
      if (!isInTrial) {
        this.#leaveOut(member, visits);
        continue;
      }
      course.dissociations(this.#moved ? this.#movedHours(run, row + member * step, member) : hours, visits, this.#levels);
      this.#keep(run, member);
    }
    for (let visit = 0; visit < visits; visit++) {
      const totals = this.#streams.poissons(this.#to.slots[first + visit].errorPurpose, period, values, visit * GROUP, CADSS_MAXIMUM);
      this.#write(totals, first + visit, row, step, count);
    }
  }

  /** Hours of the ratings of a run as a participant has them. */
  #movedHours({ first, end }: SlotRun, row: number, member: number): Float64Array {
    for (let place = first; place < end; place++) {
      this.#shifts[place - first] = this.#shift(place, row, member);
      this.#hours[place - first] = this.#to.slots[place].hours + this.#shifts[place - first];
    }
    return this.#hours;
  }

  /** Leaves no values of a run at the visits that a participant misses. */
  #dropMissed({ first, end }: SlotRun, member: number): void {
    const { course } = this.#followed[member];
    for (let place = first; place < end; place++) {
      const shift = this.#moved ? this.#shifts[place - first] : 0;
      if (this.#attendance.misses(this.#to.slots[place], course, shift)) this.#values[(place - first) * GROUP + member] = NaN;
    }
  }

  #rateTotals(run: SlotRun, row: number, step: number, count: number, period: number): void {
    const { slots } = this.#to;
    const { first } = run;
    const visits = run.end - first;
    const values = this.#values;
    for (let member = 0; member < count; member++) {
      const { course, isInTrial } = this.#followed[member];
      if (!isInTrial) {
        this.#leaveOut(member, visits);
        continue;
      }
      const { start } = course;
      for (let visit = 0; visit < visits; visit++) this.#times[visit] = start + run.hours[visit];
      if (this.#moved) {
        this.#movedHours(run, row + member * step, member);
        for (let visit = 0; visit < visits; visit++) this.#times[visit] += this.#shifts[visit];
      }
      course.severities(this.#times, visits, this.#levels);
      this.#keep(run, member);
    }
    for (let visit = 0; visit < visits; visit++) {
      const { endpoint, errorPurpose } = slots[first + visit];
      const uniforms = this.#streams.uniforms(errorPurpose, period);
      this.#rater.totals(endpoint, values, visit * GROUP, uniforms, count, this.#scores);
      this.#write(this.#scores, first + visit, row, step, count);
    }
  }

  /** Has no values of a participant who has left. */
  #leaveOut(member: number, visits: number): void {
    for (let visit = 0; visit < visits; visit++) this.#values[visit * GROUP + member] = NaN;
  }

  /** Has the levels of one participant among the values, NaN where a visit is missed. */
  #keep(run: SlotRun, member: number): void {
    const visits = run.end - run.first;
    for (let visit = 0; visit < visits; visit++) this.#values[visit * GROUP + member] = this.#levels[visit];
    if (!this.#attendance.attendsAll(this.#followed[member].course)) this.#dropMissed(run, member);
  }

  /** Writes the scores of one visit, NaN of participants who have left. */
  #write(scores: Float64Array, place: number, row: number, step: number, count: number): void {
    const column = this.#to.columns[place];
    for (let member = 0; member < count; member++) column[row + member * step] = scores[member];
  }

  #rateOthers({ first, end }: SlotRun, row: number, step: number, count: number): void {
    for (let member = 0; member < count; member++) {
      const { course, isInTrial } = this.#followed[member];
      if (!isInTrial) continue;
      const attends = this.#attendance.attendsAll(course);
      const at = row + member * step;
      for (let place = first; place < end; place++) {
        const slot = this.#to.slots[place];
        const shift = this.#shift(place, at, member);
        const missed = !attends && this.#attendance.misses(slot, course, shift);
        this.#to.columns[place][at] = missed ? NaN : this.#rater.rate(slot, course, shift);
        if (!missed) this.#keepItems(slot, at);
      }
    }
  }

  /** Hours by which a visit is later than planned; notes when it was. */
  #shift(place: number, row: number, member: number): number {
    if (!this.#moved) return 0;
    const slot = this.#to.slots[place];
    const shift = this.#attendance.shift(slot, this.#followed[member].course);
    this.#to.times[place][row] = slot.hours + shift;
    return shift;
  }

  #keepItems({ endpoint, source, visit }: MeasurementSlot, row: number): void {
    if (!this.#byItem || this.#to.itemScores.size === 0 || source.kind !== 'scale') return;
    const scores = this.#rater.items(endpoint);
    this.#to.itemScores.get(columnKey(source.scale.name, visit))?.scores.set(scores, row * scores.length);
  }
}
