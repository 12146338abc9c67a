import { log, log1p } from '../../elementary/index.ts';
/** Both tails of a distribution at one place; they add to 1. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The place where the upper tail of a continuous distribution equals p, by a bracketed secant search (Anderson–Björck) on the logarithm
 * of the smaller tail, which is nearly straight where the tail itself is not.
 *
 * @param tailsAt both tails as a function of place; `upper` falls
 * @param p       upper tail wanted, 0 < p < 1; below 1/2 it is matched relatively, above through 1 − p
 * @param start   first guess
 * @param least   no solution lies below
 * @param most    no solution lies above
 * @returns the place, to the last digits of double precision that the tails support
 * @see Anderson & Björck (1973) BIT 13:253–264, DOI 10.1007/BF01951936
 */
export function tailRoot(tailsAt: (place: number) => Tails, p: number, start: number, least: number, most: number): number {
  const mismatch = (place: number): number => {
    const { lower, upper } = tailsAt(place);
    return p <= 0.5 ? log(p) - log(upper) : log(lower) - log1p(-p);
  };
  let width = 0.1;
  let a = Math.min(Math.max(start, least), most);
  let fa = mismatch(a);
  if (fa === 0) return a;
  const direction = fa < 0 ? 1 : -1;
  let b = a;
  let fb = fa;
  while (fb !== 0 && fb < 0 === fa < 0) {
    if (b === least || b === most) return b;
    [a, fa] = [b, fb];
    b = Math.min(Math.max(b + direction * width, least), most);
    fb = mismatch(b);
    width *= 2;
  }
  return bracketedRoot(mismatch, a, fa, b, fb);
}

/** The zero between a and b, where f has opposite signs (values fa and fb); infinite values are met by halving. */
export function bracketedRoot(f: (x: number) => number, a: number, fa: number, b: number, fb: number): number {
  for (let step = 0; step < 400; step++) {
    if (fb === 0) return b;
    const finite = Number.isFinite(fa) && Number.isFinite(fb);
    const secant = b - (fb * (b - a)) / (fb - fa);
    const tolerance = 2.3e-16 * Math.abs(b);
    const inside = finite && step % 4 !== 3 && (secant - a) * (secant - b) < 0;
    const x = inside ? secant : a + (b - a) / 2;
    if (Math.abs(b - a) <= tolerance || x === a || x === b) return Math.abs(fa) < Math.abs(fb) ? a : b;
    const fx = f(x);
    if (fx < 0 !== fb < 0) [a, fa] = [b, fb];
    else {
      const weight = 1 - fx / fb;
      fa *= weight > 0 ? weight : 0.5;
    }
    [b, fb] = [x, fx];
  }
  return b;
}
