import { squared } from '../elementary/index.ts';
import { spaceFillingDesign } from '../power/uncertainty/space-filling.ts';
import { rootKey } from '../random/index.ts';
import { normalQuantile } from '../statistics/distributions/normal.ts';
import { hierarchyOf, type Posterior, type PosteriorRequest } from './emulated-posterior.ts';
import { inThisThread, outcomesOf, simulatedStudyOf, type LearningRunner, type PointsTask } from './learning-task.ts';
import { chainLengths, sampledFrom } from './sampler/posterior.ts';
import type { Evidence } from './evidence-study.ts';
import { figuresOf, type SimulatedPoint, type SimulatedStudy } from './simulated-study.ts';
import { pointsFor, type StudyEmulator } from './emulator/study-emulator.ts';
import { momentsOf } from './emulator/surface.ts';

/** A study with what was simulated of it. */
export interface StudyAtWork {
  readonly simulated: SimulatedStudy;
  /** Places of the parameters that its summaries read. */
  readonly reads: readonly number[];
  /** Number of the next trial. */
  next: number;
  points: SimulatedPoint[];
}

/** How the work of a wave is done. */
export interface WaveOptions {
  /** In this thread where left out. */
  readonly run?: LearningRunner;
}

/** By how much the points of a wave spread further than the prior, or the posterior of the wave before (assumed). */
const [WIDER_PRIOR, WIDER_POSTERIOR] = [1.2, 1.5];

/** Points that are simulated together (assumed: some tenths of a second). */
const POINTS_OF_TASK = 30;

/** The studies of evidence before anything of them is simulated. */
export async function studiesAtWork({ studies, parameters, seed }: Evidence, run: LearningRunner = inThisThread): Promise<StudyAtWork[]> {
  const tasks = studies.map((study, place) => ({ name: `reads-study${place}`, study, parameters, seed }));
  const reads = await outcomesOf(run, 'reads', tasks);
  return tasks.map((task, place) => {
    const simulated = simulatedStudyOf(task);
    return { simulated, reads: reads[place], next: simulated.trials, points: [] };
  });
}

/** Simulates points of every study: over the prior, or over the posterior of the wave before. */
export async function simulateWave(
  { parameters, betweenStudy, seed }: Evidence,
  studies: readonly StudyAtWork[],
  wave: number,
  before: Posterior | undefined,
  { run = inThisThread }: WaveOptions = {},
): Promise<{ readonly points: number; readonly trials: number }> {
  const parts = studies.flatMap((each, place) => {
    const { study, trials } = each.simulated;
    const points = designOf(betweenStudy, each, rootKey(`${seed} ${study.name} ${wave}`), before, place);
    const first = each.next;
    each.next += points.length * trials;
    return Array.from({ length: Math.ceil(points.length / POINTS_OF_TASK) }, (_, part) => {
      const from = part * POINTS_OF_TASK;
      const own = { wave, points: points.slice(from, from + POINTS_OF_TASK), first: first + from * trials };
      const task: PointsTask = { name: `wave${wave}-study${place}-${from}`, study, parameters, seed, ...own };
      return { each, task };
    });
  });
  const simulated = await outcomesOf(
    run,
    'points',
    parts.map(({ task }) => task),
  );
  let [points, trials] = [0, 0];
  for (const [place, { each }] of parts.entries()) {
    each.points.push(...simulated[place]);
    points += simulated[place].length;
    trials += simulated[place].length * each.simulated.trials;
  }
  return { points, trials };
}

/** The emulators of what was simulated of studies so far. */
export async function emulatorsOf(studies: readonly StudyAtWork[], run: LearningRunner = inThisThread): Promise<StudyEmulator[]> {
  return outcomesOf(
    run,
    'emulator',
    studies.map(({ simulated: { study }, reads, points }) => ({ study, reads, points })),
  );
}

/** A posterior, its chains beside each other. */
export async function posteriorBy(request: PosteriorRequest, run: LearningRunner = inThisThread): Promise<Posterior> {
  const { chains } = request.lengths ?? chainLengths;
  const tasks = Array.from({ length: chains }, (_, chain) => ({ ...request, chain }));
  const sampled = sampledFrom(await outcomesOf(run, 'chain', tasks));
  return { emulators: request.emulators, hierarchy: hierarchyOf(request), sampled };
}

/** Points of a wave for one study: over the prior at first, then over the posterior of what the study reads. */
function designOf(
  scales: readonly number[],
  { reads, simulated: { study } }: StudyAtWork,
  key: Int32Array,
  before: Posterior | undefined,
  place: number,
): Float64Array[] {
  const count = pointsFor(reads.length, figuresOf(study).length);
  // A parameter that differs between studies is wider a priori in each of them.
  const widths = reads.map((at) => WIDER_PRIOR * Math.sqrt(1 + squared(scales[at])));
  const within =
    before === undefined
      ? spaceFillingDesign('lhs', count, reads.length, key).map((row) => row.map((p, i) => widths[i] * normalQuantile(p)))
      : widened(before.sampled.draws, count, (draw) => before.hierarchy.ofStudy(draw, place).slice());
  return within.map((row) => {
    const point = new Float64Array(scales.length);
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
