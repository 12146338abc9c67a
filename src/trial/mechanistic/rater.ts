import { cadssTotal } from '../../outcomes/cadss.ts';
import { cravingRating } from '../../outcomes/craving.ts';
import { recordedValue } from '../../outcomes/declared-endpoint.ts';
import { assayParameters, reportedConcentration, type AssayModel } from '../../outcomes/plasma.ts';
import { scales, SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import type { Subscale } from '../../outcomes/scales/scale.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import type { Stream } from '../../random/stream.ts';
import { endpointOf, namesIn } from '../endpoints.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import type { MeasurementSlot } from './measurement-slots.ts';
import type { PatientCourse } from './patient-course.ts';
import { ScaleRater } from './scale-rater.ts';

/** Who rates an endpoint of depression, and which part of the scale it is. */
interface ScalePart {
  readonly rater: ScaleRater;
  readonly subscale: Subscale | undefined;
}

/** Turns a patient's true state into recorded scores; each rating has a stream of its own. */
export class Rater {
  readonly hamd17: ScaleRater;
  readonly #model: MechanisticTrial;
  readonly #assay: AssayModel;
  readonly #parts = new Map<string, ScalePart>();
  readonly #hours = new Float64Array(1);
  readonly #level = new Float64Array(1);

  constructor(model: MechanisticTrial) {
    this.#model = model;
    this.#assay = model.assay ?? defaultsOf(assayParameters);
    this.hamd17 = new ScaleRater(scales.hamd17, model.measurement);
    const raters = new Map<string, ScaleRater>([[scales.hamd17.name, this.hamd17]]);
    for (const endpoint of [SEVERITY_ENDPOINT, ...namesIn(model.outcomes)]) {
      const known = endpointOf(model, endpoint);
      if (known.kind !== 'scale') continue;
      const rater = raters.get(known.scale.name) ?? new ScaleRater(known.scale, model.measurement);
      raters.set(known.scale.name, rater);
      this.#parts.set(endpoint, { rater, subscale: known.subscale });
    }
  }

  /** Rates one endpoint at one visit of the current period. @param shift  hours by which the visit is later than planned */
  rate(slot: MeasurementSlot, course: PatientCourse, shift = 0): number {
    const time = course.start + slot.hours + shift;
    const endpoint = slot.source;
    switch (endpoint.kind) {
      case 'scale': {
        const { rater, subscale } = this.#part(slot.endpoint);
        return rater.rate(slot, subscale, course.severity(time), course.streams, course.period);
      }
      case 'dissociation':
        this.#hours[0] = slot.hours + shift;
        course.dissociations(this.#hours, 1, this.#level);
        return cadssTotal(this.#level[0], errorStream(slot, course).uniform());
      case 'craving': {
        const { trait, rise } = course.craving(time);
        return cravingRating(this.#model.craving, trait, rise, errorStream(slot, course).normal());
      }
      case 'plasma':
        return reportedConcentration(this.#assay, course.plasma(time), errorStream(slot, course).normal());
      case 'misuse':
        return course.misuses(time, endpoint.isDisorder) ? 1 : 0;
      case 'rating': {
        const error = endpoint.declared.sdError * errorStream(slot, course).normal();
        return recordedValue(endpoint.declared, course.rated(slot.endpoint, time) + error);
      }
    }
  }

  /** A total of a scale's endpoint at a severity. @param uniform  the uniform number of the rating */
  total(endpoint: string, severity: number, uniform: number): number {
    return this.#part(endpoint).rater.total(severity, uniform);
  }

  /** Totals of several participants at one visit, as `rate` makes one. @param severities  those from position `from` on, NaN where there is none   @param out  receives them */
  totals(endpoint: string, severities: Float64Array, from: number, uniforms: Float64Array, count: number, out: Float64Array): void {
    this.#part(endpoint).rater.totals(severities, from, uniforms, count, out);
  }

  /** The items of the rating made last on an endpoint's scale. */
  items(endpoint: string): Uint8Array {
    return this.#part(endpoint).rater.items;
  }

  #part(endpoint: string): ScalePart {
    const part = this.#parts.get(endpoint);
    if (part === undefined) throw new RangeError(`${endpoint} is not among the trial’s outcomes`);
    return part;
  }
}

function errorStream(slot: MeasurementSlot, course: PatientCourse): Stream {
  return course.streams.open(slot.errorPurpose, course.period);
}
