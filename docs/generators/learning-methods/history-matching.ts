import { exp } from '../../../src/elementary/index.ts';
import { emulate, type StudyEmulator } from '../../../src/learning/emulator/study-emulator.ts';
import { coefficientCount, surfaceAt } from '../../../src/learning/emulator/surface.ts';
import type { Stream } from '../../../src/random/index.ts';
import { factorise, solve } from '../../../src/statistics/linear-algebra/cholesky.ts';
import { summarised, type MethodAnswer } from './draws.ts';
import { flattened, publishedAt, quantitiesOf, unknownsOf, type KnownProblem, type ToyStudy } from './known-problem.ts';
import { carried, simulated } from './emulated-likelihood.ts';

/** Waves, and SDs from the data beyond which a point is implausible (Iskauskas et al. 2024 and Vernon et al. 2010 take 3). */
const [WAVES, CUT_OFF] = [3, 3];
/** Draws of the region that are weighted at the end, and most draws from the prior in search of one. */
const [WEIGHTED, MAX_TRIES] = [5000, 100_000];

/**
 * History matching in waves: surfaces of every figure are fitted to trials at points of the region that is not implausible, and narrow it; at the end draws of the prior in the
 * region are weighted with the normal likelihood that the last surfaces give. The surfaces are those of `learn`, and so is their error.
 * @see Iskauskas et al. (2024) J Stat Softw 109(10), DOI 10.18637/jss.v109.i10; Vernon, Goldstein & Bower (2010) Bayesian Analysis 5:619–669, DOI 10.1214/10-BA524
 */
export function historyMatching(
  problem: KnownProblem,
  data: readonly Float64Array[],
  budget: number,
  stream: Stream,
  perPoint: number,
): MethodAnswer {
  const size = unknownsOf(problem);
  const observed = flattened(problem, data);
  const joint: ToyStudy = {
    reads: Array.from({ length: size }, (_, at) => at),
    figures: observed.length,
    counts: [],
    trial: (x, random, target) => target.set(flattened(problem, publishedAt(problem, x, random))),
  };
  const studies = problem.studies.length;
  const points = Math.floor(budget / (WAVES * perPoint * studies));
  // The emulator is to know how many figures there are.
  const summaries = Array.from(observed, () => carried.summaries[0]);
  const emulators: StudyEmulator[] = [];
  let used = 0;
  const inRegion = (wanted: number, width: number): Float64Array[] => {
    const found: Float64Array[] = [];
    for (let tries = 0; tries < MAX_TRIES && found.length < wanted; tries++) {
      const x = Float64Array.from({ length: size }, () => width * stream.normal());
      if (emulators.every((emulator) => isPlausible(emulator, x, observed))) found.push(x);
    }
    return found;
  };
  for (let wave = 0; wave < WAVES; wave++) {
    const places = inRegion(points, 1.2);
    // Four fifths of the points alone must determine the surfaces.
    if (places.length < 1.4 * coefficientCount(size)) break;
    used += places.length * perPoint * studies;
    const made = places.map((x) => simulated(joint, x, perPoint, stream));
    emulators.push(emulate({ ...carried, summaries }, joint.reads, made));
  }
  const draws = inRegion(WEIGHTED, 1);
  const heights = draws.map((x) => logLikelihood(emulators[emulators.length - 1], x, observed));
  const top = heights.reduce((most, height) => Math.max(most, height), -Infinity);
  return {
    quantities: summarised(
      draws.map((x) => quantitiesOf(problem, x)),
      heights.map((height) => exp(height - top)),
    ),
    trials: used,
  };
}

function isPlausible({ figures, covariance }: StudyEmulator, x: Float64Array, observed: Float64Array): boolean {
  return figures.every(({ mean, logSd }, i) => {
    const sd = exp(surfaceAt(logSd, x)) * Math.sqrt(covariance[i * (figures.length + 1)]);
    return Math.abs(observed[i] - surfaceAt(mean, x)) < CUT_OFF * sd;
  });
}

function logLikelihood({ figures, covariance }: StudyEmulator, x: Float64Array, observed: Float64Array): number {
  const factor = covariance.slice();
  factorise(factor, figures.length);
  let sum = 0;
  const residual = observed.map((value, i) => {
    const logSd = surfaceAt(figures[i].logSd, x);
    sum -= logSd;
    return (value - surfaceAt(figures[i].mean, x)) / exp(logSd);
  });
  const weight = residual.slice();
  solve(factor, figures.length, weight);
  return sum - weight.reduce((total, value, i) => total + value * residual[i], 0) / 2;
}
