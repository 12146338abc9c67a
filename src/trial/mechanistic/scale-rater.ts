import { instrumentOf, type Instrument } from '../../outcomes/scales/instrument.ts';
import type { Scale, Subscale } from '../../outcomes/scales/scale.ts';
import type { ScoreTable } from '../../outcomes/scales/score-table.ts';
import type { MeasurementModel } from '../../outcomes/parameters.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId } from '../../random/stream.ts';
import type { MeasurementSlot } from './measurement-slots.ts';

/** Rates the depression of a trial's patients on one scale and its sub-scales, item by item or by totals. */
export class ScaleRater {
  /** Scores of the items of the last rating; meaningful where ratings are by item. */
  readonly items: Uint8Array;
  readonly byItem: boolean;
  readonly instrument: Instrument;
  readonly #scale: Scale;
  readonly #totals: ScoreTable;
  readonly #lasting: Float64Array;
  readonly #passing: Float64Array;
  readonly #deviations: Float64Array;
  readonly #lastingPurpose: number;
  readonly #passingPurpose: number;
  /** Whose lasting deviations are at hand. */
  #streams: ParticipantStreams | undefined;
  #binding = 0;

  constructor(scale: Scale, measurement: MeasurementModel) {
    this.#scale = scale;
    this.byItem = measurement.mode === 'items';
    this.instrument = instrumentOf(scale, measurement);
    this.#totals = this.instrument.table();
    const count = scale.items.length;
    this.items = new Uint8Array(count);
    this.#lasting = new Float64Array(count);
    this.#passing = new Float64Array(count);
    this.#deviations = new Float64Array(count);
    this.#lastingPurpose = streamId(`item deviations ${scale.name}`);
    this.#passingPurpose = streamId(`passing item deviations ${scale.name}`);
  }

  /** A total of this severity, whatever the patient's items. @param uniform  the uniform number of this rating */
  total(severity: number, uniform: number): number {
    return this.#totals.total(severity, uniform);
  }

  /** Totals of several participants, NaN where a severity is. @param severities  those from position `from` on   @param uniforms  the uniform number of each   @param out  receives the totals */
  totals(severities: Float64Array, from: number, uniforms: Float64Array, count: number, out: Float64Array): void {
    for (let i = 0; i < count; i++) {
      const severity = severities[from + i];
      out[i] = severity === severity ? this.#totals.total(severity, uniforms[i]) : NaN;
    }
  }

  /** Rates a slot of this scale: its total, or the sub-scale's. */
  rate(slot: MeasurementSlot, subscale: Subscale | undefined, severity: number, streams: ParticipantStreams, period: number): number {
    if (this.byItem) return this.#rateItems(slot, subscale, severity, streams, period);
    const total = this.total(severity, streams.open(slot.errorPurpose, period).uniform());
    if (subscale === undefined) return total;
    const traitDeviation = streams.open(this.#lastingPurpose, this.#scale.subscales.indexOf(subscale)).normal();
    const z = streams.open(slot.subscorePurpose, period).normal();
    return this.instrument.subscore(this.instrument.table(subscale), severity, total, traitDeviation, z);
  }

  #rateItems(slot: MeasurementSlot, subscale: Subscale | undefined, severity: number, streams: ParticipantStreams, period: number): number {
    if (streams !== this.#streams || streams.bindings !== this.#binding) this.#drawLasting(streams);
    const state = streams.open(slot.errorPurpose ^ this.#passingPurpose, period);
    state.normals(this.#passing, this.#passing.length);
    this.instrument.deviate(this.#lasting, this.#passing, this.#deviations);
    const errors = streams.open(slot.errorPurpose, period);
    const total = this.instrument.model.rate(severity, this.#deviations, errors, this.items);
    if (subscale === undefined) return total;
    let sum = 0;
    for (const item of subscale.items) sum += this.items[item - 1];
    return sum;
  }

  /** Draws how the items of a participant deviate at every rating. */
  #drawLasting(streams: ParticipantStreams): void {
    streams.open(this.#lastingPurpose).normals(this.#lasting, this.#lasting.length);
    this.#streams = streams;
    this.#binding = streams.bindings;
  }
}
