import { driftAfterStopping, type DriftEstimate, type StoppingBounds } from '../../statistics/group-sequential/index.ts';

/** Spacing of the tables in z; the drift is nearly linear in z, so that cubic interpolation between neighbours is good to five digits (held by a test). */
const STEP = 0.125;
/** z beyond this is answered without the tables. */
const REACH = 8;

/** The tables of one look: values at z = −REACH, −REACH + STEP, … */
interface LookTables {
  readonly medianUnbiased: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Inference after stopping, for a replicate loop: median-unbiased drift and stage-wise interval as functions of z at a look, from tables made on first use.
 * At the first look nothing was selected and both are what a fixed trial gives.
 * @see Tsiatis, Rosner & Mehta (1984) Biometrics 40:797–803, DOI 10.2307/2530924
 */
export class AfterStop {
  readonly #bounds: StoppingBounds;
  readonly #level: number;
  readonly #tables: (LookTables | undefined)[];

  /** @param level  coverage of the interval */
  constructor(bounds: StoppingBounds, level: number) {
    this.#bounds = bounds;
    this.#level = level;
    this.#tables = bounds.informationRates.map(() => undefined);
  }

  /** Median-unbiased drift of a trial that stopped at a look with this z. */
  medianUnbiased(look: number, z: number): number {
    return this.#at('medianUnbiased', look, z);
  }

  /** Whether the stage-wise interval of that trial holds a drift. */
  covers(look: number, z: number, drift: number): boolean {
    return drift >= this.#at('lower', look, z) && drift <= this.#at('upper', look, z);
  }

  #at(figure: keyof LookTables, look: number, z: number): number {
    if (!(Math.abs(z) < REACH - STEP)) return this.#exact(look, z)[figure];
    const table = (this.#tables[look] ??= this.#tabulate(look))[figure];
    const place = (z + REACH) / STEP;
    const i = Math.min(table.length - 3, Math.max(1, Math.floor(place)));
    const t = place - i;
    const [a, b, c, d] = [table[i - 1], table[i], table[i + 1], table[i + 2]];
    // Lagrange's cubic through four neighbours.
    return (-t * (t - 1) * (t - 2) * a) / 6 + ((t * t - 1) * (t - 2) * b) / 2 - (t * (t + 1) * (t - 2) * c) / 2 + (t * (t * t - 1) * d) / 6;
  }

  #tabulate(look: number): LookTables {
    const figures = Array.from({ length: (2 * REACH) / STEP + 1 }, (_, i) => this.#exact(look, i * STEP - REACH));
    const column = (figure: keyof LookTables): Float64Array => Float64Array.from(figures, (each) => each[figure]);
    return { medianUnbiased: column('medianUnbiased'), lower: column('lower'), upper: column('upper') };
  }

  #exact(look: number, z: number): DriftEstimate {
    return driftAfterStopping(this.#bounds, { look, z }, this.#level);
  }
}
