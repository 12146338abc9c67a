/** k-th smallest (k from 1) of the averages (dᵢ + dⱼ)/2, i ≤ j, of `count` ascending values: a Walsh average, without listing all of them. */
export function walshAverage(sorted: Float64Array, count: number, k: number): number {
  const atMost = (limit: number): number => {
    let total = 0;
    let last = count - 1;
    for (let first = 0; first <= last; first++) {
      while (last >= first && (sorted[first] + sorted[last]) / 2 > limit) last--;
      if (last >= first) total += last - first + 1;
    }
    return total;
  };
  const smallestAbove = (limit: number): number => {
    let smallest = Infinity;
    let place = count;
    for (let first = 0; first < count; first++) {
      while (place > 0 && (sorted[first] + sorted[place - 1]) / 2 > limit) place--;
      const partner = Math.max(place, first);
      if (partner < count) smallest = Math.min(smallest, (sorted[first] + sorted[partner]) / 2);
    }
    return smallest;
  };
  return kthSmallest(k, sorted[0], sorted[count - 1], atMost, smallestAbove);
}

/** k-th smallest (k from 1) of the differences xᵢ − yⱼ of two ascending samples. */
export function pairDifference(x: Float64Array, xCount: number, y: Float64Array, yCount: number, k: number): number {
  const atMost = (limit: number): number => {
    let total = 0;
    let place = 0;
    for (let i = 0; i < xCount; i++) {
      while (place < yCount && x[i] - y[place] > limit) place++;
      total += yCount - place;
    }
    return total;
  };
  const smallestAbove = (limit: number): number => {
    let smallest = Infinity;
    let place = 0;
    for (let i = 0; i < xCount; i++) {
      while (place < yCount && x[i] - y[place] > limit) place++;
      if (place > 0) smallest = Math.min(smallest, x[i] - y[place - 1]);
    }
    return smallest;
  };
  return kthSmallest(k, x[0] - y[yCount - 1], x[xCount - 1] - y[0], atMost, smallestAbove);
}

/** Bisects on a count of values at most a limit, then takes the value that stands there. */
function kthSmallest(
  k: number,
  lowest: number,
  highest: number,
  atMost: (limit: number) => number,
  smallestAbove: (limit: number) => number,
): number {
  if (atMost(lowest) >= k) return lowest;
  let low = lowest;
  let high = highest;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return smallestAbove(low);
    const count = atMost(middle);
    if (count >= k) high = middle;
    else if (count === k - 1) return smallestAbove(middle);
    else low = middle;
  }
}
