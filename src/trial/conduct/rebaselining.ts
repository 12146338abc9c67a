import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { streamId } from '../../random/stream.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { planSlots, type MeasurementSlot } from '../mechanistic/measurement-slots.ts';
import type { Rater } from '../mechanistic/rater.ts';
import type { FollowedParticipant } from './followed-participant.ts';

const RECHECK = streamId('recheck');
/** More than a period can have: `design.maximumDelayDays` is at most 365 and `design.recheckDays` at least 1. */
const MAX_RECHECKS = 512;

/** How long a period waits until the severity is back to the asked share of the first baseline. */
export class Rebaselining {
  readonly #design: MechanisticTrial['design'];
  readonly #baseline: MeasurementSlot | undefined;
  readonly #rater: Rater;

  constructor(model: MechanisticTrial, rater: Rater) {
    const isBaseline = ({ endpoint, hours }: MeasurementSlot): boolean => endpoint === SEVERITY_ENDPOINT && hours < 0;
    this.#design = model.design;
    this.#baseline = model.design.rebaselineShare > 0 ? planSlots(model, 'all').slots.findLast(isBaseline) : undefined;
    this.#rater = rater;
  }

  /**
   * Hours by which a period after the first is postponed, 0 where none waits, or −1 when the score does not come back in time.
   * @param planned  start of the period if it does not wait, h
   */
  wait(participant: FollowedParticipant, planned: number): number {
    const baseline = this.#baseline;
    if (baseline === undefined) return 0;
    const { rebaselineShare, recheckDays, maximumDelayDays } = this.#design;
    const { course } = participant;
    if (participant.given === 1) participant.firstBaseline = this.#rater.rate(baseline, course);
    for (let check = 0; check * recheckDays <= maximumDelayDays; check++) {
      const wait = 24 * recheckDays * check;
      const z = course.streams.open(RECHECK, course.period * MAX_RECHECKS + check).uniform();
      if (this.#rater.hamd17.total(course.severity(planned + wait + baseline.hours), z) >= rebaselineShare * participant.firstBaseline)
        return wait;
    }
    return -1;
  }
}
