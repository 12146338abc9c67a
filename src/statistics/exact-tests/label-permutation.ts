/** Ascending sums of all subsets of `values[start, end)` by the size of the subset, up to `largestSize`. */
function subsetSums(values: Float64Array, start: number, end: number, largestSize: number): Float64Array[] {
  let bySize: number[][] = [[0]];
  for (let i = start; i < end; i++) {
    const next: number[][] = bySize.map((sums) => sums.slice());
    bySize.forEach((sums, size) => {
      if (size >= largestSize) return;
      (next[size + 1] ??= []).push(...sums.map((sum) => sum + values[i]));
    });
    bySize = next;
  }
  return bySize.map((sums) => Float64Array.from(sums).sort());
}

/**
 * All ways to choose `chosen` of `values`, summed: counts of sums at most and at least a limit, without listing the ways. Sums of
 * subsets of the first and of the second half are sorted by size and merged, so the work grows with the square root of the number of ways.
 * @see Horowitz & Sahni (1974) Computing partitions with applications to the knapsack problem. J ACM 21:277–292, DOI 10.1145/321812.321823
 */
export class ChoiceSums {
  readonly #left: readonly Float64Array[];
  readonly #right: readonly Float64Array[];
  readonly #chosen: number;

  constructor(values: Float64Array, count: number, chosen: number) {
    const half = count >> 1;
    this.#left = subsetSums(values, 0, half, chosen);
    this.#right = subsetSums(values, half, count, chosen);
    this.#chosen = chosen;
  }

  atMost(limit: number): number {
    let total = 0;
    this.#left.forEach((left, size) => {
      const right = this.#right[this.#chosen - size];
      if (right === undefined) return;
      let place = right.length;
      for (const sum of left) {
        while (place > 0 && sum + right[place - 1] > limit) place--;
        total += place;
      }
    });
    return total;
  }

  atLeast(limit: number): number {
    let total = 0;
    this.#left.forEach((left, size) => {
      const right = this.#right[this.#chosen - size];
      if (right === undefined) return;
      let place = right.length;
      for (const sum of left) {
        while (place > 0 && sum + right[place - 1] >= limit) place--;
        total += right.length - place;
      }
    });
    return total;
  }
}

/** Number of ways to choose k of n; Infinity when it is beyond the range of numbers. */
export function numberOfChoices(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - Math.min(k, n - k) + i)) / i;
  return Math.round(result);
}

/** Random choices of labels: their sums, and how many of the first `chosen` places each of them takes. */
export interface SampledChoices {
  readonly sums: Float64Array;
  readonly overlaps: Int32Array;
}

/**
 * `samples` random choices of `chosen` of the values, each way equally likely (the first steps of a Fisher–Yates shuffle).
 * @param below  a source of whole numbers 0 … limit − 1
 */
export function sampleChoices(
  values: Float64Array,
  count: number,
  chosen: number,
  samples: number,
  below: (limit: number) => number,
): SampledChoices {
  const places = Int32Array.from({ length: count }, (_, place) => place);
  const sums = new Float64Array(samples);
  const overlaps = new Int32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    let overlap = 0;
    for (let i = 0; i < chosen; i++) {
      const other = i + below(count - i);
      const place = places[other];
      places[other] = places[i];
      places[i] = place;
      sum += values[place];
      if (place < chosen) overlap++;
    }
    sums[sample] = sum;
    overlaps[sample] = overlap;
  }
  return { sums, overlaps };
}
