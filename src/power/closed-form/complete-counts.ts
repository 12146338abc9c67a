import { binomialProbability } from '../../statistics/distributions/binomial.ts';

/** A number of participants that remain, and how probable it is. */
export interface CompleteCount {
  readonly count: number;
  readonly probability: number;
}

/** Probabilities below this are left out on either side. */
const NEGLIGIBLE = 1e-13;
/** Standard deviations on either side that are summed over, and numbers beyond them. */
const REACH = 6.5;
const MARGIN = 10;

/**
 * How many of n participants are complete, each with probability p: binomial. Large numbers are taken together in windows of a quarter of their standard
 * deviation, each at its mean: what depends on the number changes over the size of n itself, and a window is a small share of that.
 *
 * @param n  whole number ≥ 0
 * @param perSd  windows in a standard deviation, at least
 * @returns  probabilities that add to 1 (within 1e-9)
 */
export function completeCounts(n: number, p: number, perSd = 4): CompleteCount[] {
  if (p >= 1 || n === 0) return [{ count: n, probability: 1 }];
  const sd = Math.sqrt(n * p * (1 - p));
  const width = Math.max(1, Math.floor(sd / perSd));
  const reach = REACH * sd + MARGIN;
  const first = Math.max(0, Math.floor(n * p - reach));
  const last = Math.min(n, Math.ceil(n * p + reach));
  const found: CompleteCount[] = [];
  for (let start = first; start <= last; start += width) {
    let [probability, moment] = [0, 0];
    for (let count = start; count < Math.min(start + width, last + 1); count++) {
      const each = binomialProbability(count, n, p);
      probability += each;
      moment += each * count;
    }
    if (probability > NEGLIGIBLE) found.push({ count: moment / probability, probability });
  }
  return found;
}
