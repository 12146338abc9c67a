import { exp } from '../elementary/index.ts';
import type { Stream } from './stream.ts';

/**
 * A Poisson count by inversion of one uniform number, so that for the same uniform number a larger mean never gives a smaller count.
 * @param mean  ≥ 0, counts; the search costs one step per count
 */
export function poisson(uniform: number, mean: number): number {
  if (!(mean > 0)) return 0;
  let count = 0;
  let probability = exp(-mean);
  let cumulative = probability;
  while (uniform > cumulative && count < 1000) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}

/** A normal number truncated to [lower, upper] by rejection; the interval should hold a fair share of the distribution. */
export function truncatedNormal(stream: Stream, mean: number, sd: number, lower: number, upper: number): number {
  if (!(lower < upper)) throw new RangeError(`a truncated normal needs lower < upper, got ${lower} and ${upper}`);
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const value = mean + sd * stream.normal();
    if (value >= lower && value <= upper) return value;
  }
  return Math.min(upper, Math.max(lower, mean));
}
