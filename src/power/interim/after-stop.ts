import { driftWithTail } from '../../statistics/group-sequential/after-stopping.ts';
import type { StoppingBounds } from '../../statistics/group-sequential/index.ts';

/** Spacing of the tables in z; the drift is nearly linear in z, so that cubic interpolation between neighbours is good to five digits (held by a test). */
const STEP = 0.125;
/** z beyond this is answered without the tables. */
const REACH = 8;

/** Tails of the drifts that are asked for; the interval is between two of them. */
type Figure = 'medianUnbiased' | 'lower' | 'upper';

/**
 * Inference after stopping, for a replicate loop: median-unbiased drift and stage-wise interval as functions of z at a look, from tables of which
 * a value is made on first use: a few replicates need few of them.
 * At the first look nothing was selected and both are what a fixed trial gives.
 * @see Tsiatis, Rosner & Mehta (1984) Biometrics 40:797–803, DOI 10.2307/2530924
 */
export class AfterStop {
  readonly #bounds: StoppingBounds;
  readonly #tails: Readonly<Record<Figure, number>>;
  /** Of each look, values at z = −REACH, −REACH + STEP, …; NaN where none is made yet. */
  readonly #tables: readonly Readonly<Record<Figure, Float64Array>>[];

  /** @param level  coverage of the interval */
  constructor(bounds: StoppingBounds, level: number) {
    this.#bounds = bounds;
    const outside = (1 - level) / 2;
    this.#tails = { medianUnbiased: 0.5, lower: outside, upper: 1 - outside };
    const table = (): Float64Array => new Float64Array((2 * REACH) / STEP + 1).fill(NaN);
    this.#tables = bounds.informationRates.map(() => ({ medianUnbiased: table(), lower: table(), upper: table() }));
  }

  /** Median-unbiased drift of a trial that stopped at a look with this z. */
  medianUnbiased(look: number, z: number): number {
    return this.#at('medianUnbiased', look, z);
  }

  /** Whether the stage-wise interval of that trial holds a drift. */
  covers(look: number, z: number, drift: number): boolean {
    return drift >= this.#at('lower', look, z) && drift <= this.#at('upper', look, z);
  }

  #at(figure: Figure, look: number, z: number): number {
    if (!(Math.abs(z) < REACH - STEP)) return this.#exact(figure, look, z);
    const table = this.#tables[look][figure];
    const place = (z + REACH) / STEP;
    const i = Math.min(table.length - 3, Math.max(1, Math.floor(place)));
    for (let node = i - 1; node <= i + 2; node++)
      if (table[node] !== table[node]) table[node] = this.#exact(figure, look, node * STEP - REACH);
    const t = place - i;
    const [a, b, c, d] = [table[i - 1], table[i], table[i + 1], table[i + 2]];
    // Lagrange's cubic through four neighbours.
    return (-t * (t - 1) * (t - 2) * a) / 6 + ((t * t - 1) * (t - 2) * b) / 2 - (t * (t + 1) * (t - 2) * c) / 2 + (t * (t * t - 1) * d) / 6;
  }

  #exact(figure: Figure, look: number, z: number): number {
    return driftWithTail(this.#bounds, { look, z }, this.#tails[figure]);
  }
}
