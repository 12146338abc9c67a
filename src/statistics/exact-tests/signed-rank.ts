import { checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { normalCdf, normalQuantile } from '../distributions/normal.ts';

/**
 * Lower tail of the signed-rank sum given the ranks: P(V ≤ v), V the sum of the ranks that get a plus sign, each with probability ½.
 * Exact by convolution over the ranks as they are, ties included.
 *
 * @param ranks  doubled mid-ranks, whole numbers, `count` of them
 * @param v      doubled observed sum
 * @returns the tail and the probability of v itself
 * @see Pagano & Tritchler (1983) On obtaining permutation distributions in polynomial time. J Am Stat Assoc 78:435–440, DOI 10.1080/01621459.1983.10477990
 */
export function signedRankLowerTail(ranks: Int32Array, count: number, v: number): { tail: number; point: number } {
  const probability = new Float64Array(v + 1);
  probability[0] = 1;
  let reached = 0;
  for (let i = 0; i < count; i++) {
    const rank = ranks[i];
    reached = Math.min(v, reached + rank);
    for (let sum = reached; sum >= rank; sum--) probability[sum] = (probability[sum] + probability[sum - rank]) / 2;
    for (let sum = Math.min(rank - 1, reached); sum >= 0; sum--) probability[sum] /= 2;
  }
  let tail = 0;
  for (let sum = 0; sum <= v; sum++) tail += probability[sum];
  return { tail, point: probability[v] };
}

/** Exact tails of the signed-rank sum given doubled ranks: the smaller by convolution, the other by complement. */
export function signedRankTails(ranks: Int32Array, count: number, v: number): { less: number; greater: number } {
  let total = 0;
  for (let i = 0; i < count; i++) total += ranks[i];
  const isLow = 2 * v <= total;
  const { tail, point } = signedRankLowerTail(ranks, count, isLow ? v : total - v);
  const other = Math.min(1, 1 - tail + point);
  return isLow ? { less: tail, greater: other } : { less: other, greater: tail };
}

const untied = new Map<number, Float64Array>();

/** P(V ≤ v) for v = 0 … n(n + 1)/4 of n untied ranks; kept from call to call. */
export function untiedSignedRankDistribution(n: number): Float64Array {
  let cumulative = untied.get(n);
  if (cumulative === undefined) {
    const half = Math.floor((n * (n + 1)) / 4);
    cumulative = new Float64Array(half + 1);
    cumulative[0] = 1;
    for (let rank = 1; rank <= n; rank++) {
      for (let sum = half; sum >= rank; sum--) cumulative[sum] = (cumulative[sum] + cumulative[sum - rank]) / 2;
      for (let sum = Math.min(rank - 1, half); sum >= 0; sum--) cumulative[sum] /= 2;
    }
    for (let sum = 1; sum <= half; sum++) cumulative[sum] += cumulative[sum - 1];
    untied.set(n, cumulative);
  }
  return cumulative;
}

/**
 * Exact tails of the signed-rank sum of n untied ranks 1 … n.
 *
 * @example
 * ```ts
 * import { untiedSignedRankTails } from 'crossover-sim/statistics';
 * untiedSignedRankTails(10, 8); // → { less: 0.0244141, greater: 0.981445 }
 * ```
 */
export function untiedSignedRankTails(n: number, v: number): { less: number; greater: number } {
  checkWhole('n', n, 1);
  checkWhole('v', v, 0, (n * (n + 1)) / 2);
  const total = (n * (n + 1)) / 2;
  const cumulative = untiedSignedRankDistribution(n);
  const below = Math.min(v, total - v);
  const tail = cumulative[below];
  const other = below === 0 ? 1 : 1 - cumulative[below - 1];
  return 2 * v <= total ? { less: tail, greater: other } : { less: other, greater: tail };
}

/** Beyond this many ranks the untied distributions are taken as normal: their tables would take seconds. */
export const MAX_TABLE = 1000;

/**
 * Smallest v ≤ n(n + 1)/4 with P(V ≤ v) ≥ p for n untied ranks; p ≤ ½. The lower order of a Hodges–Lehmann interval. Normal beyond 1000 ranks.
 *
 * @example
 * ```ts
 * import { signedRankQuantile } from 'crossover-sim/statistics';
 * signedRankQuantile(0.025, 10); // → 9
 * ```
 */
export function signedRankQuantile(p: number, n: number): number {
  checkFraction('p', p);
  checkWhole('n', n, 1);
  if (n > MAX_TABLE) return Math.floor((n * (n + 1)) / 4 + normalQuantile(p) * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
  return firstReaching(untiedSignedRankDistribution(n), p);
}

/**
 * The level that the interval between the order-th smallest and the order-th largest Walsh average of n untied differences reaches,
 * 1 − 2 P(V ≤ order − 1). Normal, with continuity correction, beyond 1000 ranks.
 */
export function signedRankLevel(n: number, order: number): number {
  if (n <= MAX_TABLE) return 1 - 2 * untiedSignedRankDistribution(n)[order - 1];
  return 1 - 2 * normalCdf((order - 0.5 - (n * (n + 1)) / 4) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
}

/** Position of the first value of an ascending list that reaches p, forgiving the last digits as R does. */
export function firstReaching(cumulative: Float64Array, p: number): number {
  const target = p - 10 * Number.EPSILON;
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle] >= target) high = middle;
    else low = middle + 1;
  }
  return low;
}
