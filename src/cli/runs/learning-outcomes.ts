import type { LearningKind, LearningOutcome, LearningTask, PointsTask } from '../../learning/learning-task.ts';
import type { Refit, RefitTask } from '../../learning/refits/refit.ts';
import type { RobustFit, RobustTask } from '../../learning/robust/robust-posterior.ts';
import { countsOf, figuresOf, type SimulatedPoint } from '../../learning/simulated-study.ts';
import { cellsOf } from '../../learning/study-figures.ts';
import { hasForm } from '../shards/is-content-of.ts';

/** A simulated point as a file has it: without its place, and with null where JSON has no number. */
interface StoredPoint extends Pick<SimulatedPoint, 'means' | 'sds' | 'cells' | 'trials'> {
  readonly correlation: readonly (number | null)[];
}

/** The form of a distribution's summary. */
const SPREAD = { mean: 0, sd: 0, quantiles: [0, 0, 0] };

/** What a task gave as JSON can hold it. */
export function storedOutcome<Kind extends LearningKind>(kind: Kind, outcome: LearningOutcome<Kind>): unknown {
  if (kind !== 'points') return outcome;
  const points = outcome as readonly SimulatedPoint[];
  return points.map(({ means, sds, correlation, cells, trials }): StoredPoint => ({
    means,
    sds,
    correlation: [...correlation],
    cells,
    trials,
  }));
}

/** What a task gave, from a file; undefined where it is of another form. */
export function unpackedOutcome<Kind extends LearningKind>(
  kind: Kind,
  task: LearningTask<Kind>,
  stored: unknown,
): LearningOutcome<Kind> | undefined {
  if (kind === 'robust') return robustIn(task as RobustTask, stored) as LearningOutcome<Kind> | undefined;
  const found =
    kind === 'points' ? pointsIn(task as PointsTask, stored) : kind === 'refit' ? refitIn(task as RefitTask, stored) : placesIn(stored);
  return found as LearningOutcome<Kind> | undefined;
}

function pointsIn({ study, points }: PointsTask, stored: unknown): SimulatedPoint[] | undefined {
  const figures = figuresOf(study).map(() => 0);
  const cells = countsOf(study).map((count) => cellsOf(count).patterns.map(() => 0));
  const form = { means: figures, sds: figures, correlation: figures.flatMap(() => figures), cells, trials: 0 };
  const isOne = (value: unknown): value is StoredPoint => hasForm(value, form);
  if (!Array.isArray(stored) || stored.length !== points.length || !stored.every(isOne)) return undefined;
  return stored.map(({ correlation, ...rest }, place) => ({
    ...rest,
    point: points[place],
    correlation: Float64Array.from(correlation, (value) => value ?? NaN),
  }));
}

function robustIn({ parameters, betweenStudy }: RobustTask, stored: unknown): RobustFit | undefined {
  const spreads = (count: number): object[] => Array.from({ length: count }, () => SPREAD);
  const differing = betweenStudy.filter((scale) => scale > 0).length;
  const form = { parameters: spreads(parameters.length), betweenStudy: spreads(differing), rHat: 0, bulkEss: 0, diverged: 0 };
  const { adjustments } = (stored ?? {}) as { readonly adjustments?: unknown };
  const isOne = (each: unknown): boolean => hasForm(each, { posterior: SPREAD, signProbability: 0 });
  return hasForm(stored, form) && Array.isArray(adjustments) && adjustments.every(isOne) ? (stored as RobustFit) : undefined;
}

function refitIn({ parameters, betweenStudy, leftOut }: RefitTask, stored: unknown): Refit | undefined {
  const spreadsOf = (all: readonly { readonly path: string }[]) => Object.fromEntries(all.map(({ path }) => [path, SPREAD]));
  const form = {
    posterior: spreadsOf(parameters),
    sampler: { rHat: 0, bulkEss: 0, diverged: 0 },
    ...(leftOut === undefined ? {} : { predicted: { trials: 0, outside: 0 } }),
  };
  // A map without parts would have to be one of counts.
  const differing = parameters.filter((_, at) => betweenStudy[at] > 0);
  const spreads = differing.length === 0 ? {} : { betweenStudy: spreadsOf(differing) };
  if (!hasForm(stored, { ...form, ...spreads })) return undefined;
  const { sampler, predicted } = stored as {
    readonly sampler: { readonly notConverged?: unknown };
    readonly predicted?: { readonly summaries?: unknown };
  };
  const lists = [sampler.notConverged, ...(leftOut === undefined ? [] : [predicted?.summaries])];
  return lists.every(Array.isArray) ? (stored as Refit) : undefined;
}

function placesIn(stored: unknown): number[] | undefined {
  return Array.isArray(stored) && stored.every(Number.isInteger) ? (stored as number[]) : undefined;
}
