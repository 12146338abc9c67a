import { incompleteBeta, stirlingError } from './gamma-functions.ts';
import { normalQuantile, normalUpperTail } from './normal.ts';

/** P(|T| ≥ |t|) for Student’s t with df > 0 degrees of freedom (Infinity is the normal): the incomplete beta function at df/(df + t²). */
export function studentTTwoSided(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`Student's t needs df > 0, got ${df}`);
  if (Number.isNaN(t)) return NaN;
  const size = Math.abs(t);
  if (df > 1e10) return 2 * normalUpperTail(size);
  if (size === Infinity) return 0;
  const ratio = size / Math.sqrt(df);
  const square = ratio * ratio;
  if (square === Infinity) return 0;
  return incompleteBeta(1 / (1 + square), square / (1 + square), df / 2, 0.5).lower;
}

/** P(T > t), relatively accurate in the upper tail. */
export function studentTUpperTail(t: number, df: number): number {
  const half = studentTTwoSided(t, df) / 2;
  return t > 0 ? half : 1 - half;
}

/** P(T ≤ t), relatively accurate in the lower tail. */
export function studentTCdf(t: number, df: number): number {
  return studentTUpperTail(-t, df);
}

/** Density of Student’s t. */
export function studentTDensity(t: number, df: number): number {
  if (df > 1e10) return Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  // Γ((df + 1)/2)/Γ(df/2) by Stirling's formula with its error; the logarithms differ by log(1 + 1/df)
  const half = df / 2;
  const gammas = stirlingError(half + 0.5) - stirlingError(half) + half * Math.log1p(1 / df) - 0.5;
  return Math.exp(gammas - ((df + 1) / 2) * Math.log1p((t * t) / df)) / Math.sqrt(2 * Math.PI);
}

/**
 * The t with P(T ≤ t) = p: closed forms for 1 and 2 degrees of freedom, else bisection on log t ended by Newton’s steps.
 * @throws RangeError if p is outside 0 to 1 or df ≤ 0
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 ≤ p ≤ 1, got ${p}`);
  if (!(df > 0)) throw new RangeError(`Student's t needs df > 0, got ${df}`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperQuantile(p, df) : upperQuantile(1 - p, df);
}

/** The t > 0 with P(T > t) = tail, for a tail below ½; keeps its accuracy for tiny tails. */
export function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Infinity;
  if (tail === 0.5) return 0;
  if (df > 1e10) return -normalQuantile(tail);
  if (df === 1) return 1 / Math.tan(Math.PI * tail);
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  let [lower, upper] = [-700, 700];
  let t = -normalQuantile(tail);
  for (let step = 0; step < 300; step++) {
    const excess = studentTTwoSided(t, df) / 2 - tail;
    if (excess > 0) lower = Math.log(t);
    else upper = Math.log(t);
    const newton = t + excess / studentTDensity(t, df);
    const inside = newton > 0 && Math.log(newton) > lower && Math.log(newton) < upper;
    const next = inside ? newton : Math.exp((lower + upper) / 2);
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/** The t with P(T > t) = alpha/2, for 0 ≤ alpha ≤ 2; up to alpha = 1 it is what |T| exceeds with probability alpha. */
export function criticalT(alpha: number, df: number): number {
  return alpha <= 1 ? upperQuantile(alpha / 2, df) : -upperQuantile(1 - alpha / 2, df);
}
