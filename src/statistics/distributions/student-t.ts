import { atan, cos, exp, hypot, log, pow, sin } from '../../elementary/index.ts';
import { checkDegreesOfFreedom, checkFraction, checkNumber, checkProbability } from '../../arguments/numbers.ts';
import { betaTails } from './beta.ts';
import { normalDensity, normalQuantile, normalUpperTail } from './normal.ts';
import { largeDfUpperTail } from './student-t-large-df.ts';
import { type Tails, tailRoot } from './tail-root.ts';

/** From here on the expansion in 1/df is exact to double precision and the continued fraction would be slow. */
const LARGE_DF = 2000;

/**
 * Student t distribution function: P(T ≤ t) on `df` degrees of freedom, accurate in its own value in either tail.
 *
 *     P(T > t) = ½ Iₓ(df/2, ½),  x = df / (df + t²),  t ≥ 0
 *
 * Closed forms for df 1 and 2, the continued fraction of the incomplete beta function to df 2000, an expansion in 1/df beyond.
 *
 * @param t  any number, ±Infinity allowed
 * @param df real and > 0; Infinity gives the normal distribution
 * @throws RangeError unless df > 0 and t is a number
 * @see Abramowitz & Stegun (1964) 26.7; numerics in beta.ts and student-t-large-df.ts
 * @example
 * ```ts
 * import { studentTCdf } from 'crossover-sim/statistics';
 * studentTCdf(2.1, 22); // → 0.976291
 * ```
 */
export function studentTCdf(t: number, df: number): number {
  checkNumber('t', t);
  return studentTUpperTail(-t, df);
}

/**
 * Upper tail of the Student t distribution: P(T > t); as `studentTCdf`.
 *
 * @example
 * ```ts
 * import { studentTUpperTail } from 'crossover-sim/statistics';
 * studentTUpperTail(2.1, 22); // → 0.0237088
 * ```
 */
export function studentTUpperTail(t: number, df: number): number {
  checkNumber('t', t);
  checkDegreesOfFreedom('df', df);
  const tail = farTail(Math.abs(t), df);
  return t >= 0 ? tail : 1 - tail;
}

/**
 * Two-sided p-value of a t statistic: P(|T| > |t|); as `studentTCdf`.
 *
 * @example
 * ```ts
 * import { studentTTwoSided } from 'crossover-sim/statistics';
 * studentTTwoSided(2.1, 22); // → 0.0474177
 * ```
 */
export function studentTTwoSided(t: number, df: number): number {
  checkNumber('t', t);
  return 2 * studentTUpperTail(Math.abs(t), df);
}

/** P(T > t) for t ≥ 0. */
function farTail(t: number, df: number): number {
  if (t === Infinity) return 0;
  if (df === 1) return atan(1 / t) / Math.PI;
  if (df === 2) return 1 / (hypot(t, Math.SQRT2) * (hypot(t, Math.SQRT2) + t));
  if (df === Infinity) return normalUpperTail(t);
  if (df >= LARGE_DF) return largeDfUpperTail(t, df);
  const ratio = (t / df) * t;
  return betaTails(1 / (1 + ratio), ratio === Infinity ? 1 : ratio / (1 + ratio), df / 2, 0.5).lower / 2;
}

/**
 * Quantile of the Student t distribution: the t with P(T ≤ t) = p.
 * @param p  0 ≤ p ≤ 1; 0 and 1 give ∓Infinity
 * @param df real and > 0; Infinity gives the normal quantile
 * @throws RangeError if p is outside 0 … 1 or df is not > 0
 * @see Abramowitz & Stegun (1964) 26.7.5 (start of the search only)
 * @example
 * ```ts
 * import { studentTQuantile } from 'crossover-sim/statistics';
 * studentTQuantile(0.975, 22); // → 2.07387
 * ```
 */
export function studentTQuantile(p: number, df: number): number {
  checkProbability('p', p);
  checkDegreesOfFreedom('df', df);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return p === 0 ? -Infinity : Infinity;
  const size = upperPlace(tail, df);
  return p < 0.5 ? -size : size;
}

/** The t > 0 with P(T > t) = tail, tail < 1/2. */
function upperPlace(tail: number, df: number): number {
  if (df === 1) return cos(Math.PI * tail) / sin(Math.PI * tail);
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const z = -normalQuantile(tail);
  if (tail > 0.4) return centralPlace(tail, z, df);
  const far = df < 3 ? pow(1 / (2 * tail * df), 1 / df) : z * (1 + (z * z + 1) / (4 * df));
  const tailsAt = (logT: number): Tails => {
    const upper = farTail(exp(logT), df);
    return { lower: 1 - upper, upper };
  };
  return exp(tailRoot(tailsAt, tail, log(far), -50, 700));
}

/** Newton's method near the centre, where the logarithm of t is a poor coordinate. */
function centralPlace(tail: number, start: number, df: number): number {
  const scale = 1 / normalDensity(0);
  let t = start;
  for (let step = 0; step < 100; step++) {
    const next = t + (farTail(t, df) - tail) * scale;
    if (Math.abs(next - t) <= 2e-16 * t || next === t) return next;
    t = next;
  }
  return t;
}

/** Degrees of freedom up to which critical values are kept in a table; assumed: no trial here has more patients. */
const TABLE_LENGTH = 4096;

/** Share of a critical value that its rounding may come to; assumed. */
const ROUNDING = 1e-13;

/**
 * Critical values of the two-sided t test at one level: `at(df)` is the t with P(|T| > t) = alpha. Each is computed when first asked
 * for and then read from a table, so that a replicate loop may ask every time.
 */
export class CriticalT {
  readonly alpha: number;
  readonly #table = new Float64Array(TABLE_LENGTH);

  /** @throws RangeError unless 0 < alpha < 1 */
  constructor(alpha: number) {
    checkFraction('alpha', alpha);
    this.alpha = alpha;
  }

  /** @throws RangeError unless df > 0 */
  at(df: number): number {
    if (!Number.isInteger(df) || df < 1 || df >= TABLE_LENGTH) return -studentTQuantile(this.alpha / 2, df);
    const known = this.#table[df];
    return known > 0 ? known : (this.#table[df] = -studentTQuantile(this.alpha / 2, df));
  }

  /**
   * Whether a distance is beyond the critical value times a standard error, as far as the whole degrees of freedom below and above `df` tell: the critical value
   * falls as df rises. Undefined where the distance lies between theirs, or where no such value is kept: only the critical value itself then tells.
   */
  isBeyond(distance: number, standardError: number, df: number): boolean | undefined {
    if (!(df > 1 && df < TABLE_LENGTH - 1) || Number.isInteger(df)) return undefined;
    const whole = Math.floor(df);
    if (distance > this.at(whole) * standardError * (1 + ROUNDING)) return true;
    return distance < this.at(whole + 1) * standardError * (1 - ROUNDING) ? false : undefined;
  }
}

const tables = new Map<number, CriticalT>();
let latest = new CriticalT(0.05);

/**
 * Two-sided critical value of Student's t: the t with P(|T| > t) = alpha, from a table kept for each alpha.
 * @throws RangeError unless 0 < alpha < 1 and df > 0
 * @example
 * ```ts
 * import { criticalT } from 'crossover-sim/statistics';
 * criticalT(0.05, 22); // → 2.07387
 * ```
 */
export function criticalT(alpha: number, df: number): number {
  return criticalValues(alpha).at(df);
}

/** The table of which `criticalT` reads one value. @throws RangeError unless 0 < alpha < 1 */
export function criticalValues(alpha: number): CriticalT {
  if (latest.alpha !== alpha) {
    latest = tables.get(alpha) ?? new CriticalT(alpha);
    if (tables.size < 64) tables.set(alpha, latest);
  }
  return latest;
}
