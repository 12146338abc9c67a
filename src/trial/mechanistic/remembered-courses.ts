import type { DrugEffect } from '../../pharmacology/declared-drug.ts';
import { onsetCourse } from '../../response/benefit.ts';
import { expectancyCourse, naturalCourse } from '../../response/expectancy.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { RememberedHours } from './remembered-hours.ts';

/** What of the courses of a trial depends on time alone, so that all of its patients share it. */
export class RememberedCourses {
  /** Natural course and course of expectancy by hours since an infusion. */
  readonly nonDrug: RememberedHours;
  readonly #onsets = new Map<DrugEffect<'lasting'>, RememberedHours>();

  constructor({ response }: Pick<MechanisticTrial, 'response'>) {
    this.nonDrug = new RememberedHours(2, (hours, values, at) => {
      values[at] = naturalCourse(response, hours);
      values[at + 1] = expectancyCourse(response, hours);
    });
  }

  /** Onset of an effect by hours since the dose. */
  onsetOf(effect: DrugEffect<'lasting'>): RememberedHours {
    const known = this.#onsets.get(effect);
    if (known !== undefined) return known;
    const onset = new RememberedHours(1, (hours, values, at) => (values[at] = onsetCourse(effect, hours)));
    this.#onsets.set(effect, onset);
    return onset;
  }
}
