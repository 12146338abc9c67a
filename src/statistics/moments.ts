/** Mean of the first `count` values (count ≥ 1). */
export function meanOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum / count;
}

/** Sum of squared deviations of the first `count` values from `mean`. */
export function squaresAbout(values: Float64Array, count: number, mean: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const deviation = values[i] - mean;
    sum += deviation * deviation;
  }
  return sum;
}

/** Sum of products of the deviations of two columns' first `count` values from their means. */
export function coProducts(one: Float64Array, other: Float64Array, count: number): number {
  const oneMean = meanOf(one, count);
  const otherMean = meanOf(other, count);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (one[i] - oneMean) * (other[i] - otherMean);
  return sum;
}
