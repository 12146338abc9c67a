import { exp, log } from '../../elementary/index.ts';
import { checkNumber, checkPositive, checkProbability } from '../../arguments/numbers.ts';
import { deviance, logBeta, stirlingError } from './gamma-function.ts';
import { type Tails, tailRoot } from './tail-root.ts';

/**
 * Regularised incomplete beta function from both sides: P(B ≤ x) and P(B > x) for B of the beta distribution with shapes a and b.
 *
 * Continued fraction on the side where it converges at once, times x^a y^b / B(a, b) in Loader's form; the smaller tail is accurate to
 * about 1e-13 of its own value. The complement is an argument of its own because 1 − x loses what matters when x is near 1.
 *
 * @param x  place, 0 ≤ x ≤ 1
 * @param y  1 − x, as exactly as the caller knows it
 * @param a  shape > 0
 * @param b  shape > 0
 * @returns both tails, which add to 1
 * @throws RangeError unless a and b are finite and > 0 and x and y lie in 0 … 1
 * @see DLMF 8.17.22, https://dlmf.nist.gov/8.17; Loader (2000) Fast and accurate computation of binomial probabilities, Bell Laboratories
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) throw new RangeError(`the beta distribution needs shapes > 0, got ${a} and ${b}`);
  if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) throw new RangeError(`the beta distribution needs 0 ≤ x ≤ 1, got ${x} (and 1 − x = ${y})`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const power = betaPower(x, y, a, b);
  if (x * (a + b + 2) <= a + 1) {
    const lower = Math.min(1, (power * fraction(x, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (power * fraction(y, b, a)) / b);
  return { lower: 1 - upper, upper };
}

/**
 * Beta distribution function: P(B ≤ x) for shapes a and b, the regularised incomplete beta function Iₓ(a, b).
 * @param x any number; below 0 and above 1 give 0 and 1
 * @throws RangeError unless a and b are finite and > 0
 * @see `betaTails`
 * @example
 * ```ts
 * import { betaCdf } from 'crossover-sim/statistics';
 * betaCdf(0.5, 2, 3); // → 0.6875
 * ```
 */
export function betaCdf(x: number, a: number, b: number): number {
  checkBeta(x, a, b);
  const place = Math.min(1, Math.max(0, x));
  return betaTails(place, 1 - place, a, b).lower;
}

/**
 * Upper tail of the beta distribution: P(B > x); as `betaCdf`.
 *
 * @example
 * ```ts
 * import { betaUpperTail } from 'crossover-sim/statistics';
 * betaUpperTail(0.8, 82, 20); // → 0.559453
 * ```
 */
export function betaUpperTail(x: number, a: number, b: number): number {
  checkBeta(x, a, b);
  const place = Math.min(1, Math.max(0, x));
  return betaTails(place, 1 - place, a, b).upper;
}

/**
 * Quantile of the beta distribution: the x with P(B ≤ x) = p, searched on the logit of x.
 * @param p 0 ≤ p ≤ 1
 * @throws RangeError if p is outside 0 … 1, or as `betaCdf`
 * @example
 * ```ts
 * import { betaQuantile } from 'crossover-sim/statistics';
 * betaQuantile(0.975, 82, 20); // → 0.874646
 * ```
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkProbability('p', p);
  checkPositive('a', a);
  checkPositive('b', b);
  if (p === 0 || p === 1) return p;
  return p <= 0.5 ? betaPlace(p, a, b).x : betaPlace(1 - p, b, a).y;
}

/**
 * Place where the lower tail of the beta distribution is p, with its complement.
 * @param p 0 < p < 1, best given as the smaller tail
 */
export function betaPlace(p: number, a: number, b: number): { readonly x: number; readonly y: number } {
  // P(B ≤ x) falls as −logit x grows, which is the direction tailRoot wants
  const tailsAt = (place: number): Tails => {
    const { x, y } = fromLogit(-place);
    const { lower, upper } = betaTails(x, y, a, b);
    return { lower: upper, upper: lower };
  };
  const nearZero = -(log(p) + log(a) + logBeta(a, b)) / a;
  const start = nearZero > 3 && nearZero < 700 ? nearZero : log(b / a);
  return fromLogit(-tailRoot(tailsAt, p, start, -745, 745));
}

function checkBeta(x: number, a: number, b: number): void {
  checkNumber('x', x);
  checkPositive('a', a);
  checkPositive('b', b);
}

function fromLogit(logit: number): { x: number; y: number } {
  const small = exp(-Math.abs(logit));
  const minor = small / (1 + small);
  const major = 1 / (1 + small);
  return logit < 0 ? { x: minor, y: major } : { x: major, y: minor };
}

/** x^a y^b / B(a, b). */
function betaPower(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return exp(exponent) * Math.sqrt((a / n) * (b / (2 * Math.PI)));
}

/** The continued fraction of DLMF 8.17.22 by the modified Lentz method; converges fast for x ≤ (a + 1)/(a + b + 2). */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 2e-16) return value;
  }
}
