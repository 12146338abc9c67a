import { squared } from '../../elementary/index.ts';
import { normalCdf } from '../../statistics/distributions/normal.ts';
import { effectiveDraws } from './effective-draws.ts';
import type { PriorDraw } from './prior-draws.ts';
import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';

/** Successes of the trials simulated at one draw from the prior. */
export interface DrawCount {
  readonly weight: number;
  readonly successes: number;
}

/** Unconditional power and its spread. */
export interface AssuranceFigures {
  /** Probability of success averaged over the prior, with the error that comes from the draws and from the trials at each. */
  readonly assurance: { readonly value: number; readonly mcse: number };
  /** Standard deviation of power over the prior; the noise of the trials at each draw is taken out. */
  readonly sd: number;
  /** Quantiles of power over the prior, likewise. */
  readonly quantiles: readonly { readonly p: number; readonly power: number }[];
  /** Probability that power is at least the target. */
  readonly reachesTarget: SimulatedFigure & { readonly value: number; readonly mcse: number };
}

const shown = [0.05, 0.25, 0.5, 0.75, 0.95];

/**
 * Assurance from successes at draws from a prior, `trials` simulated trials at each.
 *
 * value = Σ wₐ p̂ₐ. Where the draws are random its squared error is s²/D, s² the variance of the p̂ₐ, which holds both sources of error, and D their effective number; where the draws are all the
 * prior has (`exhaustive`), Σ wₐ² p̂ₐ(1 − p̂ₐ)/trials. Power at a draw is known only with error: its variance over the prior is s² less the mean of
 * p̂ₐ(1 − p̂ₐ)/(trials − 1), and every p̂ₐ is drawn towards the mean by the square root of that share before quantiles and the probability of the target are read off.
 * Assumes trials of different draws to be independent.
 *
 * @param at  probabilities of the quantiles
 * @see O'Hagan, Stevens & Campbell (2005) Assurance in clinical trial design. Pharm Stat 4:187–201, DOI 10.1002/pst.175;
 *   Louis (1984) Estimating a population of parameter values using Bayes and empirical Bayes methods. JASA 79:393–398, DOI 10.1080/01621459.1984.10478062
 */
export function summariseAssurance(
  counts: readonly DrawCount[],
  trials: number,
  target: number,
  exhaustive: boolean,
  at: readonly number[] = shown,
): AssuranceFigures {
  const powers = counts.map(({ weight, successes }) => ({ weight, power: successes / trials }));
  const value = powers.reduce((sum, { weight, power }) => sum + weight * power, 0);
  const draws = effectiveDraws(powers);
  const spread = powers.reduce((sum, { weight, power }) => sum + weight * squared(power - value), 0);
  const variance = exhaustive || draws < 2 ? spread : (spread * draws) / (draws - 1);
  const noise = trials > 1 ? powers.reduce((sum, { weight, power }) => sum + (weight * power * (1 - power)) / (trials - 1), 0) : 0;
  const inner = powers.reduce((sum, { weight, power }) => sum + (weight * weight * power * (1 - power)) / trials, 0);
  const between = Math.max(0, variance - noise);
  const pull = variance > 0 ? Math.sqrt(between / variance) : 0;
  const drawn = powers
    .map(({ weight, power }) => ({ weight, value: Math.min(1, Math.max(0, value + pull * (power - value))) }))
    .sort((a, b) => a.value - b.value);
  const reached = drawn.filter((each) => each.value >= target).reduce((sum, { weight }) => sum + weight, 0);
  return {
    assurance: { value, mcse: Math.sqrt(exhaustive || draws < 2 ? inner : variance / draws) },
    sd: Math.sqrt(between),
    quantiles: at.map((p) => ({ p, power: weightedQuantile(drawn, p) })),
    reachesTarget: {
      value: Math.min(1, reached),
      mcse: exhaustive || draws < 2 ? errorOfReaching(powers, trials, target) : Math.sqrt(Math.max(0, reached * (1 - reached)) / draws),
    },
  };
}

/** Error of the share of a whole prior that reaches the target: how surely each combination lies on its side. */
function errorOfReaching(powers: readonly { weight: number; power: number }[], trials: number, target: number): number {
  const variance = powers.reduce((sum, { weight, power }) => {
    const error = Math.sqrt((power * (1 - power)) / trials);
    const surely = error > 0 ? normalCdf((power - target) / error) : power >= target ? 1 : 0;
    return sum + weight * weight * surely * (1 - surely);
  }, 0);
  return Math.sqrt(variance);
}

/** The least value at which the weights up to it reach `p`. */
export function weightedQuantile(sorted: readonly { weight: number; value: number }[], p: number): number {
  let sum = 0;
  for (const { weight, value } of sorted) {
    sum += weight;
    if (sum >= p - 1e-12) return value;
  }
  return sorted[sorted.length - 1].value;
}

/** The middle of power over what is not known: between its ends lies power at `share` of the draws. */
export interface PowerRange {
  readonly share: number;
  readonly lower: { readonly power: number; readonly mcse: number };
  readonly upper: { readonly power: number; readonly mcse: number };
}

/** Assurance as it is told and kept. */
export interface AssuranceAnswer extends AssuranceFigures {
  /** Whose probability is meant. */
  readonly of: string;
  readonly target: number;
  readonly trialsPerDraw: number;
  /** Largest share of trials in which an analysis that power is about could not be estimated; these count as failures to succeed. */
  readonly notEstimable: number;
  /** Where power lies over what is not known, which Monte-Carlo error is no part of. */
  readonly ranges: readonly PowerRange[];
  /** True where the draws are those of a posterior that the scenario names. */
  readonly posterior?: boolean;
  /** Power at the scenario's own values. */
  readonly asAssumed: SimulatedProportion;
  /** True where the claim is false in the scenario. */
  readonly falseClaim?: boolean;
  readonly draws: readonly (PriorDraw & { readonly power: number })[];
}
