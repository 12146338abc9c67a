import { betaQuantile } from './beta.ts';
import { normalQuantile } from './normal.ts';

/** Ends of an interval for a proportion. */
export interface ProportionInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson’s score interval for a binomial proportion; exact ends at 0 and at all successes.
 * @param successes  whole number from 0 to trials   @param trials  ≥ 1   @param level  coverage
 * @see Wilson (1927) J Am Stat Assoc 22:209–212, DOI 10.1080/01621459.1927.10502953
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): ProportionInterval {
  checkCounts(successes, trials, level);
  const z = normalQuantile((1 + level) / 2);
  const share = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { lower: successes === 0 ? 0 : centre - reach, upper: successes === trials ? 1 : centre + reach };
}

/**
 * Clopper and Pearson’s exact interval for a binomial proportion, from beta quantiles.
 * @see Clopper & Pearson (1934) Biometrika 26:404–413, DOI 10.1093/biomet/26.4.404
 */
export function clopperPearsonInterval(successes: number, trials: number, level = 0.95): ProportionInterval {
  checkCounts(successes, trials, level);
  const tail = (1 - level) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    upper: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}

function checkCounts(successes: number, trials: number, level: number): void {
  if (!(trials >= 1 && successes >= 0 && successes <= trials))
    throw new RangeError(`a proportion needs 0 to ${trials} successes, got ${successes}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`an interval needs 0 < level < 1, got ${level}`);
}
