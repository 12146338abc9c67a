import type { Enrichment } from '../../design/design.ts';
import { compileCondition, type Condition } from '../conditions.ts';
import { planSlots, type MeasurementSlot } from '../mechanistic/measurement-slots.ts';
import type { PatientCourse } from '../mechanistic/patient-course.ts';
import type { Rater } from '../mechanistic/rater.ts';
import type { MechanisticTrial } from '../trial-model.ts';

/** Candidates for one place in an enriched trial; with 2 % of responders nearly every place is still filled (assumed). */
export const MAX_ATTEMPTS = 255;
/** Between the names of one candidate's streams and the next one's: above the largest number of patients. */
const NEXT_CANDIDATE = 0x1000000;

/** The name of the streams of candidate number `attempt` for the place of a subject; the first has the subject's own. */
export function candidateName(subject: number, attempt: number): number {
  return subject + attempt * NEXT_CANDIDATE;
}

/** The open infusion before an enriched trial, and whether a candidate responds to it. What it leaves behind goes on into the trial. */
export class RunIn {
  readonly #condition: Condition;
  readonly #start: number;
  readonly #fall: number;
  readonly #isHigherBetter: boolean;
  readonly #baseline: MeasurementSlot;
  readonly #visit: MeasurementSlot;
  readonly #rater: Rater;

  /** @throws RangeError if the visit, or a baseline before the studied drug, is not recorded */
  constructor(model: MechanisticTrial, { condition, endpoint, visit, fall, washoutDays }: Enrichment, rater: Rater) {
    const slots = planSlots(model, 'all').slots.filter((slot) => slot.endpoint === endpoint);
    const baseline = slots.findLast(({ hours }) => hours < 0);
    const judged = slots.find((slot) => slot.visit === visit);
    if (baseline === undefined || judged === undefined)
      throw new RangeError(`the run-in needs ${endpoint} before the studied drug and at ${visit}`);
    this.#condition = compileCondition(condition, model);
    this.#start = -24 * washoutDays;
    this.#fall = fall;
    this.#isHigherBetter = model.outcomes[endpoint]?.declared?.better === 'higher';
    this.#baseline = baseline;
    this.#visit = judged;
    this.#rater = rater;
  }

  /** Gives the open infusion to a candidate whom the course has taken up; true when the rated score changes enough for the better. */
  responds(course: PatientCourse): boolean {
    course.startPeriod(this.#condition, this.#start);
    const before = this.#rater.rate(this.#baseline, course);
    if (!(before > 0)) return false;
    const after = this.#rater.rate(this.#visit, course);
    return this.#isHigherBetter ? after >= (1 + this.#fall) * before : after <= (1 - this.#fall) * before;
  }
}
