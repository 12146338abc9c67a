import { exp, squared } from '../../elementary/index.ts';

/** What a weighted sample says of the parameter. @param values  ascending @param weights  as logarithms up to a constant, with `logs`; they are changed */
export function weightedSpread(values: Float64Array, weights: Float64Array, threshold: number, logs = false) {
  if (logs) {
    const most = weights.reduce((a, b) => Math.max(a, b), -Infinity);
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i] = exp(weights[i] - most);
    for (let i = 0; i < weights.length; i++) weights[i] /= total;
  }
  let [mean, squares, above] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    mean += weights[i] * values[i];
    squares += squared(weights[i]);
    if (values[i] > threshold) above += weights[i];
  }
  let variance = 0;
  for (let i = 0; i < values.length; i++) variance += weights[i] * squared(values[i] - mean);
  // The variance about the mean of so few effective draws is too small by that share.
  const sd = Math.sqrt(squares < 1 ? variance / (1 - squares) : 0);
  return {
    mean,
    sd,
    above: Math.min(1, above),
    effective: 1 / squares,
    width90: quantileOf(values, weights, 0.95) - quantileOf(values, weights, 0.05),
  };
}

function quantileOf(values: Float64Array, weights: Float64Array, p: number): number {
  let below = 0;
  for (let i = 0; i < values.length; i++) {
    below += weights[i];
    if (below >= p) return values[i];
  }
  return values[values.length - 1];
}
