import { exp, expm1, log, log1p } from '../../elementary/index.ts';
import { checkNumber } from '../../arguments/numbers.ts';
/** ln √(2π) */
const LOG_ROOT_TWO_PI = 0.918938533204672741780329736406;
const ROOT_TWO_PI = 2.50662827463100050241576528481;

/** From here on the asymptotic form of the tail is used; below it the tail is near enough to 1/2 for a rational function in x. */
const NEAR = 0.67448975;
const FAR = Math.sqrt(32);

/**
 * Density of the standard normal distribution.
 *
 *     φ(x) = exp(−x²/2) / √(2π)
 *
 * @example
 * ```ts
 * import { normalDensity } from 'crossover-sim/statistics';
 * normalDensity(0); // → 0.398942
 * ```
 */
export function normalDensity(x: number): number {
  checkNumber('x', x);
  return gaussianFactor(x) / ROOT_TWO_PI;
}

/**
 * Standard normal distribution function: P(Z ≤ x), accurate to about 1e-15 of its own value in either tail.
 *
 * Rational Chebyshev approximations in |x| ≤ 0.674, ≤ √32 and beyond.
 *
 * @param x any number, ±Infinity allowed
 * @throws RangeError if x is not a number
 * @see Cody (1969) Math Comp 23:631–637, DOI 10.1090/S0025-5718-1969-0247736-4; coefficients of ANORM in Cody (1993) ACM TOMS 19:22–32, DOI 10.1145/151271.151273
 * @example
 * ```ts
 * import { normalCdf } from 'crossover-sim/statistics';
 * normalCdf(1.96); // → 0.975002
 * ```
 */
export function normalCdf(x: number): number {
  checkNumber('x', x);
  return normalUpperTail(-x);
}

/**
 * Upper tail of the standard normal distribution: P(Z > x). Accuracy, argument and source as `normalCdf`.
 *
 * @example
 * ```ts
 * import { normalUpperTail } from 'crossover-sim/statistics';
 * normalUpperTail(10); // → 7.61985e-24
 * ```
 */
export function normalUpperTail(x: number): number {
  checkNumber('x', x);
  const size = Math.abs(x);
  if (size <= NEAR) return 0.5 - centralArea(x);
  const tail = size > 40 ? 0 : gaussianFactor(size) * scaledTail(size);
  return x > 0 ? tail : 1 - tail;
}

/**
 * Natural logarithm of P(Z ≤ x); finite for every finite x, where the probability itself underflows below −38.
 * @see Cody (1969), as `normalCdf`
 */
export function normalLogCdf(x: number): number {
  if (x > -NEAR) return log1p(-normalUpperTail(x));
  if (Number.isNaN(x)) throw new RangeError('the normal distribution needs a number, got NaN');
  return x === -Infinity ? -Infinity : log(scaledTail(-x)) - (x * x) / 2;
}

/** Natural logarithm of P(Z > x), as `normalLogCdf`. */
export function normalLogUpperTail(x: number): number {
  return normalLogCdf(-x);
}

/**
 * ln P(a < Z < b), without loss of digits when both ends lie in one tail.
 * @returns −Infinity if b ≤ a
 */
export function normalLogInterval(a: number, b: number): number {
  if (!(a < b)) return -Infinity;
  if (a >= 0) return logDifference(normalLogUpperTail(a), normalLogUpperTail(b));
  if (b <= 0) return logDifference(normalLogCdf(b), normalLogCdf(a));
  return log1p(-normalCdf(a) - normalUpperTail(b));
}

/** ln(eᵃ − eᵇ) for a ≥ b. */
function logDifference(a: number, b: number): number {
  return b === -Infinity ? a : a + log(-expm1(b - a));
}

/** exp(−x²/2) with the square split, so that its rounding does not cost digits far out. */
function gaussianFactor(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return Math.abs(x) > 40 ? 0 : exp((-coarse * coarse) / 2) * exp(-rest / 2);
}

/** P(0 < Z < x) for |x| ≤ 0.674. */
function centralArea(x: number): number {
  const s = x * x;
  const above =
    (((0.065682337918207449113 * s + 2.2352520354606839287) * s + 161.02823106855587881) * s + 1067.6894854603709582) * s +
    18154.981253343561249;
  const below = (((s + 47.20258190468824187) * s + 976.09855173777669322) * s + 10260.932208618978205) * s + 45507.789335026729956;
  return (x * above) / below;
}

/** P(Z > x) exp(x²/2) for x ≥ 0.674. */
function scaledTail(x: number): number {
  if (x > FAR) return farTail(x);
  const above =
    (((((((1.0765576773720192317e-8 * x + 0.39894151208813466764) * x + 8.8831497943883759412) * x + 93.506656132177855979) * x +
      597.27027639480026226) *
      x +
      2494.5375852903726711) *
      x +
      6848.1904505362823326) *
      x +
      11602.651437647350124) *
      x +
    9842.7148383839780218;
  const below =
    (((((((x + 22.266688044328115691) * x + 235.38790178262499861) * x + 1519.377599407554805) * x + 6485.558298266760755) * x +
      18615.571640885098091) *
      x +
      34900.952721145977266) *
      x +
      38912.003286093271411) *
      x +
    19685.429676859990727;
  return above / below;
}

/** P(Z > x) exp(x²/2) for x > √32. */
function farTail(x: number): number {
  const s = 1 / (x * x);
  const above =
    ((((0.02307344176494017303 * s + 0.21589853405795699) * s + 0.1274011611602473639) * s + 0.022235277870649807) * s +
      0.001421619193227893466) *
      s +
    2.9112874951168792e-5;
  const below =
    ((((s + 1.28426009614491121) * s + 0.468238212480865118) * s + 0.0659881378689285515) * s + 0.00378239633202758244) * s +
    7.29751555083966205e-5;
  return (1 / ROOT_TWO_PI - (s * above) / below) / x;
}

/** ln φ(x). */
export function normalLogDensity(x: number): number {
  return (-x * x) / 2 - LOG_ROOT_TWO_PI;
}

export { normalQuantile } from './normal-quantile.ts';
