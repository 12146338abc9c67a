import { squared } from '../../elementary/index.ts';
import { momentsOf } from '../emulator/surface.ts';

/** Standard error of the SD of a prior that so many independent draws tell. */
export function sdError(values: Float64Array, { mean, sd }: { readonly mean: number; readonly sd: number }, independent: number): number {
  const fourth = values.reduce((sum, value) => sum + squared(squared(value - mean)) / values.length, 0);
  return Math.sqrt(Math.max(0, fourth - squared(squared(sd))) / independent) / (2 * sd);
}

/** Adds by how much each draw moves the SD of a posterior, over its share of the prior and but for a factor of the number of draws. */
export function addPull(
  values: Float64Array,
  weights: Float64Array,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  pull: Float64Array,
): void {
  if (!(sd > 0)) return;
  for (let draw = 0; draw < values.length; draw++) pull[draw] += (weights[draw] * (squared(values[draw] - mean) - squared(sd))) / (2 * sd);
}

/** Standard error that the draws of the prior give the mean SD of posteriors over the SD of the prior. @param pull  sums over so many trials */
export function ratioError(
  values: Float64Array,
  { mean, sd }: { readonly mean: number; readonly sd: number },
  posteriorSd: number,
  pull: Float64Array,
  trials: number,
  independent: number,
): number {
  const moves = values.map((value, draw) => {
    const ofPosterior = (pull[draw] * values.length) / trials;
    const ofPrior = (squared(value - mean) - squared(sd)) / (2 * sd);
    return (ofPosterior - (posteriorSd / sd) * ofPrior) / sd;
  });
  return momentsOf(moves).sd / Math.sqrt(independent);
}
