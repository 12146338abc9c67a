import { squared } from '../../elementary/index.ts';

/**
 * How many draws of equal weight tell a mean as well as these: (Σw)²/Σw², their number where all weights are the same.
 * @see Kish (1965) Survey Sampling, §11.7
 */
export function effectiveDraws(draws: readonly { readonly weight: number }[]): number {
  // Without the rounding of the sums.
  if (draws.every(({ weight }) => weight === draws[0].weight)) return draws.length;
  const sum = draws.reduce((total, { weight }) => total + weight, 0);
  return squared(sum) / draws.reduce((total, { weight }) => total + squared(weight), 0);
}
