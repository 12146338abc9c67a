import { exp, squared } from '../elementary/index.ts';
import { rootKey, Stream, streamId } from '../random/index.ts';
import type { Posterior } from './emulated-posterior.ts';
import type { Hierarchy } from './sampler/hierarchy.ts';
import { countsOf, figuresOf } from './simulated-study.ts';
import { figureError, growthAt, probabilities, tableError, type StudyEmulator } from './emulator/study-emulator.ts';
import { cellsOf, restored, type CountSummary } from './study-figures.ts';
import { momentsOf, surfaceAt } from './emulator/surface.ts';

/** Mean, SD and some quantiles of draws. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  /** 5 %, 50 % and 95 %. */
  readonly quantiles: readonly [number, number, number];
}

/** What a posterior says that a study of the same size would publish, beside what it published. */
export interface Prediction {
  readonly study: string;
  readonly name: string;
  readonly kind: string;
  readonly published: number;
  /** Of how many patients a count is. */
  readonly of?: number;
  readonly heldOut: boolean;
  readonly predicted: Spread;
  /** Twice the smaller of the probabilities of a value at most and at least as large as the published one, half of those equal to it counted. */
  readonly p: number;
}

/** A prediction by an emulator. */
export interface PredictedSummary extends Prediction {
  /** Root mean square error of the emulator at points that it did not see, in sampling SDs; it is part of the likelihood and of what is predicted. */
  readonly emulatorError: number;
}

/** A figure with what the prior alone would have predicted. */
export interface CheckedSummary extends PredictedSummary {
  readonly prior: Spread;
}

/** Draws that predictions are made from (assumed: an error of 0.007 of a p of 0.05). */
const DRAWS = 1000;
const PREDICTIVE = streamId('posterior predictive');
const PRIOR = streamId('prior predictive');

/** Spread of numbers. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))];
  const { mean, sd } = momentsOf(sorted);
  return { mean, sd, quantiles: [at(0.05), at(0.5), at(0.95)] };
}

/**
 * Posterior predictive check of every summary, beside its prior predictive distribution.
 * @param overPrior  emulators of a wave over the prior
 */
export function checkedSummaries(
  { emulators, hierarchy, sampled }: Posterior,
  overPrior: readonly StudyEmulator[],
  seed: string,
): CheckedSummary[] {
  const stream = new Stream().startAt(rootKey(seed), 0, 0, PRIOR);
  const draws = Array.from({ length: DRAWS }, () => Float64Array.from({ length: hierarchy.size }, () => stream.normal()));
  const before = predictions(overPrior, hierarchy, draws, seed, PRIOR);
  return predictions(emulators, hierarchy, sampled.draws, seed, PREDICTIVE).map((summary, place) => ({
    ...summary,
    prior: before[place].predicted,
  }));
}

/**
 * Predictive check of every summary.
 * @param draws  of the hierarchy's unknowns
 * @param id  of the random-number stream
 * @see Gelman, Meng & Stern (1996) Posterior predictive assessment of model fitness. Statistica Sinica 6:733–807
 */
function predictions(
  emulators: readonly StudyEmulator[],
  hierarchy: Hierarchy,
  draws: readonly Float64Array[],
  seed: string,
  id: number,
): PredictedSummary[] {
  const key = rootKey(seed);
  const stream = new Stream();
  const thinned = Array.from(
    { length: Math.min(DRAWS, draws.length) },
    (_, i) => draws[Math.floor((i * draws.length) / Math.min(DRAWS, draws.length))],
  );
  return emulators.flatMap((emulator, place) => {
    const { study } = emulator;
    stream.startAt(key, 1, place, id);
    const points = thinned.map((draw) => hierarchy.ofStudy(draw, place).slice());
    const told = (
      { name, kind, of, heldOut }: { readonly name: string; readonly kind: string; readonly of?: number; readonly heldOut: boolean },
      published: number,
      values: readonly number[],
      emulatorError: number,
    ): PredictedSummary => {
      return {
        study: study.name,
        name,
        kind,
        published,
        ...(of === undefined ? {} : { of }),
        heldOut,
        predicted: spreadOf(values),
        p: tailProbability(values, published),
        emulatorError,
      };
    };
    const figures = figuresOf(study).map((figure, at) => {
      const { mean, logSd } = emulator.figures[at];
      const error = figureError(emulator, at);
      const values = points.map((z) => {
        const spread = Math.sqrt(1 + squared(error) * growthAt(emulator, z));
        return restored(figure.kind, surfaceAt(mean, z) + spread * exp(surfaceAt(logSd, z)) * stream.normal());
      });
      return told(figure, figure.value, values, error);
    });
    const counts = countsOf(study).flatMap((count, table) => {
      const emulated = emulator.tables[table];
      const shares = points.map((z) => probabilities(emulated.cells, z));
      const odds = emulated.overdispersion / (1 - emulated.overdispersion);
      const steps = points.map((z) => odds * growthAt(emulator, z));
      return countedCells(count).map(({ cell, published, ...cellOf }) => {
        const values = shares.map((share, draw) => eventsOf(share[cell], cellOf.of, steps[draw], stream));
        return told(cellOf, published, values, tableError(emulated, cellOf.of));
      });
    });
    return [...figures, ...counts];
  });
}

/** How many of so many patients have an event whose probability is beta distributed, drawn patient by patient (Pólya's urn). @param step  1/κ of the beta distribution with κp and κ(1 − p), 0 for a binomial one */
function eventsOf(p: number, size: number, step: number, stream: Stream): number {
  let events = 0;
  for (let patient = 0; patient < size; patient++) if (stream.uniform() * (1 + patient * step) < p + events * step) events++;
  return events;
}

/** A cell of a table of counts as it is published: of a count the events alone. */
export interface CountedCell {
  readonly cell: number;
  readonly name: string;
  readonly kind: CountSummary['kind'];
  readonly published: number;
  readonly of: number;
  readonly heldOut: boolean;
}

/** The cells of a table of counts. */
export function countedCells(count: CountSummary): CountedCell[] {
  const { name, kind, heldOut } = count;
  const { patterns, observed } = cellsOf(count);
  const of = observed.reduce((sum, each) => sum + each, 0);
  return (kind === 'count' ? patterns.slice(0, 1) : patterns).map((pattern, cell) => ({
    ...{ cell, kind, published: observed[cell], of, heldOut },
    name: `${name}${kind === 'count' ? '' : ` ${pattern}`} (of ${of})`,
  }));
}

/** Whether a published figure lies in its 90 % predictive interval. */
export function isInside({ published, predicted: { quantiles } }: Prediction): boolean {
  return published >= quantiles[0] && published <= quantiles[2];
}

/** Twice the smaller of the shares of values below and above a published one, half of those equal to it counted in both. */
export function tailProbability(values: readonly number[], published: number): number {
  let below = 0;
  for (const value of values) below += value < published ? 1 : value === published ? 0.5 : 0;
  const share = below / values.length;
  return Math.min(1, 2 * Math.min(share, 1 - share));
}
