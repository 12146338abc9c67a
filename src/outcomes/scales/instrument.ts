import { normalCdf, normalQuantile } from '../../statistics/distributions/normal.ts';
import { streamId, Stream } from '../../random/stream.ts';
import { ItemModel, type ItemErrors } from './item-model.ts';
import { checkScale, type Scale, type Subscale } from './scale.ts';
import { ScoreTable } from './score-table.ts';

/** Patients over whom tables are averaged; in pairs of opposite deviations. */
const TABLE_PATIENTS = 32;
const TABLE_KEY = Int32Array.of(1, 2, 3, 4);
const TABLE = streamId('score table');

/** A scale with the errors of its raters, ready to rate: item by item, or by totals of the same distribution. */
export class Instrument {
  readonly scale: Scale;
  readonly model: ItemModel;
  readonly #errors: ItemErrors;
  readonly #patients: readonly Float64Array[];
  readonly #tables = new Map<string, ScoreTable>();

  /** @throws RangeError if the scale's table contradicts itself */
  constructor(scale: Scale, errors: ItemErrors) {
    checkScale(scale);
    this.scale = scale;
    this.#errors = errors;
    this.#patients = tablePatients(scale.items.length, errors.itemDeviationSd);
    this.model = new ItemModel(scale, errors, this.#patients);
  }

  /** The table of totals, with one sub-scale's scores given the total; worked out when it is first asked for. */
  table(subscale?: Subscale): ScoreTable {
    const name = subscale?.name ?? '';
    let table = this.#tables.get(name);
    if (table === undefined) {
      const { itemDeviationSd, itemPersistence } = this.#errors;
      const patients = subscale?.items.length === 1 ? stratified(this.#patients, subscale.items[0] - 1, itemDeviationSd) : this.#patients;
      table = new ScoreTable(this.model, subscale, patients, itemPersistence);
      this.#tables.set(name, table);
    }
    return table;
  }

  /**
   * A patient's deviations at one visit: a lasting and a passing part.
   * @param lasting, passing  independent standard normal numbers, one per item   @param deviations  filled, latent units
   */
  deviate(lasting: Float64Array, passing: Float64Array, deviations: Float64Array): void {
    const { itemDeviationSd, itemPersistence } = this.#errors;
    const kept = itemDeviationSd * Math.sqrt(itemPersistence);
    const moved = itemDeviationSd * Math.sqrt(1 - itemPersistence);
    for (let item = 0; item < deviations.length; item++) deviations[item] = kept * lasting[item] + moved * passing[item];
  }

  /** Draws the sub-score that goes with a total: the patient's leaning is one standard normal number, the visit's another. */
  subscore(table: ScoreTable, severity: number, total: number, leaning: number, z: number): number {
    const shared = table.subscorePersistence;
    return table.subscore(severity, total, normalCdf(Math.sqrt(shared) * leaning + Math.sqrt(1 - shared) * z));
  }
}

const instruments = new Map<string, Instrument>();

/** The instrument of a scale and its errors; the same one for the same numbers, so that its tables are worked out once. */
export function instrumentOf(scale: Scale, { errorSd, itemDeviationSd, itemPersistence }: ItemErrors): Instrument {
  const name = `${scale.name} ${errorSd} ${itemDeviationSd} ${itemPersistence}`;
  const known = instruments.get(name);
  if (known !== undefined && known.scale === scale) return known;
  const instrument = new Instrument(scale, { errorSd, itemDeviationSd, itemPersistence });
  instruments.set(name, instrument);
  return instrument;
}

/**
 * The same patients with deviations of one item that are the quantiles of their distribution: the scores of a single item depend on that deviation alone, and drawn at random those of a few
 * patients would have another spread.
 */
function stratified(patients: readonly Float64Array[], item: number, sd: number): Float64Array[] {
  return patients.map((own, patient) => {
    const copy = own.slice();
    const quantile = normalQuantile(0.5 + ((patient >> 1) + 0.5) / patients.length);
    copy[item] = (patient % 2 === 0 ? sd : -sd) * quantile;
    return copy;
  });
}

function tablePatients(items: number, sd: number): Float64Array[] {
  const stream = new Stream();
  return Array.from({ length: TABLE_PATIENTS }, (_, patient) => {
    stream.startAt(TABLE_KEY, 0, patient >> 1, TABLE);
    const sign = patient % 2 === 0 ? sd : -sd;
    return Float64Array.from({ length: items }, () => sign * stream.normal());
  });
}
