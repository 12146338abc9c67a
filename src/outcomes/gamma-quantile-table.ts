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
    const below = Math.min(logs.length - 2, place | 0);
    const share = place - below;
    return exp((1 - share) * this.#entry(logs, below) + share * this.#entry(logs, below + 1));
  }

  #entry(logs: Float64Array, index: number): number {
    const known = logs[index];
    // Times 1, so that V8 knows the result for a number, as in `exp`.
    return known === known ? known : 1 * this.#workOut(logs, index);
  }

  /** Works an entry out, from a neighbour where one is known. */
  #workOut(logs: Float64Array, index: number): number {
    const neighbour = Number.isNaN(logs[index - 1] ?? NaN) ? logs[index + 1] : logs[index - 1];
    return (logs[index] = gammaLogQuantile(this.#shape, index / STEPS_PER_UNIT - LIMIT, neighbour));
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

/**
 * Logarithm of the quantile of the gamma distribution with mean 1 at a normal score, by bisection on the smaller tail to 10⁻¹³.
 * @param shape  > 0   @param score  standard normal
 * @param guess  where it may lie, NaN if unknown: what is clearly above or below is not worked out then, and no bit of the result changes;
 * not used where the distribution is so narrow that its tails lose digits
 */
export function gammaLogQuantile(shape: number, score: number, guess = NaN): number {
  const tail = normalCdf(-Math.abs(score));
  const tailAt = (middle: number): number => {
    const twice = 2 * shape * exp(middle);
    return score < 0 ? chiSquareCdf(twice, 2 * shape) : chiSquareUpperTail(twice, 2 * shape);
  };
  const isBelow = (middle: number): boolean => (score < 0 ? tailAt(middle) < tail : tailAt(middle) > tail);
  const near = rootNear(shape > NARROW ? NaN : guess, (middle) => log(tailAt(middle) / tail));
  let lower = LOWEST;
  let upper = HIGHEST;
  for (let step = 0; step < 200 && upper - lower > 1e-13; step++) {
    const middle = (lower + upper) / 2;
    const isClear = Math.abs(middle - near) > CLEAR;
    if (isClear ? middle < near : isBelow(middle)) lower = middle;
    else upper = middle;
  }
  return (lower + upper) / 2;
}

/** Between these logarithms a quantile is looked for. */
const LOWEST = -2000;
const HIGHEST = log(1e6);

/** Shape from which on a guess is not used; assumed. */
const NARROW = 1e10;

/** Farther than this from what the secant method found, a logarithm lies clearly on one side; the method ends when its steps are a tenth of it. */
const CLEAR = 1e-11;
const MAX_SECANTS = 8;

/** Below it exponentials lose digits, and a root may be a whole stretch. */
const NORMAL = -690;

/** Root of a function near a guess by the secant method; NaN where it finds none. */
function rootNear(guess: number, of: (x: number) => number): number {
  if (!(guess > NORMAL && guess < HIGHEST)) return NaN;
  let [before, x] = [guess - 1e-4, guess];
  let [valueBefore, value] = [of(before), of(x)];
  for (let step = 0; step < MAX_SECANTS; step++) {
    const next = x - (value * (x - before)) / (value - valueBefore);
    if (!(next > NORMAL && next < HIGHEST)) return NaN;
    if (Math.abs(next - x) < CLEAR / 10) return next;
    [before, valueBefore] = [x, value];
    [x, value] = [next, of(next)];
  }
  return NaN;
}
