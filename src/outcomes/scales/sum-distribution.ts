import type { ItemModel } from './item-model.ts';

/** Distribution of the sum of the items whose flag is `which`, given a patient's deviations: convolution of independent items. */
export function sumDistribution(
  model: ItemModel,
  location: number,
  own: Float64Array,
  flags: readonly boolean[],
  which: boolean,
): Float64Array {
  let sum = Float64Array.of(1);
  model.scale.items.forEach(({ maximum }, item) => {
    if (flags[item] !== which) return;
    const next = new Float64Array(sum.length + maximum);
    let reached = 1;
    for (let score = 0; score <= maximum; score++) {
      const beyond = score < maximum ? model.probability(item, score + 1, location, own) : 0;
      const probability = reached - beyond;
      reached = beyond;
      if (probability > 0) for (let s = 0; s < sum.length; s++) next[s + score] += probability * sum[s];
    }
    sum = next;
  });
  return sum;
}
