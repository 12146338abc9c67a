/** Differences are ranked at this many decimals, or 11.5 − 8.7 and 10.1 − 7.3 would not tie. */
const DECIMALS_SCALE = 1e9;

/** A difference rounded to 9 decimals, so that equal differences of decimal scores tie. */
export function roundedDifference(difference: number): number {
  const scaled = Math.round(difference * DECIMALS_SCALE);
  return Number.isSafeInteger(scaled) ? scaled / DECIMALS_SCALE : difference;
}

/**
 * Twice the mid-ranks of the first `count` values (whole numbers: ties share the mean of their ranks) and Σ(t³ − t) over the
 * groups of t tied values. `sorted` is scratch of at least `count` places and holds the ascending values afterwards.
 */
export function doubledMidranks(values: Float64Array, count: number, ranks: Int32Array, sorted: Float64Array): number {
  sorted.set(values.subarray(0, count));
  sorted.subarray(0, count).sort();
  let tieSum = 0;
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && sorted[end] === sorted[start]) end++;
    const ties = end - start;
    tieSum += ties * ties * ties - ties;
    start = end;
  }
  for (let i = 0; i < count; i++) {
    const value = values[i];
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    let end = low + 1;
    while (end < count && sorted[end] === value) end++;
    ranks[i] = low + 1 + end;
  }
  return tieSum;
}
