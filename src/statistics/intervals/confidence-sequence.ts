import { log, log1p } from '../../elementary/index.ts';
import { checkFraction, checkWhole } from '../../arguments/numbers.ts';
import { logBeta } from '../distributions/gamma-function.ts';

/**
 * Log of the beta-binomial mixture martingale against a probability, uniform prior: the odds by which the successes so far speak against it.
 *
 *     log M = log B(1 + s, 1 + n − s) − s log p − (n − s) log(1 − p)
 *
 * Under p it is a nonnegative martingale that starts at 1, so by Ville's inequality it ever reaches 1/α with probability at most α, however often one looks.
 * Assumes independent trials with the same probability.
 *
 * @param p  strictly between 0 and 1
 * @see Robbins (1970) Statistical methods related to the law of the iterated logarithm. Ann Math Stat 41:1397–1409, DOI 10.1214/aoms/1177696786;
 *   Waudby-Smith & Ramdas (2024) Estimating means of bounded random variables by betting. J R Stat Soc B 86:1–27, DOI 10.1093/jrsssb/qkad009
 */
export function logEvidenceAgainst(p: number, successes: number, trials: number): number {
  const failures = trials - successes;
  return logBeta(1 + successes, 1 + failures) - successes * log(p) - failures * log1p(-p);
}

/**
 * Confidence sequence for a probability: the set of p against which the evidence is below 1/α. It holds the truth at every number of trials at once with probability ≥ `level`,
 * so that one may look after every trial and stop at will.
 *
 * @param level  0 < level < 1
 * @returns bounds within [0, 1]; [0, 1] without trials
 * @see as `logEvidenceAgainst`
 * @example
 * ```ts
 * import { confidenceSequence } from 'crossover-sim/statistics';
 * confidenceSequence(82, 100, 0.95); // → { lower: 0.674694, upper: 0.921307 }
 * ```
 */
export function confidenceSequence(successes: number, trials: number, level: number): { readonly lower: number; readonly upper: number } {
  checkWhole('trials', trials);
  checkWhole('successes', successes, 0, trials);
  checkFraction('level', level);
  if (trials === 0) return { lower: 0, upper: 1 };
  const limit = -log(1 - level);
  const centre = successes / trials;
  const edge = (outside: number): number => {
    let inner = centre;
    let outer = outside;
    for (let step = 0; step < 60; step++) {
      const middle = (inner + outer) / 2;
      if (middle > 0 && middle < 1 && logEvidenceAgainst(middle, successes, trials) < limit) inner = middle;
      else outer = middle;
    }
    return outer;
  };
  return { lower: successes === 0 ? 0 : edge(0), upper: successes === trials ? 1 : edge(1) };
}
