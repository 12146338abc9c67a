import { squared } from '../../elementary/index.ts';
import type { TrialSuccesses } from './trial-successes.ts';

/** Difference of two simulated proportions over the same trials. */
export interface PairedDifference {
  readonly value: number;
  /** Monte-Carlo standard error, for two studies that used common random numbers. */
  readonly mcse: number;
  /** Variance that two independent runs of as many trials would have had, over the variance with common random numbers; null where the latter is 0. */
  readonly varianceRatio: number | null;
}

/**
 * Difference of the success rates of two series over common trials, `here − there`.
 * value = (b − c)/n with b, c the trials in which only one of the two succeeded; SE = √(b + c − (b − c)²/n)/n; independent runs would have
 * variance p₁(1 − p₁)/n + p₂(1 − p₂)/n. Assumes that trials are independent of one another.
 *
 * @throws RangeError if the two do not speak of the same trials
 * @see McNemar (1947) Note on the sampling error of the difference between correlated proportions. Psychometrika 12:153–157, DOI 10.1007/BF02295996
 */
export function pairedDifference(here: TrialSuccesses, series: number, there: TrialSuccesses, otherSeries: number): PairedDifference {
  const { trials } = here;
  if (there.trials !== trials || there.first !== here.first)
    throw new RangeError(`expected the same trials, got ${trials} from ${here.first} and ${there.trials} from ${there.first}`);
  const more = here.countOnlyIn(series, there, otherSeries);
  const less = there.countOnlyIn(otherSeries, here, series);
  const variance = (more + less - squared(more - less) / trials) / (trials * trials);
  const independent = (share(here.count(series), trials) + share(there.count(otherSeries), trials)) / trials;
  return {
    value: (more - less) / trials,
    mcse: Math.sqrt(variance),
    varianceRatio: variance > 0 ? independent / variance : null,
  };
}

/** A series of successes and what it is multiplied by. */
export interface Term {
  readonly coefficient: number;
  readonly successes: TrialSuccesses;
  readonly series: number;
}

/**
 * A linear combination of success rates over common trials, Σ cᵢ pᵢ, with SE √(Σ Σ cᵢ cⱼ (pᵢⱼ − pᵢ pⱼ)/n), pᵢⱼ the share of trials in which both succeeded.
 * @throws RangeError if the terms do not speak of the same trials
 */
export function pairedContrast(terms: readonly Term[]): { readonly value: number; readonly mcse: number } {
  const [{ successes: first }] = terms;
  const { trials } = first;
  if (terms.some(({ successes }) => successes.trials !== trials || successes.first !== first.first))
    throw new RangeError('expected the same trials in every term');
  const rates = terms.map(({ successes, series }) => successes.count(series) / trials);
  let variance = 0;
  terms.forEach((one, i) =>
    terms.forEach((two, j) => {
      const together = one.successes.both(one.series, two.successes, two.series) / trials;
      variance += one.coefficient * two.coefficient * (together - rates[i] * rates[j]);
    }),
  );
  return {
    value: terms.reduce((sum, { coefficient }, i) => sum + coefficient * rates[i], 0),
    mcse: Math.sqrt(Math.max(0, variance) / trials),
  };
}

function share(successes: number, trials: number): number {
  return (successes / trials) * (1 - successes / trials);
}
