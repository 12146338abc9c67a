import { haveConverged } from '../sampler/chain-diagnostics.ts';
import { posteriorOf, type Posterior, type PosteriorRequest } from '../emulated-posterior.ts';
import { predictedStudy, type LeftOut, type PredictedStudy } from './predicted-study.ts';
import { spreadOf, type Spread } from '../predictive.ts';
import { valueAtScore } from '../simulated-study.ts';

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

/** What is known where something of the evidence is changed, by the same emulators. */
export interface Refit {
  /** Of every parameter, by its path; of those that differ between studies their centre. */
  readonly posterior: Readonly<Record<string, Spread>>;
  /** SDs between studies by the paths of the parameters, in SDs of their priors. */
  readonly betweenStudy: Readonly<Record<string, Spread>>;
  readonly sampler: SamplerSummary;
  /** What it says of a study that was left out. */
  readonly predicted?: PredictedStudy;
}

/** The posterior where something of the evidence is changed. */
export interface RefitTask extends PosteriorRequest {
  readonly name: string;
  /** A study that is to be predicted and is not among those of the emulators. */
  readonly leftOut?: LeftOut;
}

/** What an SD between studies is called. */
export const spreadName = (path: string): string => `SD between studies of ${path}`;

/** Works a changed posterior out. */
export function refitOf({ leftOut, ...request }: RefitTask): Refit {
  const posterior = posteriorOf(request);
  const { hierarchy, sampled } = posterior;
  const { parameters } = request;
  const { differing } = hierarchy;
  const spreads = parameters.map((parameter, at) => [
    parameter.path,
    spreadOf(sampled.draws.map((draw) => valueAtScore(parameter, draw[at]))),
  ]);
  const between = differing.map((at, which) => [
    parameters[at].path,
    spreadOf(sampled.draws.map((draw) => hierarchy.between(draw, which))),
  ]);
  return {
    posterior: Object.fromEntries(spreads) as Refit['posterior'],
    betweenStudy: Object.fromEntries(between) as Refit['betweenStudy'],
    sampler: samplerSummary(request, posterior),
    ...(leftOut === undefined ? {} : { predicted: predictedStudy(leftOut, posterior) }),
  };
}

function samplerSummary({ parameters }: PosteriorRequest, { hierarchy, sampled }: Posterior): SamplerSummary {
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

/** How much of what is known of a quantity rests on what was changed. */
export interface Move {
  /** Path of a parameter, or `spreadName` of it. */
  readonly name: string;
  readonly before: Spread;
  readonly after: Spread;
  /** Of the mean, in SDs of the posterior that nothing was changed in. */
  readonly mean: number;
  /** The largest of the moves of the mean and of both ends of the 90 % interval, in the same SDs. */
  readonly most: number;
}

/** What is known of every parameter and of every SD between studies. */
interface Known {
  readonly parameters: readonly { readonly path: string; readonly posterior: Spread }[];
  readonly betweenStudy: readonly { readonly path: string; readonly posterior: Spread }[];
}

/** The moves of all parameters and of all SDs between studies. */
export function movesOf({ parameters, betweenStudy }: Known, { posterior, betweenStudy: spreads }: Refit): Move[] {
  const move = (name: string, before: Spread, after: Spread): Move => {
    const ends = (of: Spread): number[] => [of.mean, of.quantiles[0], of.quantiles[2]];
    const moves = ends(after).map((end, at) => (end - ends(before)[at]) / before.sd);
    return { name, before, after, mean: moves[0], most: Math.max(...moves.map(Math.abs)) };
  };
  return [
    ...parameters.map(({ path, posterior: before }) => move(path, before, posterior[path])),
    ...betweenStudy.map(({ path, posterior: before }) => move(spreadName(path), before, spreads[path])),
  ];
}
