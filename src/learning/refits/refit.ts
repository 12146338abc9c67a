import { posteriorOf, samplerSummary, spreadName, type PosteriorRequest, type SamplerSummary } from '../emulated-posterior.ts';
import { predictedStudy, type LeftOut, type PredictedStudy } from './predicted-study.ts';
import { spreadOf, type Spread } from '../predictive.ts';
import { valueAtScore } from '../simulated-study.ts';

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
