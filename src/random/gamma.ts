import { exp, log } from '../elementary/index.ts';
import type { Stream } from './stream.ts';

/**
 * A gamma number with unit scale by squeeze and rejection; below shape 1 through shape + 1 and a power of a uniform number.
 * @param shape  > 0
 * @see Marsaglia & Tsang (2000) A simple method for generating gamma variables. ACM TOMS 26:363–372, DOI 10.1145/358407.358414
 */
export function gamma(stream: Stream, shape: number): number {
  if (shape < 1) {
    const power = log(stream.uniform()) / shape;
    return gamma(stream, shape + 1) * exp(power);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const root = 1 + c * x;
    if (!(root > 0)) continue;
    const v = root * root * root;
    if (log(stream.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

/**
 * A beta number with the given mean and SD.
 * @param mean  strictly between 0 and 1   @param sd  with sd² < mean·(1 − mean)
 */
export function betaWithMoments(stream: Stream, mean: number, sd: number): number {
  const total = (mean * (1 - mean)) / (sd * sd) - 1;
  if (!(total > 0)) throw new RangeError(`no beta distribution has mean ${mean} and SD ${sd}`);
  const a = gamma(stream, mean * total);
  const b = gamma(stream, (1 - mean) * total);
  return a + b > 0 ? a / (a + b) : mean;
}
