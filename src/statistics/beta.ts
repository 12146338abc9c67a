import { incompleteBeta } from './gamma-functions.ts';

/** P(X ≤ x) for the beta distribution with shapes a, b > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).lower;
}

/** P(X > x) for the beta distribution, accurate in the tail. */
export function betaUpperTail(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).upper;
}

/**
 * The x with P(X ≤ x) = p for the beta distribution with shapes a, b > 0, by bisection on the logarithm of the nearer end’s distance.
 * @throws RangeError if p is outside 0 to 1
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 ≤ p ≤ 1, got ${p}`);
  if (p === 0) return 0;
  if (p === 1) return 1;
  // In the far half the distance y = 1 − x is sought; of the two tails the smaller is compared, so that neither loses its digits.
  const short = (x: number, y: number): boolean => {
    const { lower, upper } = incompleteBeta(x, y, a, b);
    return p < 0.5 ? lower < p : upper > 1 - p;
  };
  return short(0.5, 0.5) ? 1 - nearZero((y) => !short(1 - y, y)) : nearZero((x) => short(x, 1 - x));
}

/** Where in (0, ½] a statement about x stops being true, to the last bits, on a logarithmic scale. */
function nearZero(below: (x: number) => boolean): number {
  let [lower, upper] = [-745, Math.log(0.5)];
  for (let step = 0; step < 200; step++) {
    const middle = (lower + upper) / 2;
    if (middle === lower || middle === upper) break;
    if (below(Math.exp(middle))) lower = middle;
    else upper = middle;
  }
  return Math.exp((lower + upper) / 2);
}
