import { checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { firstReaching, MAX_TABLE } from './signed-rank.ts';

/**
 * Exact tails of a rank sum given the ranks: the sum of `chosen` of the `count` ranks, every choice equally likely. The smaller tail by
 * convolution (ties included), the other by complement.
 *
 * @param ranks  doubled mid-ranks, whole numbers
 * @param w      doubled observed sum
 * @see Streitberg & Röhmel (1986) Exact distributions for permutation and rank tests. Statist Softw Newsl 12:10–17
 */
export function rankSumTails(ranks: Int32Array, count: number, chosen: number, w: number): { less: number; greater: number } {
  let total = 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    total += ranks[i];
    largest = Math.max(largest, ranks[i]);
  }
  const isLow = w * count <= total * chosen;
  const mirrored = isLow ? ranks : ranks.map((rank) => largest - rank);
  const limit = isLow ? w : chosen * largest - w;
  const ways = waysToSum(mirrored, count, chosen, limit);
  const everything = binomialCoefficient(count, chosen);
  let tail = 0;
  for (let sum = 0; sum <= limit; sum++) tail += ways[sum];
  tail /= everything;
  const other = Math.min(1, 1 - tail + ways[limit] / everything);
  return isLow ? { less: tail, greater: other } : { less: other, greater: tail };
}

/** Number of ways to choose `chosen` of the ranks with each sum up to `limit`. */
function waysToSum(ranks: Int32Array, count: number, chosen: number, limit: number): Float64Array {
  const width = limit + 1;
  const ways = new Float64Array((chosen + 1) * width);
  ways[0] = 1;
  let reached = 0;
  for (let i = 0; i < count; i++) {
    const rank = ranks[i];
    reached = Math.min(limit, reached + rank);
    for (let size = Math.min(i + 1, chosen); size >= Math.max(1, chosen - (count - 1 - i)); size--) {
      const to = size * width;
      const from = to - width - rank;
      for (let sum = rank; sum <= reached; sum++) ways[to + sum] += ways[from + sum];
    }
  }
  return ways.subarray(chosen * width, (chosen + 1) * width);
}

function binomialCoefficient(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result *= (n - k + i) / i;
  return Math.round(result) > Number.MAX_SAFE_INTEGER ? result : Math.round(result);
}

const untied = new Map<number, Float64Array>();

/**
 * P(U ≤ u) for u = 0 … mn/2 of the Mann–Whitney count of two untied samples, from the Gaussian binomial ∏(1 − q^(n+i))/(1 − q^i); kept from call to call.
 * @see Harding (1984) An efficient, minimal-storage procedure for calculating the Mann–Whitney U distribution. Appl Stat 33:1–6, DOI 10.2307/2347656
 */
export function untiedRankSumDistribution(m: number, n: number): Float64Array {
  const [small, large] = m < n ? [m, n] : [n, m];
  const key = small * 1e6 + large;
  let cumulative = untied.get(key);
  if (cumulative === undefined) {
    const half = Math.floor((small * large) / 2);
    cumulative = new Float64Array(half + 1);
    cumulative[0] = 1;
    for (let i = 1; i <= small; i++) {
      for (let u = half; u >= large + i; u--) cumulative[u] -= cumulative[u - large - i];
      for (let u = i; u <= half; u++) cumulative[u] += cumulative[u - i];
    }
    for (let u = 1; u <= half; u++) cumulative[u] += cumulative[u - 1];
    const everything = binomialCoefficient(small + large, small);
    for (let u = 0; u <= half; u++) cumulative[u] /= everything;
    untied.set(key, cumulative);
  }
  return cumulative;
}

/**
 * Exact tails of the Mann–Whitney count of two untied samples.
 *
 * @example
 * ```ts
 * import { untiedRankSumTails } from 'crossover-sim/statistics';
 * untiedRankSumTails(5, 6, 4); // → { less: 0.025974, greater: 0.984848 }
 * ```
 */
export function untiedRankSumTails(m: number, n: number, u: number): { less: number; greater: number } {
  checkGroups(m, n);
  checkWhole('u', u, 0, m * n);
  const cumulative = untiedRankSumDistribution(m, n);
  const below = Math.min(u, m * n - u);
  const tail = cumulative[below];
  const other = below === 0 ? 1 : 1 - cumulative[below - 1];
  return 2 * u <= m * n ? { less: tail, greater: other } : { less: other, greater: tail };
}

/**
 * Smallest u ≤ mn/2 with P(U ≤ u) ≥ p for untied samples of m and n; p ≤ ½. Normal beyond 1000 subjects.
 *
 * @example
 * ```ts
 * import { rankSumQuantile } from 'crossover-sim/statistics';
 * rankSumQuantile(0.025, 10, 10); // → 24
 * ```
 */
export function rankSumQuantile(p: number, m: number, n: number): number {
  checkFraction('p', p);
  checkGroups(m, n);
  if (m + n > MAX_TABLE) return Math.floor((m * n) / 2 + normalQuantile(p) * Math.sqrt((m * n * (m + n + 1)) / 12));
  return firstReaching(untiedRankSumDistribution(m, n), p);
}

/** The level that the interval between the order-th smallest and largest difference of untied samples of m and n reaches, 1 − 2 P(U ≤ order − 1). Normal, with continuity correction, beyond 1000 subjects. */
export function rankSumLevel(m: number, n: number, order: number): number {
  if (m + n <= MAX_TABLE) return 1 - 2 * untiedRankSumDistribution(m, n)[order - 1];
  return 1 - 2 * normalCdf((order - 0.5 - (m * n) / 2) / Math.sqrt((m * n * (m + n + 1)) / 12));
}

function checkGroups(m: number, n: number): void {
  checkWhole('m', m, 1);
  checkWhole('n', n, 1);
}
