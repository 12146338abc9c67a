import { cadssTotal } from '../outcomes/cadss.ts';
import { cravingRating } from '../outcomes/craving.ts';
import { hamd17Total } from '../outcomes/hamd17.ts';
import { Stream } from '../random/stream.ts';
import type { MeasurementSlot } from './measurement-slots.ts';
import type { PatientCourse } from './patient-course.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** Turns a patient's true state into recorded scores; each rating has a stream of its own. */
export class Rater {
  readonly #model: MechanisticTrial;
  readonly #key: Int32Array;
  readonly #stream = new Stream();

  constructor(model: MechanisticTrial, key: Int32Array) {
    this.#model = model;
    this.#key = key;
  }

  /** Rates one endpoint at one visit of the current period. @param shift  hours by which the visit is later than planned */
  rate(slot: MeasurementSlot, course: PatientCourse, replicate: number, subject: number, shift = 0): number {
    const time = course.start + slot.hours + shift;
    const stream = this.#stream.seat(this.#key, replicate, subject, slot.errorPurpose, course.period);
    switch (slot.endpoint) {
      case 'hamd17':
        return hamd17Total(course.severity(time), this.#model.measurement.errorSd, stream.normal());
      case 'cadss':
        return cadssTotal(course.dissociation(time), stream.uniform());
      case 'craving': {
        const { trait, rise } = course.craving(time);
        return cravingRating(this.#model.craving, trait, rise, stream.normal());
      }
    }
  }
}
