/**
 * Twice the mid-ranks of the first `count` values (whole numbers: ties share the mean of their ranks) and Σ(t³ − t) over the
 * groups of t tied values. `sorted` is scratch of at least `count` places and holds the ascending values afterwards.
 * @param tolerance  values that follow one another within it are tied, and are made equal in `values`: 11.5 − 8.7 and 10.1 − 7.3 differ in the computer
 */
export function doubledMidranks(values: Float64Array, count: number, ranks: Int32Array, sorted: Float64Array, tolerance = 0): number {
  sorted.set(values.subarray(0, count));
  sorted.subarray(0, count).sort();
  if (hasNear(sorted, count, tolerance)) joinTies(values, count, sorted, tolerance);
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
    const low = firstNotBelow(sorted, count, value);
    let end = low + 1;
    while (end < count && sorted[end] === value) end++;
    ranks[i] = low + 1 + end;
  }
  return tieSum;
}

/** Whether ascending values that are not equal follow one another within the tolerance. */
function hasNear(sorted: Float64Array, count: number, tolerance: number): boolean {
  for (let i = 1; i < count; i++) if (sorted[i] !== sorted[i - 1] && sorted[i] - sorted[i - 1] <= tolerance) return true;
  return false;
}

/** Gives every group of ascending values that follow one another within the tolerance the middle of the group, in `sorted` and in `values`. */
function joinTies(values: Float64Array, count: number, sorted: Float64Array, tolerance: number): void {
  const before = sorted.slice(0, count);
  for (let start = 0; start < count;) {
    let end = start + 1;
    while (end < count && before[end] - before[end - 1] <= tolerance) end++;
    sorted.fill(before[start] + (before[end - 1] - before[start]) / 2, start, end);
    start = end;
  }
  for (let i = 0; i < count; i++) values[i] = sorted[firstNotBelow(before, count, values[i])];
}

/** Place of the first of the ascending values that is not below `value`. */
function firstNotBelow(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
