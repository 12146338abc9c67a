import { spaceFillingDesign } from '../power/uncertainty/space-filling.ts';
import { rootKey } from '../random/index.ts';
import { normalQuantile } from '../statistics/distributions/normal.ts';
import { Hierarchy } from './hierarchy.ts';
import { sample, type ChainLengths, type Sampled } from './posterior.ts';
import type { Evidence } from './evidence-study.ts';
import { SimulatedStudy, type SimulatedPoint } from './simulated-study.ts';
import { emulate, pointsFor, type StudyEmulator } from './study-emulator.ts';
import { likelihoodOf } from './study-likelihood.ts';
import { momentsOf } from './surface.ts';

/** A study with what was simulated of it. */
export interface StudyAtWork {
  readonly simulated: SimulatedStudy;
  /** Places of the parameters that its summaries read. */
  readonly reads: readonly number[];
  /** Number of the next trial. */
  next: number;
  points: SimulatedPoint[];
}

/** The posterior after a wave. */
export interface Posterior {
  readonly emulators: readonly StudyEmulator[];
  readonly hierarchy: Hierarchy;
  readonly sampled: Sampled;
}

/** How a wave tells of its points and gives way to other work. */
export interface WaveOptions {
  /** Told after every simulated point of a wave. */
  readonly onPoint?: (wave: number, done: number, all: number) => void;
  /** Awaited between pieces of work. */
  readonly breathe?: () => Promise<void>;
}

/** By how much the points of a wave spread further than the prior, or the posterior of the wave before (assumed). */
const [WIDER_PRIOR, WIDER_POSTERIOR] = [1.2, 1.5];

/** The studies of evidence before anything of them is simulated. */
export function studiesAtWork({ studies, parameters, seed }: Evidence): StudyAtWork[] {
  return studies.map((study) => {
    const simulated = new SimulatedStudy(study, parameters, rootKey(`${seed} ${study.name}`));
    return { simulated, reads: parameters.flatMap((_, at) => (simulated.reads(at) ? [at] : [])), next: simulated.trials, points: [] };
  });
}

/** Simulates points of every study: over the prior, or over the posterior of the wave before. */
export async function simulateWave(
  { parameters, seed }: Evidence,
  studies: readonly StudyAtWork[],
  wave: number,
  before: Posterior | undefined,
  { onPoint, breathe }: WaveOptions = {},
): Promise<{ readonly points: number; readonly trials: number }> {
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

/** The emulator of what was simulated of a study so far. */
export function emulatorOf({ simulated, reads, points }: StudyAtWork): StudyEmulator {
  return emulate(simulated.study, reads, points);
}

/** The posterior that emulators give. @param purpose  another number gives other draws @param widths  of the priors, in their own standard deviations */
export function posteriorOf(
  { parameters, betweenStudy, seed }: Pick<Evidence, 'parameters' | 'betweenStudy' | 'seed'>,
  emulators: readonly StudyEmulator[],
  purpose: number,
  lengths?: ChainLengths,
  widths?: readonly number[],
): Posterior {
  const likelihoods = emulators.map((emulator) => likelihoodOf(emulator));
  const hierarchy = new Hierarchy(parameters.length, betweenStudy, likelihoods, widths);
  return { emulators, hierarchy, sampled: sample(hierarchy, seed, purpose, lengths) };
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
