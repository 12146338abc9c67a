import { exp, log, squared } from '../../elementary/index.ts';
import { errorGrowth, errorGrowthAt, type ErrorGrowth } from './error-growth.ts';
import type { EvidenceStudy } from '../evidence-study.ts';
import { figuresOf, countsOf, type SimulatedPoint } from '../simulated-study.ts';
import { cellsOf } from '../study-figures.ts';
import { coefficientCount, fitLogit, fitSurface, logSdBias, negated, sigmoid, surfaceAt, type Point, type Surface } from './surface.ts';
import { isUsable } from './usable-points.ts';

// Longer than other files: surfaces, and what they miss at points that they did not see, are fitted together.

/** The sampling distribution of a figure as a function of the parameters: its mean, and the logarithm of its SD. */
export interface FigureEmulator {
  readonly mean: Surface;
  readonly logSd: Surface;
}

/** Patients by cells, whose probabilities are known as far as the surfaces are right. */
export interface TableEmulator {
  /** Logits of the cells, which are scaled to add up to 1. */
  readonly cells: readonly Surface[];
  /** Mean variance of the error of a probability p, as a share of p(1 − p): 1/(κ + 1) of a Dirichlet distribution around the surfaces. */
  readonly overdispersion: number;
}

/** The sampling distributions of all summaries of a study, as functions of the parameters that it reads. */
export interface StudyEmulator {
  readonly study: EvidenceStudy;
  /** Places of the parameters that the study reads. */
  readonly reads: readonly number[];
  readonly figures: readonly FigureEmulator[];
  readonly tables: readonly TableEmulator[];
  /** Covariance of the figures in sampling SDs: the mean correlation over the points, and the mean error of the surfaces. */
  readonly covariance: Float64Array;
  /** Where the error is larger and where smaller than that; the same everywhere where left out. */
  readonly growth?: ErrorGrowth & {
    /** The part of the covariance that is not error. */
    readonly correlation: Float64Array;
  };
  /** Simulated points that the surfaces could not use. */
  readonly leftOut: number;
}

/** Parts of the points, each of which is predicted by a fit to the others. */
const FOLDS = 5;
/**
 * How many points a study needs that reads so many parameters: nine a coefficient (with three, ranks of simulated truths left their bands), eight a figure (their errors have a covariance
 * matrix), and not fewer than 120 (assumed).
 */
export function pointsFor(reads: number, figures: number): number {
  return Math.max(120, 9 * coefficientCount(reads), 8 * figures);
}

/** Fits the emulator of a study to simulated points; its error is that at points which a fit to four fifths of them did not see. */
export function emulate(study: EvidenceStudy, reads: readonly number[], points: readonly SimulatedPoint[]): StudyEmulator {
  const usable = points.filter(isUsable);
  const { figures, tables, correlation } = fit(study, reads, usable);
  const misses = Array.from({ length: FOLDS }, (_, fold) => {
    const isSeen = (place: number): boolean => place % FOLDS !== fold;
    const seen = fit(
      study,
      reads,
      usable.filter((_point, place) => isSeen(place)),
    );
    return usable.flatMap((point, place) => (isSeen(place) ? [] : [missOf(seen, reads, point)]));
  }).flat();
  const size = figures.length;
  const found = errorGrowth(
    misses.map(({ z }) => z),
    [
      ...figures.map((_, figure) => ({
        squares: misses.map(({ residuals }) => squared(residuals[figure])),
        noise: misses.map(({ trials }) => 1 / trials),
      })),
      ...tables.map((_, table) => ({
        squares: misses.map(({ cells }) => cells[table].square / cells[table].nearVariance),
        noise: misses.map(({ cells }) => 1 / cells[table].patients),
      })),
    ],
  );
  // Points count by the inverse of what is expected of their squared errors.
  const weights = misses.map(({ z }) => 1 / errorGrowthAt(found, z));
  const covariance = correlation.slice();
  misses.forEach(({ residuals, trials }, place) => {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        // What chance does to the simulated means themselves is taken out.
        covariance[i * size + j] += (weights[place] * (residuals[i] * residuals[j] - correlation[i * size + j] / trials)) / misses.length;
  });
  const overdispersionOf = (table: number): number => {
    const excess = misses.map(({ cells }, place) => weights[place] * (cells[table].square - cells[table].variance / cells[table].patients));
    return Math.max(0, sumOf(excess) / sumOf(misses.map(({ cells }) => cells[table].variance)));
  };
  return {
    study,
    reads,
    figures,
    tables: tables.map((cells, table) => ({ cells, overdispersion: overdispersionOf(table) })),
    covariance,
    growth: { ...found, correlation },
    leftOut: points.length - usable.length,
  };
}

/** Variance of the error of the surfaces at a point over its mean. */
export function growthAt({ growth }: StudyEmulator, z: Point): number {
  return growth === undefined ? 1 : errorGrowthAt(growth, z);
}

/** Root mean square error of a figure's surface, in sampling SDs. */
export function figureError({ covariance, figures }: StudyEmulator, figure: number): number {
  return Math.sqrt(Math.max(0, covariance[figure * (figures.length + 1)] - 1));
}

/** Root mean square error of a table's probabilities, in sampling SDs of the shares of so many patients. */
export function tableError({ overdispersion }: TableEmulator, patients: number): number {
  return Math.sqrt(patients * overdispersion);
}

/** The errors of all figures and then of all tables, those of the published number of patients. */
export function emulatorErrors(emulator: StudyEmulator): number[] {
  return [
    ...emulator.figures.map((_, figure) => figureError(emulator, figure)),
    ...countsOf(emulator.study).map((count, table) => tableError(emulator.tables[table], sumOf(cellsOf(count).observed))),
  ];
}

interface Fit {
  readonly figures: readonly FigureEmulator[];
  readonly tables: readonly (readonly Surface[])[];
  readonly correlation: Float64Array;
}

function fit(study: EvidenceStudy, reads: readonly number[], points: readonly SimulatedPoint[]): Fit {
  const places = points.map(({ point }) => reads.map((at) => point[at]));
  const figures = figuresOf(study).map((_, figure) => ({
    mean: fitSurface(
      places,
      points.map(({ means }) => means[figure]),
    ),
    logSd: fitSurface(
      places,
      points.map(({ sds, trials }) => log(sds[figure]) + logSdBias(trials)),
      1,
    ),
  }));
  const tables = countsOf(study).map((count, table) => {
    const totals = points.map(({ cells }) => sumOf(cells[table]));
    const surfaceOf = (cell: number): Surface =>
      fitLogit(
        places,
        points.map(({ cells }) => cells[table][cell]),
        totals,
      );
    if (count.kind === 'patterns') return cellsOf(count).patterns.map((_, cell) => surfaceOf(cell));
    const events = surfaceOf(0);
    return [events, negated(events)];
  });
  const correlation = new Float64Array(squared(figures.length));
  for (const point of points) correlation.forEach((_, place) => (correlation[place] += point.correlation[place] / points.length));
  return { figures, tables, correlation };
}

/** How far a point is from a fit that did not see it. */
interface Miss {
  readonly z: readonly number[];
  /** Of each figure, in sampling SDs. */
  readonly residuals: readonly number[];
  readonly trials: number;
  /** Of each table, summed over its cells: squared error of the shares, p(1 − p), the same with half a patient more in and out of each cell, and the patients. */
  readonly cells: readonly {
    readonly square: number;
    readonly variance: number;
    readonly nearVariance: number;
    readonly patients: number;
  }[];
}

function missOf({ figures, tables }: Fit, reads: readonly number[], { point, means, cells, trials }: SimulatedPoint): Miss {
  const z = reads.map((at) => point[at]);
  return {
    z,
    residuals: figures.map(({ mean, logSd }, figure) => (means[figure] - surfaceAt(mean, z)) / exp(surfaceAt(logSd, z))),
    trials,
    cells: tables.map((surfaces, table) => {
      const patients = sumOf(cells[table]);
      let [square, variance, nearVariance] = [0, 0, 0];
      probabilities(surfaces, z).forEach((p, cell) => {
        square += squared(cells[table][cell] / patients - p);
        variance += p * (1 - p);
        const near = (patients * p + 0.5) / (patients + 1);
        nearVariance += near * (1 - near);
      });
      return { square, variance, nearVariance, patients };
    }),
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Probabilities of the cells of a table. */
export function probabilities(surfaces: readonly Surface[], z: Point): number[] {
  const shares = surfaces.map((surface) => sigmoid(surfaceAt(surface, z)));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
