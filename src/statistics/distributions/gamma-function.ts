import { log, log1p } from '../../elementary/index.ts';
import { checkPositive } from '../../arguments/numbers.ts';
const HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

/** B₂ₖ / (2k (2k − 1)): the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** From here on eight terms of Stirling's series are exact to double precision. */
const LARGE = 12;

/**
 * Natural logarithm of the gamma function, ln Γ(x), for x > 0.
 *
 * Stirling's series from x = 12 on; smaller x are raised by Γ(x + 1) = x Γ(x).
 *
 * @returns ln Γ(x), to about 1e-15 absolutely or relatively, whichever is larger
 * @throws RangeError unless x > 0
 * @see Abramowitz & Stegun (1964) Handbook of Mathematical Functions, 6.1.15 and 6.1.41
 * @example
 * ```ts
 * import { logGamma } from 'crossover-sim/statistics';
 * logGamma(0.5); // → 0.572365
 * ```
 */
export function logGamma(x: number): number {
  checkPositive('x', x);
  let product = 1;
  let raised = x;
  while (raised < LARGE) product *= raised++;
  return (raised - 0.5) * log(raised) - raised + HALF_LOG_TWO_PI + stirlingSeries(raised) - log(product);
}

/**
 * ln Γ(a) + ln Γ(b) − ln Γ(a + b), the logarithm of the beta function, for a, b > 0.
 *
 * @example
 * ```ts
 * import { logBeta } from 'crossover-sim/statistics';
 * logBeta(2, 3); // → -2.48491
 * ```
 */
export function logBeta(a: number, b: number): number {
  checkPositive('a', a);
  checkPositive('b', b);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < LARGE) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const sum = small + large;
  const ratio = stirlingSeries(large) - stirlingSeries(sum) - (large - 0.5) * log1p(small / large) + small;
  return logGamma(small) + ratio - small * log(sum);
}

/**
 * Error of Stirling's formula: δ(x) = ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π], for x > 0.
 * @see Loader (2000) Fast and accurate computation of binomial probabilities, Bell Laboratories
 */
export function stirlingError(x: number): number {
  if (x >= LARGE) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * log(x) + x - HALF_LOG_TWO_PI;
}

function stirlingSeries(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + STIRLING[k];
  return sum * inverse;
}

/**
 * Deviance x ln(x/m) + m − x ≥ 0 of an observation x > 0 with expectation m > 0, without cancellation when they are near.
 *
 * With v = (x − m)/(x + m) it equals (x − m) v + 2 x (v³/3 + v⁵/5 + …).
 *
 * @see Loader (2000) Fast and accurate computation of binomial probabilities, Bell Laboratories
 */
export function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) > 0.1 * (x + m)) return x * (log(x) - log(m)) - difference;
  const v = difference / (x + m);
  const square = v * v;
  let power = 2 * x * v;
  let sum = difference * v;
  for (let j = 3; ; j += 2) {
    power *= square;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}
