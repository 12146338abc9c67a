import { effectiveDraws } from './effective-draws.ts';
import type { PriorDraw } from './prior-draws.ts';

/** What a posterior says of scenarios that differ in the value of one of its parameters. */
export interface WorldWeights {
  readonly parameter: string;
  readonly draws: number;
  readonly worlds: readonly {
    readonly world: string;
    readonly value: number;
    /** Posterior probability that the parameter is nearer to this world's value than to that of any other. */
    readonly weight: number;
    readonly mcse: number;
  }[];
}

/**
 * The share of a posterior's draws that lie nearest to the value of each world. A single value has no probability where the parameter is continuous, and its density at the bounds of the
 * parameter, where worlds often lie, is what a posterior from draws knows least; the probability of the neighbourhood of a value is well defined, and depends on which worlds are compared.
 * A draw half-way between two values counts for the lower one.
 *
 * @param points  of different values
 * @param joint  draws of equal weight or not, whose weights add up to 1
 */
export function worldWeights(
  parameter: string,
  points: readonly { readonly world: string; readonly value: number }[],
  joint: readonly PriorDraw[],
): WorldWeights {
  const sorted = [...points].sort((a, b) => a.value - b.value);
  const sums = sorted.map(() => 0);
  for (const { weight, set } of joint) {
    const above = sorted.findIndex(
      ({ value }, place) => place + 1 === sorted.length || set[parameter] <= (value + sorted[place + 1].value) / 2,
    );
    sums[above] += weight;
  }
  const draws = effectiveDraws(joint);
  const worlds = points.map(({ world, value }) => {
    const weight = Math.min(1, sums[sorted.findIndex((each) => each.world === world)]);
    return { world, value, weight, mcse: Math.sqrt((weight * (1 - weight)) / draws) };
  });
  return { parameter, draws: joint.length, worlds };
}
