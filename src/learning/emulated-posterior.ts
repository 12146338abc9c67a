import { Hierarchy } from './sampler/hierarchy.ts';
import { sample, type ChainLengths, type Sampled } from './sampler/posterior.ts';
import type { Evidence } from './evidence-study.ts';
import type { StudyEmulator } from './emulator/study-emulator.ts';
import { likelihoodOf } from './study-likelihood.ts';
import { momentsOf } from './emulator/surface.ts';

/** Which posterior is asked for. */
export interface PosteriorRequest extends Pick<Evidence, 'parameters' | 'betweenStudy' | 'seed'> {
  readonly emulators: readonly StudyEmulator[];
  /** Another number gives other draws. */
  readonly purpose: number;
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

/** A posterior with all of its chains. */
export function posteriorOf(request: PosteriorRequest): Posterior {
  const { emulators, seed, purpose, lengths } = request;
  const hierarchy = hierarchyOf(request);
  return { emulators, hierarchy, sampled: sample(hierarchy, seed, purpose, lengths) };
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
