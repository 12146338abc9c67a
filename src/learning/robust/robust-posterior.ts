import { likelihoodOf } from '../study-likelihood.ts';
import type { Posterior, PosteriorRequest } from '../emulated-posterior.ts';
import { spreadOf, type Spread } from '../predictive.ts';
import { chainDiagnostics } from '../sampler/chain-diagnostics.ts';
import { Hierarchy } from '../sampler/hierarchy.ts';
import { sample } from '../sampler/posterior.ts';
import { valueAtScore } from '../simulated-study.ts';
import { momentsOf } from '../emulator/surface.ts';
import { AdjustedDensity } from './adjusted-density.ts';
import { adjustedEmulator, type Adjusted } from './adjusted-emulator.ts';

/** The posterior in which every fitted figure may be adjusted. */
export interface RobustTask extends PosteriorRequest {
  readonly name: string;
  /** Of each study the values of what it reads where the units of its adjustments are taken. */
  readonly centres: readonly (readonly number[])[];
}

/** What is known of an adjustment, in SDs of the synthetic likelihood of its figure. */
export interface Adjustment extends Adjusted {
  readonly posterior: Spread;
  /** Posterior probability of the sign that it more probably has. */
  readonly signProbability: number;
}

/** What a robust posterior says. */
export interface RobustFit {
  readonly adjustments: readonly Adjustment[];
  /** Of each parameter, and of each SD between studies. */
  readonly parameters: readonly Spread[];
  readonly betweenStudy: readonly Spread[];
  /** Largest R̂ and smallest bulk effective size of all of these. */
  readonly rHat: number;
  readonly bulkEss: number;
  readonly diverged: number;
}

/** Number of the draws; smaller ones are those of waves and of refits. */
const ROBUST = 1000;

/** The task of the robust posterior beside an ordinary one: it takes the same emulators, and no further trial. */
export function robustTask(
  request: Omit<PosteriorRequest, 'emulators' | 'purpose'>,
  { emulators, hierarchy, sampled }: Posterior,
): RobustTask {
  const centres = emulators.map(({ reads }, study) => {
    const points = sampled.draws.map((draw) => hierarchy.ofStudy(draw, study).slice());
    return reads.map((_, at) => momentsOf(points.map((point) => point[at])).mean);
  });
  return { name: 'robust', ...request, emulators, purpose: ROBUST, centres };
}

/** The density of a robust posterior, and what is adjusted in it. */
export function adjustedDensity({ parameters, betweenStudy, emulators, centres, widths }: Omit<RobustTask, 'name' | 'seed' | 'purpose'>) {
  let first = parameters.length;
  const studies = emulators.map((emulator, study) => {
    const each = adjustedEmulator(emulator, centres[study], first);
    first += each.adjusted.length;
    return each;
  });
  const adjusted = studies.flatMap((each) => each.adjusted);
  const hierarchy = new Hierarchy(
    parameters.length + adjusted.length,
    [...betweenStudy, ...adjusted.map(() => 0)],
    studies.map(({ emulator }) => likelihoodOf(emulator)),
    [...parameters.map((_, at) => widths?.[at] ?? 1), ...adjusted.map(() => Infinity)],
  );
  return { adjusted, density: new AdjustedDensity(hierarchy, parameters.length, adjusted.length) };
}

/**
 * Robust synthetic likelihood: beside the parameters every fitted figure has an adjustment of its mean, with a Laplace prior around zero, so that a figure that the model cannot
 * give pulls the parameters less.
 * @see Frazier & Drovandi (2021) Robust approximate Bayesian inference with synthetic likelihood. J Comput Graph Stat 30:958–976, DOI 10.1080/10618600.2021.1875839
 */
export function robustFit(task: RobustTask): RobustFit {
  const { parameters, seed, purpose, lengths } = task;
  const { adjusted, density } = adjustedDensity(task);
  const sampled = sample(density, seed, purpose, lengths);
  const chains = sampled.chains.map(({ draws }) => draws.map((draw) => density.restored(draw)));
  const { hierarchy } = density;
  const ofAdjustments = adjusted.map((_, at) => (draw: Float64Array) => draw[parameters.length + at]);
  const ofParameters = parameters.map((parameter, at) => (draw: Float64Array) => valueAtScore(parameter, draw[at]));
  const ofSpreads = hierarchy.differing.map((_, which) => (draw: Float64Array) => hierarchy.between(draw, which));
  const draws = chains.flat();
  const diagnostics = [...ofAdjustments, ...ofParameters, ...ofSpreads].map((of) => chainDiagnostics(chains.map((chain) => chain.map(of))));
  return {
    adjustments: adjusted.map((each, at) => {
      const values = draws.map(ofAdjustments[at]);
      const above = values.filter((value) => value > 0).length / values.length;
      return { ...each, posterior: spreadOf(values), signProbability: Math.max(above, 1 - above) };
    }),
    parameters: ofParameters.map((of) => spreadOf(draws.map(of))),
    betweenStudy: ofSpreads.map((of) => spreadOf(draws.map(of))),
    rHat: Math.max(...diagnostics.map(({ rHat }) => rHat)),
    bulkEss: Math.min(...diagnostics.map(({ bulkEss }) => bulkEss)),
    diverged: sampled.chains.reduce((sum, chain) => sum + chain.diverged, 0),
  };
}
