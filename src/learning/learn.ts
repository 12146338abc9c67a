import { squared } from '../elementary/index.ts';
import { spaceFillingDesign } from '../power/uncertainty/space-filling.ts';
import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import { rootKey, Stream, streamId } from '../random/index.ts';
import { normalQuantile } from '../statistics/distributions/normal.ts';
import type { ChainDiagnostics } from './chain-diagnostics.ts';
import { Hierarchy } from './hierarchy.ts';
import { chainLengths, sample, type ChainLengths, type Sampled } from './posterior.ts';
import { predictions, spreadOf, type PredictedSummary, type Spread } from './predictive.ts';
import type { Evidence } from './read-evidence.ts';
import { SimulatedStudy, valueAtScore, type SimulatedPoint } from './simulated-study.ts';
import { emulate, likelihoodOf, pointsFor, type StudyEmulator } from './study-emulator.ts';
import { momentsOf } from './surface.ts';

// Longer than other files: the waves, what is made of them, and the shapes of the answer belong together.

/** What is asked of `learn` beside the evidence. */
export interface LearnOptions {
  /** Whether the posterior is worked out once more without each of the studies. */
  readonly leaveOut?: boolean;
  readonly lengths?: ChainLengths;
  /** Told after every simulated point of a wave. */
  readonly onPoint?: (wave: number, done: number, all: number) => void;
  /** Awaited between pieces of work. */
  readonly breathe?: () => Promise<void>;
}

/** One wave of simulated points, and the posterior after it. */
export interface Wave {
  readonly points: number;
  /** Simulated trials. */
  readonly trials: number;
  /** Largest move of a posterior mean since the wave before, in posterior SDs. */
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
}

/** The SD between studies of a parameter, in SDs of its prior. */
export interface LearnedSpread extends ChainDiagnostics {
  readonly path: string;
  readonly priorScale: number;
  readonly posterior: Spread;
}

/** What the evidence says together. */
export interface Learned {
  readonly parameters: readonly LearnedParameter[];
  readonly betweenStudy: readonly LearnedSpread[];
  readonly predictions: readonly PredictedSummary[];
  readonly waves: readonly Wave[];
  /** Whether the last wave moved no posterior mean by more than `SETTLED`. */
  readonly settled: boolean;
  /** Trajectories that went astray, over all chains. */
  readonly diverged: number;
  /** The differing parameters without each of the studies; empty unless asked for. */
  readonly without: readonly { readonly study: string; readonly posterior: Readonly<Record<string, Spread>> }[];
  /** Values of the parameters in a study that is not among those of the evidence. */
  readonly draws: readonly Readonly<Record<string, number>>[];
}

/** Waves after which no further one is made, and the move below which it is not needed, in posterior SDs (assumed). */
const MAX_WAVES = 5;
export const SETTLED = 0.25;
/** By how much the points of a wave spread further than the prior, or the posterior of the wave before (assumed). */
const [WIDER_PRIOR, WIDER_POSTERIOR] = [1.2, 1.5];
/** Draws of the posterior that are kept. */
const KEPT = 200;
/** Quantiles of a prior from which its mean and SD are worked out. */
const PRIOR_POINTS = 999;
const NEW_STUDY = streamId('new study');

/**
 * The posterior of the parameters of an evidence file by emulated synthetic likelihood: trials of every study are simulated at points of the parameters, their sampling distributions
 * become surfaces, and Hamiltonian Monte Carlo draws from the posterior that the surfaces give; then again with points from that posterior, until it stays where it is.
 *
 * @see Wilkinson (2014) Accelerating ABC methods using Gaussian processes. AISTATS, PMLR 33:1015–1023; Frazier & Drovandi (2021) Robust approximate Bayesian inference with synthetic
 *   likelihood. J Comput Graph Stat 30:958–976, DOI 10.1080/10618600.2021.1875839
 */
export async function learn(evidence: Evidence, options: LearnOptions = {}): Promise<Learned> {
  const { parameters, betweenStudy, seed } = evidence;
  const { leaveOut = false, lengths = chainLengths, breathe } = options;
  const studies = evidence.studies.map((study): StudyAtWork => {
    const simulated = new SimulatedStudy(study, parameters, rootKey(`${seed} ${study.name}`));
    return { simulated, reads: parameters.flatMap((_, at) => (simulated.reads(at) ? [at] : [])), next: simulated.trials, points: [] };
  });
  const waves: Wave[] = [];
  let now: Posterior | undefined;
  let settled = false;
  while (waves.length < MAX_WAVES && !settled) {
    // What was simulated all over the prior is of no use once it is known where the posterior lies.
    if (waves.length === 1) for (const study of studies) study.points = [];
    const made = await simulateWave(evidence, studies, waves.length, now, options);
    const next = posteriorOf(evidence, studies, waves.length, lengths);
    const moved = now === undefined ? undefined : movedBy(parameters.length, now.sampled, next.sampled);
    const error = Math.max(0, ...next.emulators.flatMap(({ errors }) => errors));
    waves.push({ ...made, error, ...(moved === undefined ? {} : { moved }) });
    settled = moved !== undefined && moved < SETTLED;
    now = next;
  }
  if (now === undefined) throw new RangeError('a posterior needs at least one wave');
  const { hierarchy, sampled, emulators } = now;
  const without: Learned['without'][number][] = [];
  for (let left = 0; leaveOut && left < studies.length; left++) {
    await breathe?.();
    without.push(withoutStudy(evidence, emulators, left, lengths));
  }
  return {
    parameters: parameters.map((parameter, at) => learnedParameter(parameter, at, sampled)),
    betweenStudy: hierarchy.differing.map((at, which) => {
      const of = (draw: Float64Array): number => hierarchy.between(draw, which);
      return {
        path: parameters[at].path,
        priorScale: betweenStudy[at],
        posterior: spreadOf(sampled.draws.map(of)),
        ...sampled.diagnostics(of),
      };
    }),
    predictions: predictions(emulators, hierarchy, sampled.draws, seed),
    waves,
    settled,
    diverged: sampled.chains.reduce((sum, { diverged }) => sum + diverged, 0),
    without,
    draws: newStudies(parameters, hierarchy, sampled, seed),
  };
}

/** A study with what was simulated of it. */
interface StudyAtWork {
  readonly simulated: SimulatedStudy;
  readonly reads: readonly number[];
  /** Number of the next trial. */
  next: number;
  points: SimulatedPoint[];
}

/** The posterior after a wave. */
interface Posterior {
  readonly emulators: readonly StudyEmulator[];
  readonly hierarchy: Hierarchy;
  readonly sampled: Sampled;
}

async function simulateWave(
  { parameters, seed }: Evidence,
  studies: readonly StudyAtWork[],
  wave: number,
  before: Posterior | undefined,
  { onPoint, breathe }: LearnOptions,
): Promise<Pick<Wave, 'points' | 'trials'>> {
  const points = studies.reduce((sum, { reads }) => sum + pointsFor(reads.length), 0);
  let done = 0;
  let trials = 0;
  for (const [place, each] of studies.entries()) {
    const { simulated, reads } = each;
    for (const point of designOf(parameters.length, reads, rootKey(`${seed} ${simulated.study.name} ${wave}`), before, place)) {
      each.points.push(simulated.simulate(point, each.next));
      each.next += simulated.trials;
      trials += simulated.trials;
      onPoint?.(wave, ++done, points);
      if (done % 20 === 0) await breathe?.();
    }
  }
  return { points, trials };
}

function posteriorOf(
  { parameters, betweenStudy, seed }: Evidence,
  studies: readonly StudyAtWork[],
  wave: number,
  lengths: ChainLengths,
): Posterior {
  const emulators = studies.map(({ simulated, reads, points }) => emulate(simulated.study, reads, points));
  const hierarchy = new Hierarchy(parameters.length, betweenStudy, emulators.map(likelihoodOf));
  return { emulators, hierarchy, sampled: sample(hierarchy, seed, wave, lengths) };
}

function withoutStudy(
  { parameters, betweenStudy, seed, studies }: Evidence,
  emulators: readonly StudyEmulator[],
  left: number,
  lengths: ChainLengths,
): Learned['without'][number] {
  const rest = emulators.filter((_, place) => place !== left).map(likelihoodOf);
  const hierarchy = new Hierarchy(parameters.length, betweenStudy, rest);
  const sampled = sample(hierarchy, seed, MAX_WAVES + left, lengths);
  const spreads = hierarchy.differing.map((at) => [parameters[at].path, spreadOf(valuesOf(parameters[at], at, sampled))] as const);
  return { study: studies[left].name, posterior: Object.fromEntries(spreads) };
}

/** Points of a wave for one study: over the prior at first, then over the posterior of what the study reads. */
function designOf(size: number, reads: readonly number[], key: Int32Array, before: Posterior | undefined, place: number): Float64Array[] {
  const count = pointsFor(reads.length);
  const within =
    before === undefined
      ? spaceFillingDesign('lhs', count, reads.length, key).map((row) => row.map((p) => WIDER_PRIOR * normalQuantile(p)))
      : widened(before.sampled.draws, count, (draw) => before.hierarchy.ofStudy(draw, place).slice());
  return within.map((row) => {
    const point = new Float64Array(size);
    reads.forEach((at, i) => (point[at] = row[i]));
    return point;
  });
}

function widened(draws: readonly Float64Array[], count: number, of: (draw: Float64Array) => Float64Array): Float64Array[] {
  const all = draws.map(of);
  const centre = all[0].map((_, i) => momentsOf(all.map((row) => row[i])).mean);
  return Array.from({ length: count }, (_, i) => {
    const row = all[Math.floor(((i + 0.5) * all.length) / count)];
    return row.map((value, at) => centre[at] + WIDER_POSTERIOR * (value - centre[at]));
  });
}

function movedBy(size: number, before: Sampled, now: Sampled): number {
  return Math.max(
    ...Array.from({ length: size }, (_, at) => {
      const [a, b] = [before, now].map(({ draws }) => momentsOf(draws.map((draw) => draw[at])));
      return Math.abs(a.mean - b.mean) / b.sd;
    }),
  );
}

function valuesOf(parameter: UncertainParameter, at: number, { draws }: Sampled): number[] {
  return draws.map((draw) => valueAtScore(parameter, draw[at]));
}

function learnedParameter(parameter: UncertainParameter, at: number, sampled: Sampled): LearnedParameter {
  const posterior = spreadOf(valuesOf(parameter, at, sampled));
  const prior = Array.from({ length: PRIOR_POINTS }, (_, i) => valueAtScore(parameter, normalQuantile((i + 0.5) / PRIOR_POINTS)));
  const diagnostics = sampled.diagnostics((draw) => draw[at]);
  const scores = momentsOf(sampled.draws.map((draw) => draw[at]));
  return {
    path: parameter.path,
    prior: spreadOf(prior),
    posterior,
    mcse: posterior.sd / Math.sqrt(diagnostics.bulkEss),
    shrinkage: 1 - squared(scores.sd),
    ...diagnostics,
  };
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
    const scores = draw.slice(0, parameters.length);
    hierarchy.differing.forEach((at, which) => (scores[at] += hierarchy.between(draw, which) * stream.normal()));
    return Object.fromEntries(parameters.map((parameter, at) => [parameter.path, valueAtScore(parameter, scores[at])]));
  });
}
