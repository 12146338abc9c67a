import { exp } from '../../elementary/index.ts';
import { deviance, stirlingError } from './gamma-function.ts';

/**
 * Regularised incomplete gamma functions: P(G ≤ x) and P(G > x) for G of the gamma distribution with shape a and scale 1.
 *
 * Power series below x = a + 1, continued fraction (modified Lentz) above, both times x^a e^−x / Γ(a + 1) in Loader's form, so that
 * the smaller of the two is accurate to about 1e-14 of its own value.
 *
 * @param a shape > 0
 * @param x any number; below 0 counts as 0
 * @returns both tails, which add to 1
 * @throws RangeError unless a is finite and > 0 and x is a number
 * @see DLMF 8.11.4 and 8.9.2, https://dlmf.nist.gov/8; Loader (2000) Fast and accurate computation of binomial probabilities
 */
export function gammaTails(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) throw new RangeError(`gammaTails needs a shape > 0 and a number, got ${a} and ${x}`);
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const factor = exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    const lower = factor * lowerSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = factor * a * upperFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(…))) */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let k = 1; ; k++) {
    const numerator = k * (a - k);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 2e-16) return value;
  }
}
