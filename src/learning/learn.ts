import { squared } from '../elementary/index.ts';
import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import { rootKey, Stream, streamId } from '../random/index.ts';
import { normalQuantile } from '../statistics/distributions/normal.ts';
import type { ChainDiagnostics } from './sampler/chain-diagnostics.ts';
import type { Hierarchy } from './sampler/hierarchy.ts';
import { correlationsOf, histogramOf, someOf, type Histogram } from './pictured.ts';
import { inThisThread, outcomesOf } from './learning-task.ts';
import type { Refit } from './refits/refit.ts';
import { longChains, movedBy, needsLongChains, type Posterior, type PosteriorRequest } from './emulated-posterior.ts';
import type { ChainLengths, Sampled } from './sampler/posterior.ts';
import { checkedSummaries, spreadOf, type CheckedSummary, type Spread } from './predictive.ts';
import { missingShare } from './recorded/missing-share.ts';
import type { Evidence } from './evidence-study.ts';
import { valueAtScore } from './simulated-study.ts';
import { withEachAlone, withoutEachStudy, withWiderPriors } from './refits/refits.ts';
import { robustTask, type RobustFit } from './robust/robust-posterior.ts';
import { emulatorErrors, type StudyEmulator } from './emulator/study-emulator.ts';
import { momentsOf } from './emulator/surface.ts';
import { assertEnoughPoints } from './emulator/usable-points.ts';
import { emulatorsOf, posteriorBy, simulateWave, studiesAtWork, type WaveOptions } from './wave.ts';

// Longer than other files: what is made of the waves and the shapes of the answer belong together.

/** What is asked of `learn` beside the evidence. */
export interface LearnOptions extends WaveOptions {
  /** Whether the posterior is worked out once more without each of the studies, and with each alone of those that depend on the first differing parameter. */
  readonly leaveOut?: boolean;
  /** Whether the posterior is worked out once more with wider priors: all, those of the spreads between studies, and each of the parameters. */
  readonly priorSensitivity?: boolean;
  /** Whether the posterior is worked out once more with an adjustment of every fitted figure. */
  readonly robust?: boolean;
  readonly lengths?: ChainLengths;
}

/** One wave of simulated points, and the posterior after it. */
export interface Wave {
  readonly points: number;
  /** Points that no surface could use: a figure had no spread there, or too few trials had one. */
  readonly leftOut: number;
  /** Simulated trials. */
  readonly trials: number;
  /** Largest move of a posterior mean, of a parameter or of an SD between studies, since the wave before, in posterior SDs. */
  readonly moved?: number;
  /** Largest error of an emulator at points that it did not see, in sampling SDs. */
  readonly error: number;
}

/** What the evidence says about a parameter. */
export interface LearnedParameter extends ChainDiagnostics {
  readonly path: string;
  readonly prior: Spread;
  readonly posterior: Spread;
  /** Monte-Carlo error of the posterior mean. */
  readonly mcse: number;
  /** 1 − variance of the posterior over that of the prior, both of normal scores. */
  readonly shrinkage: number;
  readonly histogram: Histogram;
}

/** The SD between studies of a parameter, in SDs of its prior. */
export interface LearnedSpread extends ChainDiagnostics {
  readonly path: string;
  readonly priorScale: number;
  readonly posterior: Spread;
  readonly histogram: Histogram;
}

/** A study whose individual data were given. */
export interface OwnStudy {
  readonly study: string;
  /** Of the parameters that differ between studies. */
  readonly posterior: Readonly<Record<string, Spread>>;
  readonly file: string;
  readonly participants: number;
  /** Share of the values at planned visits that are missing, and are so in the simulated trials. */
  readonly missing: number;
}

/** What the evidence says together. */
export interface Learned {
  readonly parameters: readonly LearnedParameter[];
  readonly betweenStudy: readonly LearnedSpread[];
  readonly predictions: readonly CheckedSummary[];
  /** What is known of the parameters in the studies whose individual data were given, those that differ between studies; the parameters themselves are their centres. */
  readonly own: readonly OwnStudy[];
  readonly waves: readonly Wave[];
  /** Whether the last wave moved no posterior mean by more than `SETTLED`. */
  readonly settled: boolean;
  /** Divergent transitions of the sampler, over all chains. */
  readonly diverged: number;
  /** The posterior without each of the studies, and what it says of that study; empty unless asked for. */
  readonly without: readonly ({ readonly study: string } & Refit)[];
  /** The same with one of the studies that depend on the first of them and none of the others that do; empty unless asked for. */
  readonly alone: readonly ({ readonly study: string } & Refit)[];
  /** The posterior with every prior wider, and with each; empty unless asked for. */
  readonly widened: readonly ({ readonly prior: string } & Refit)[];
  /** The posterior in which figures that the model cannot give are adjusted; where asked for. */
  readonly robust?: RobustFit;
  /** Correlations of the normal scores of the parameters, row by row in their order. */
  readonly correlations: readonly (readonly number[])[];
  /** Some draws of the parameters, in their order; of those that differ between studies the centre. */
  readonly centres: readonly (readonly number[])[];
  /** Values of the parameters in a study that is not among those of the evidence. */
  readonly draws: readonly Readonly<Record<string, number>>[];
}

/** Waves after which no further one is made, and the move below which it is not needed, in posterior SDs (assumed). */
const MAX_WAVES = 5;
export const SETTLED = 0.25;
/** Draws of the posterior that are kept. */
const KEPT = 200;
/** Quantiles of a prior from which its mean and SD are worked out. */
const PRIOR_POINTS = 999;
const priorScores = Array.from({ length: PRIOR_POINTS }, (_, i) => normalQuantile((i + 0.5) / PRIOR_POINTS));
const NEW_STUDY = streamId('new study');

/**
 * The posterior of the parameters of an evidence file by emulated synthetic likelihood: trials of every study are simulated at points of the parameters, their sampling distributions
 * become surfaces, and Hamiltonian Monte Carlo draws from the posterior that the surfaces give; then again with points from that posterior, until it stays where it is.
 *
 * @see Wilkinson (2014) Accelerating ABC methods using Gaussian processes. AISTATS, PMLR 33:1015–1023; Frazier & Drovandi (2021) Robust approximate Bayesian inference with synthetic
 *   likelihood. J Comput Graph Stat 30:958–976, DOI 10.1080/10618600.2021.1875839
 * @throws TooFewPoints where the simulated points of a study do not determine its surfaces
 */
export async function learn(evidence: Evidence, options: LearnOptions = {}): Promise<Learned> {
  const { parameters, betweenStudy, seed } = evidence;
  const { lengths, run } = options;
  const studies = await studiesAtWork(evidence, run);
  const waves: Wave[] = [];
  let now: Posterior | undefined;
  let request: PosteriorRequest | undefined;
  let overPrior: readonly StudyEmulator[] = [];
  let settled = false;
  while (waves.length < MAX_WAVES && !settled) {
    // What was simulated all over the prior is of no use once it is known where the posterior lies.
    if (waves.length === 1) for (const study of studies) study.points = [];
    const made = await simulateWave(evidence, studies, waves.length, now, options);
    for (const { simulated, reads, points } of studies) assertEnoughPoints(simulated.study, reads.length, points);
    const emulated = await emulatorsOf(studies, run);
    request = { parameters, betweenStudy, seed, emulators: emulated, purpose: waves.length, lengths };
    const next = await posteriorBy(request, run);
    if (waves.length === 0) overPrior = next.emulators;
    const moved = now === undefined ? undefined : movedBy(now, next);
    const error = Math.max(0, ...next.emulators.flatMap(emulatorErrors));
    const leftOut = next.emulators.reduce((sum, emulator) => sum + emulator.leftOut, 0);
    waves.push({ ...made, leftOut, error, ...(moved === undefined ? {} : { moved }) });
    settled = moved !== undefined && moved < SETTLED;
    now = next;
  }
  if (now === undefined || request === undefined) throw new RangeError('a posterior needs at least one wave');
  if (needsLongChains(request, now)) now = await posteriorBy({ ...request, lengths: longChains }, run);
  const { hierarchy, sampled, emulators } = now;
  return {
    parameters: parameters.map((parameter, at) => learnedParameter(parameter, at, sampled)),
    betweenStudy: hierarchy.differing.map((at, which) => learnedSpread(parameters[at].path, betweenStudy[at], which, now)),
    predictions: checkedSummaries(now, overPrior, seed),
    own: ownStudies(evidence, now),
    waves,
    settled,
    diverged: sampled.chains.reduce((sum, { diverged }) => sum + diverged, 0),
    ...(await refits(evidence, emulators, options)),
    ...(await robust(evidence, now, options)),
    correlations: correlationsOf(sampled.draws, parameters.length),
    centres: someOf(sampled.draws, KEPT, (draw) => parameters.map((parameter, at) => valueAtScore(parameter, draw[at]))),
    draws: newStudies(parameters, hierarchy, sampled, seed),
  };
}

/** The posteriors that are asked for beside that of the whole evidence. */
async function refits(evidence: Evidence, emulators: readonly StudyEmulator[], options: LearnOptions) {
  const { leaveOut = false, priorSensitivity = false } = options;
  return {
    without: leaveOut ? await withoutEachStudy(evidence, emulators, options) : [],
    alone: leaveOut ? await withEachAlone(evidence, emulators, options) : [],
    widened: priorSensitivity ? await withWiderPriors(evidence, emulators, options) : [],
  };
}

async function robust({ parameters, betweenStudy, seed }: Evidence, now: Posterior, options: LearnOptions) {
  const { lengths, run = inThisThread } = options;
  if (options.robust !== true) return {};
  const [fit] = await outcomesOf(run, 'robust', [robustTask({ parameters, betweenStudy, seed, lengths }, now)]);
  return { robust: fit };
}

function ownStudies({ studies, parameters }: Evidence, { hierarchy, sampled }: Posterior): OwnStudy[] {
  return studies.flatMap(({ name: study, recorded, scenario }, place): OwnStudy[] => {
    if (recorded === undefined) return [];
    const { reads } = hierarchy.studies[place];
    const points = sampled.draws.map((draw) => hierarchy.ofStudy(draw, place).slice());
    const spreads = hierarchy.differing.flatMap((at) => {
      const which = reads.indexOf(at);
      return which < 0 ? [] : [[parameters[at].path, spreadOf(points.map((z) => valueAtScore(parameters[at], z[which])))] as const];
    });
    return [
      {
        study,
        posterior: Object.fromEntries(spreads),
        file: recorded.file,
        participants: recorded.data.subjectCount,
        missing: missingShare(scenario, recorded),
      },
    ];
  });
}

function valuesOf(parameter: UncertainParameter, at: number, { draws }: Sampled): number[] {
  return draws.map((draw) => valueAtScore(parameter, draw[at]));
}

function learnedParameter(parameter: UncertainParameter, at: number, sampled: Sampled): LearnedParameter {
  const values = valuesOf(parameter, at, sampled);
  const posterior = spreadOf(values);
  const prior = priorScores.map((score) => valueAtScore(parameter, score));
  const diagnostics = sampled.diagnostics((draw) => draw[at]);
  const scores = momentsOf(sampled.draws.map((draw) => draw[at]));
  return {
    path: parameter.path,
    prior: spreadOf(prior),
    posterior,
    mcse: posterior.sd / Math.sqrt(diagnostics.bulkEss),
    shrinkage: 1 - squared(scores.sd),
    histogram: histogramOf(prior, values, parameter.support),
    ...diagnostics,
  };
}

function learnedSpread(path: string, priorScale: number, which: number, { hierarchy, sampled }: Posterior): LearnedSpread {
  const of = (draw: Float64Array): number => hierarchy.between(draw, which);
  const values = sampled.draws.map(of);
  const prior = priorScores.map((score) => priorScale * Math.abs(score));
  const histogram = histogramOf(prior, values, { min: 0, max: Infinity });
  return { path, priorScale, posterior: spreadOf(values), histogram, ...sampled.diagnostics(of) };
}

/** Parameters of studies that were not among those of the evidence: what differs between studies differs in them too. */
function newStudies(
  parameters: readonly UncertainParameter[],
  hierarchy: Hierarchy,
  { draws }: Sampled,
  seed: string,
): Record<string, number>[] {
  const key = rootKey(seed);
  const stream = new Stream();
  return Array.from({ length: KEPT }, (_, i) => {
    const draw = draws[Math.floor(((i + 0.5) * draws.length) / KEPT)];
    stream.startAt(key, i, 0, NEW_STUDY);
    const scores = hierarchy.ofNewStudy(draw, () => stream.normal());
    return Object.fromEntries(parameters.map((parameter, at) => [parameter.path, valueAtScore(parameter, scores[at])]));
  });
}
