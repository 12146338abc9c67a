import type { ItemModel } from './item-model.ts';

/** Room for distributions of sums of items of a scale, to be used again and again. */
export type SumRoom = readonly [Float64Array, Float64Array];

export function sumRoom({ maximum }: ItemModel): SumRoom {
  return [new Float64Array(maximum + 1), new Float64Array(maximum + 1)];
}

/**
 * Distribution of the sum of the items whose flag is `which`, given a patient's deviations: convolution of independent items.
 * @param room  where it is worked out; what is returned is a part of it
 */
export function sumDistribution(
  model: ItemModel,
  location: number,
  own: Float64Array,
  flags: readonly boolean[],
  which: boolean,
  room: SumRoom,
): Float64Array {
  const { items } = model.scale;
  let [sum, next] = room;
  let length = 1;
  sum[0] = 1;
  for (let item = 0; item < items.length; item++) {
    if (flags[item] !== which) continue;
    const { maximum } = items[item];
    next.fill(0, 0, length + maximum);
    let reached = 1;
    for (let score = 0; score <= maximum; score++) {
      const beyond = score < maximum ? model.probability(item, score + 1, location, own) : 0;
      const probability = reached - beyond;
      reached = beyond;
      if (probability > 0) for (let s = 0; s < length; s++) next[s + score] += probability * sum[s];
    }
    length += maximum;
    [sum, next] = [next, sum];
  }
  return sum.subarray(0, length);
}
