import { exp, log } from '../../elementary/index.ts';
import { check, type Shape } from '../../arguments/shape.ts';
/** How many subjects of one sequence responded in period 1 only, equally in both, and in period 2 only. */
export type TrendRow = readonly [firstOnly: number, equal: number, secondOnly: number];

const row: Shape = { list: 'count', length: 3 };

/**
 * Exact conditional test for a trend in a 2 × 3 table with scores +1, 0, −1 and all margins fixed: T = (first only − second only) of the first row.
 *
 * @returns P(T ≤ t), P(T ≥ t), P(T = t), P(|T − E| ≥ |t − E|), and z = (t − E)/SD with the SD of the same distribution (NaN when T cannot vary)
 * @see Prescott (1981) The comparison of success rates in cross-over trials in the presence of an order effect. Appl Stat 30:9–15, DOI 10.2307/2346652
 * @example
 * ```ts
 * import { trendTest } from 'crossover-sim/statistics';
 * const { greater, both } = trendTest([6, 4, 1], [2, 5, 5]);
 * greater; // → 0.0290035
 * both; // → 0.036827
 * ```
 */
export function trendTest(first: TrendRow, second: TrendRow) {
  check('first', first, row);
  check('second', second, row);
  const columns = first.map((count, column) => count + second[column]);
  const rowTotal = first[0] + first[1] + first[2];
  const n = columns[0] + columns[1] + columns[2];
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1] + log(i);
  const logChoices = (total: number, chosen: number): number => logFactorial[total] - logFactorial[chosen] - logFactorial[total - chosen];
  const everything = logChoices(n, rowTotal);
  const observed = first[0] - first[2];
  const scoreSum = columns[0] - columns[2];
  const expected = (rowTotal * scoreSum) / n;
  const distance = Math.abs(observed - expected) - 1e-9;
  let [less, greater, point, both] = [0, 0, 0, 0];
  for (let firstOnly = 0; firstOnly <= Math.min(columns[0], rowTotal); firstOnly++) {
    for (let secondOnly = 0; secondOnly <= Math.min(columns[2], rowTotal - firstOnly); secondOnly++) {
      const equal = rowTotal - firstOnly - secondOnly;
      if (equal > columns[1]) continue;
      const logProbability = logChoices(columns[0], firstOnly) + logChoices(columns[1], equal) + logChoices(columns[2], secondOnly);
      const probability = exp(logProbability - everything);
      const trend = firstOnly - secondOnly;
      if (trend <= observed) less += probability;
      if (trend >= observed) greater += probability;
      if (trend === observed) point += probability;
      if (Math.abs(trend - expected) >= distance) both += probability;
    }
  }
  const scoreVariance = (columns[0] + columns[2] - (scoreSum * scoreSum) / n) / (n - 1);
  const z = (observed - expected) / Math.sqrt((rowTotal * (n - rowTotal) * scoreVariance) / n);
  return { trend: observed, less: Math.min(1, less), greater: Math.min(1, greater), point, both: Math.min(1, both), z };
}
