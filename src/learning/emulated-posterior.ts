import { haveConverged } from './sampler/chain-diagnostics.ts';
import { Hierarchy } from './sampler/hierarchy.ts';
import { chainLengths, sample, type ChainLengths, type Sampled } from './sampler/posterior.ts';
import type { Evidence } from './evidence-study.ts';
import type { StudyEmulator } from './emulator/study-emulator.ts';
import { likelihoodOf } from './study-likelihood.ts';
import { momentsOf } from './emulator/surface.ts';

/** Which posterior is asked for. */
export interface PosteriorRequest extends Pick<Evidence, 'parameters' | 'betweenStudy' | 'seed'> {
  readonly emulators: readonly StudyEmulator[];
  /** Another number gives other draws. */
  readonly purpose: number;
  /** Where left out, those of `chainLengths`, and of `longChains` where these have not converged. */
  readonly lengths?: ChainLengths | undefined;
  /** Of the priors, in their own standard deviations; 1 where left out. */
  readonly widths?: readonly number[] | undefined;
}

/** The posterior that emulators give. */
export interface Posterior {
  readonly emulators: readonly StudyEmulator[];
  readonly hierarchy: Hierarchy;
  readonly sampled: Sampled;
}

/** The density of a posterior. */
export function hierarchyOf({ parameters, betweenStudy, emulators, widths }: PosteriorRequest): Hierarchy {
  const likelihoods = emulators.map((emulator) => likelihoodOf(emulator));
  return new Hierarchy(parameters.length, betweenStudy, likelihoods, widths);
}

/** Chains four times as long (assumed), which take the place of those that have not converged. */
export const longChains: ChainLengths = { ...chainLengths, warmUp: 4 * chainLengths.warmUp, draws: 4 * chainLengths.draws };

/** A posterior with all of its chains. */
export function posteriorOf(request: PosteriorRequest): Posterior {
  const { emulators, seed, purpose, lengths } = request;
  const hierarchy = hierarchyOf(request);
  const by = (own: ChainLengths | undefined): Posterior => ({ emulators, hierarchy, sampled: sample(hierarchy, seed, purpose, own) });
  const posterior = by(lengths);
  return needsLongChains(request, posterior) ? by(longChains) : posterior;
}

/** Whether chains of no stated length have not converged. */
export function needsLongChains(request: PosteriorRequest, posterior: Posterior): boolean {
  return request.lengths === undefined && samplerSummary(request, posterior).notConverged.length > 0;
}

/** How the chains of a posterior went, all of its parameters and SDs between studies together. */
export interface SamplerSummary {
  /** The largest of all R̂. */
  readonly rHat: number;
  /** The smallest of all bulk effective sample sizes. */
  readonly bulkEss: number;
  /** Divergent transitions, over all chains. */
  readonly diverged: number;
  /** What the chains do not know well enough. */
  readonly notConverged: readonly string[];
}

/** What an SD between studies is called. */
export const spreadName = (path: string): string => `SD between studies of ${path}`;

/** How the chains of a posterior went. */
export function samplerSummary({ parameters }: Pick<PosteriorRequest, 'parameters'>, { hierarchy, sampled }: Posterior): SamplerSummary {
  const all = [
    ...parameters.map(({ path }, at) => ({ path, ...sampled.diagnostics((draw) => draw[at]) })),
    ...hierarchy.differing.map((at, which) => ({
      path: spreadName(parameters[at].path),
      ...sampled.diagnostics((draw) => hierarchy.between(draw, which)),
    })),
  ];
  return {
    rHat: Math.max(...all.map(({ rHat }) => rHat)),
    bulkEss: Math.min(...all.map(({ bulkEss }) => bulkEss)),
    diverged: sampled.chains.reduce((sum, { diverged }) => sum + diverged, 0),
    notConverged: all.filter((each) => !haveConverged(each)).map(({ path }) => path),
  };
}

/** The largest move of a mean from one posterior to the next, in SDs of the next: of the normal scores of the parameters, and of the SDs between studies. */
export function movedBy(before: Posterior, now: Posterior): number {
  const move = (values: (of: Posterior) => number[]): number => {
    const [a, b] = [before, now].map((of) => momentsOf(values(of)));
    return Math.abs(a.mean - b.mean) / b.sd;
  };
  const { parameters, differing } = now.hierarchy;
  const scores = Array.from({ length: parameters }, (_, at) => move(({ sampled }) => sampled.draws.map((draw) => draw[at])));
  const spreads = differing.map((_, which) =>
    move(({ hierarchy, sampled }) => sampled.draws.map((draw) => hierarchy.between(draw, which))),
  );
  return Math.max(...scores, ...spreads);
}
