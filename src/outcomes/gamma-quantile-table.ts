import { exp, log } from '../elementary/index.ts';
import { chiSquareCdf, chiSquareUpperTail } from '../statistics/distributions/chi-square.ts';
import { normalCdf } from '../statistics/distributions/normal.ts';

/** Normal scores beyond which the table is held constant. */
const LIMIT = 6;
const STEPS_PER_UNIT = 64;

/**
 * Gamma numbers with mean 1 as a function of a standard normal score, by a table: the quantile of the gamma distribution at the score's normal probability, the logarithm interpolated linearly.
 * With a coefficient of variation of 0 every number is 1. An entry of the table is worked out when it is first read.
 */
export class GammaQuantileTable {
  readonly #logs: Float64Array | undefined;
  readonly #shape: number;

  constructor(coefficientOfVariation: number) {
    this.#shape = 1 / (coefficientOfVariation * coefficientOfVariation);
    if (coefficientOfVariation > 0) this.#logs = tableOf(coefficientOfVariation);
  }

  /** @param score  standard normal; beyond ±6 the value at ±6 */
  at(score: number): number {
    const logs = this.#logs;
    if (logs === undefined) return 1;
    const place = (Math.min(LIMIT, Math.max(-LIMIT, score)) + LIMIT) * STEPS_PER_UNIT;
    const below = Math.min(logs.length - 2, Math.floor(place));
    const share = place - below;
    return exp((1 - share) * this.#entry(logs, below) + share * this.#entry(logs, below + 1));
  }

  #entry(logs: Float64Array, index: number): number {
    const known = logs[index];
    return Number.isNaN(known) ? (logs[index] = logQuantile(this.#shape, index / STEPS_PER_UNIT - LIMIT)) : known;
  }
}

/** Tables begun so far, NaN where an entry is still to be worked out; a few coefficients of variation are asked for again and again. */
const tables = new Map<number, Float64Array>();

function tableOf(coefficientOfVariation: number): Float64Array {
  const known = tables.get(coefficientOfVariation);
  if (known !== undefined) return known;
  if (tables.size > 100) tables.clear();
  const table = new Float64Array(2 * LIMIT * STEPS_PER_UNIT + 1).fill(NaN);
  tables.set(coefficientOfVariation, table);
  return table;
}

/** Logarithm of the gamma quantile with mean 1 at a normal score, by bisection on the smaller tail. */
function logQuantile(shape: number, score: number): number {
  const tail = normalCdf(-Math.abs(score));
  let lower = -2000;
  let upper = log(1e6);
  for (let step = 0; step < 200 && upper - lower > 1e-13; step++) {
    const middle = (lower + upper) / 2;
    const twice = 2 * shape * exp(middle);
    const below = score < 0 ? chiSquareCdf(twice, 2 * shape) < tail : chiSquareUpperTail(twice, 2 * shape) > tail;
    if (below) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}
