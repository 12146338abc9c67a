import { cadssTotal } from '../../outcomes/cadss.ts';
import { cravingRating } from '../../outcomes/craving.ts';
import { scaleOf, scales, type ScaleEndpoint } from '../../outcomes/scales/index.ts';
import type { Subscale } from '../../outcomes/scales/scale.ts';
import { Stream } from '../../random/stream.ts';
import type { MeasurementSlot } from './measurement-slots.ts';
import type { PatientCourse } from './patient-course.ts';
import { ScaleRater } from './scale-rater.ts';
import type { EndpointName, MechanisticTrial } from '../trial-model.ts';

/** Who rates an endpoint of depression, and which part of the scale it is. */
interface ScalePart {
  readonly rater: ScaleRater;
  readonly subscale: Subscale | undefined;
}

/** Turns a patient's true state into recorded scores; each rating has a stream of its own. */
export class Rater {
  readonly hamd17: ScaleRater;
  readonly #model: MechanisticTrial;
  readonly #key: Int32Array;
  readonly #stream = new Stream();
  readonly #parts = new Map<EndpointName, ScalePart>();

  constructor(model: MechanisticTrial, key: Int32Array) {
    this.#model = model;
    this.#key = key;
    this.hamd17 = new ScaleRater(scales.hamd17, model.measurement, key);
    const raters = new Map<string, ScaleRater>([[scales.hamd17.name, this.hamd17]]);
    for (const endpoint of ['hamd17', ...(Object.keys(model.outcomes) as EndpointName[])] as EndpointName[]) {
      const known = scaleOf(endpoint);
      if (known === undefined) continue;
      const rater = raters.get(known.scale.name) ?? new ScaleRater(known.scale, model.measurement, key);
      raters.set(known.scale.name, rater);
      this.#parts.set(endpoint, { rater, subscale: known.subscale });
    }
  }

  /** Rates one endpoint at one visit of the current period. @param shift  hours by which the visit is later than planned */
  rate(slot: MeasurementSlot, course: PatientCourse, replicate: number, subject: number, shift = 0): number {
    const time = course.start + slot.hours + shift;
    switch (slot.endpoint) {
      case 'cadss':
        return cadssTotal(course.dissociation(time), this.#seat(slot, course, replicate, subject).uniform());
      case 'craving': {
        const { trait, rise } = course.craving(time);
        return cravingRating(this.#model.craving, trait, rise, this.#seat(slot, course, replicate, subject).normal());
      }
      default: {
        const { rater, subscale } = this.#part(slot.endpoint);
        return rater.rate(slot, subscale, course.severity(time), replicate, subject, course.period);
      }
    }
  }

  /** The items of the rating made last on an endpoint's scale. */
  items(endpoint: ScaleEndpoint): Uint8Array {
    return this.#part(endpoint).rater.items;
  }

  #part(endpoint: ScaleEndpoint): ScalePart {
    const part = this.#parts.get(endpoint);
    if (part === undefined) throw new RangeError(`${endpoint} is not among the trial’s outcomes`);
    return part;
  }

  #seat(slot: MeasurementSlot, course: PatientCourse, replicate: number, subject: number): Stream {
    return this.#stream.seat(this.#key, replicate, subject, slot.errorPurpose, course.period);
  }
}
