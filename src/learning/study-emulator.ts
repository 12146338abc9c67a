import { exp, log, squared } from '../elementary/index.ts';
import { factorise, solve } from '../statistics/linear-algebra/cholesky.ts';
import type { EvidenceStudy } from './read-evidence.ts';
import { figuresOf, countsOf, type SimulatedPoint } from './simulated-study.ts';
import { cellsOf, transformed } from './study-figures.ts';
import {
  addSlope,
  coefficientCount,
  fitLogit,
  fitSurface,
  logSigmoid,
  momentsOf,
  sigmoid,
  surfaceAt,
  surfaceWithGradient,
  type Surface,
} from './surface.ts';

/** The sampling distribution of a figure as a function of the parameters: its mean, and the logarithm of its SD. */
export interface FigureEmulator {
  readonly mean: Surface;
  readonly logSd: Surface;
}

/** The sampling distributions of all summaries of a study, as functions of the parameters that it reads. */
export interface StudyEmulator {
  readonly study: EvidenceStudy;
  /** Places of the parameters that the study reads. */
  readonly reads: readonly number[];
  readonly figures: readonly FigureEmulator[];
  /** Of each table of counts: logits of the cells, which are scaled to add up to 1. */
  readonly tables: readonly (readonly Surface[])[];
  /** Correlation of the figures, the mean over the points. */
  readonly correlation: Float64Array;
  /** Root mean square error at points that the fit did not see, in sampling SDs, of each figure and then of each cell. */
  readonly errors: readonly number[];
}

/** Share of the points that are left out of the fit that measures its error. */
const LEFT_OUT = 5;

/** How many points a study needs that reads so many parameters: three a coefficient, and not fewer than 60 (assumed). */
export function pointsFor(reads: number): number {
  return Math.max(60, 3 * coefficientCount(reads));
}

/** Fits the emulator of a study to simulated points. */
export function emulate(study: EvidenceStudy, reads: readonly number[], points: readonly SimulatedPoint[]): StudyEmulator {
  const usable = points.filter(({ trials, sds }) => (sds.length === 0 || trials >= 5) && sds.every((sd) => sd > 0));
  const fitted = fit(study, reads, usable);
  const some = usable.filter((_, place) => place % LEFT_OUT !== 0);
  const others = usable.filter((_, place) => place % LEFT_OUT === 0);
  const errors = some.length > coefficientCount(reads.length) ? errorsOf(study, fit(study, reads, some), reads, others) : [];
  return { study, reads, ...fitted, errors };
}

type Fit = Pick<StudyEmulator, 'figures' | 'tables' | 'correlation'>;

function fit(study: EvidenceStudy, reads: readonly number[], points: readonly SimulatedPoint[]): Fit {
  const places = points.map(({ point }) => reads.map((at) => point[at]));
  const figures = figuresOf(study).map((_, figure) => ({
    mean: fitSurface(
      places,
      points.map(({ means }) => means[figure]),
    ),
    logSd: fitSurface(
      places,
      points.map(({ sds }) => log(sds[figure])),
      1,
    ),
  }));
  const tables = countsOf(study).map((count, table) => {
    const totals = points.map(({ cells }) => cells[table].reduce((sum, cell) => sum + cell, 0));
    return cellsOf(count).patterns.map((_, cell) =>
      fitLogit(
        places,
        points.map(({ cells }) => cells[table][cell]),
        totals,
      ),
    );
  });
  const correlation = new Float64Array(squared(figures.length));
  for (const point of points) correlation.forEach((_, place) => (correlation[place] += point.correlation[place] / points.length));
  return { figures, tables, correlation };
}

function errorsOf(study: EvidenceStudy, { figures, tables }: Fit, reads: readonly number[], points: readonly SimulatedPoint[]): number[] {
  const places = points.map(({ point }) => reads.map((at) => point[at]));
  // What chance does to the simulated values themselves is taken out.
  const root = (squares: readonly number[]): number => Math.sqrt(Math.max(0, momentsOf(squares).mean));
  const ofFigures = figures.map(({ mean }, figure) =>
    root(points.map(({ means, sds, trials }, at) => squared((surfaceAt(mean, places[at]) - means[figure]) / sds[figure]) - 1 / trials)),
  );
  const ofCells = countsOf(study).flatMap((count, table) => {
    const { observed } = cellsOf(count);
    const size = observed.reduce((sum, each) => sum + each, 0);
    return observed.map((_, cell) =>
      root(
        points.map(({ cells }, at) => {
          const p = probabilities(tables[table], places[at])[cell];
          const patients = cells[table].reduce((sum, each) => sum + each, 0);
          const variance = Math.max(1e-9, p * (1 - p));
          return size * (squared(cells[table][cell] / patients - p) / variance - 1 / patients);
        }),
      ),
    );
  });
  return [...ofFigures, ...ofCells];
}

/** Probabilities of the cells of a table. */
export function probabilities(surfaces: readonly Surface[], z: readonly number[] | Float64Array): number[] {
  const shares = surfaces.map((surface) => sigmoid(surfaceAt(surface, z)));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

/** The logarithm of the likelihood of a study's published figures, those held out left aside. */
export interface StudyLikelihood {
  readonly reads: readonly number[];
  /** Adds the gradient to `gradient`. */
  at(z: Float64Array, gradient: Float64Array): number;
}

/**
 * Synthetic likelihood of the figures (normal, with the emulated means, SDs and correlations of trials of the study's size) times the multinomial likelihood of the counts.
 * @see Price, Drovandi, Lee & Nott (2018) Bayesian synthetic likelihood. J Comput Graph Stat 27:1–11, DOI 10.1080/10618600.2017.1302882
 */
export function likelihoodOf({ study, reads, figures, tables, correlation }: StudyEmulator): StudyLikelihood {
  const published = figuresOf(study);
  const used = published.flatMap(({ heldOut }, place) => (heldOut ? [] : [place]));
  const observed = used.map((place) => transformed(published[place].kind, published[place].value));
  const surfaces = used.map((place) => figures[place]);
  const size = used.length;
  const factor = new Float64Array(size * size);
  used.forEach((row, i) => used.forEach((column, j) => (factor[i * size + j] = correlation[row * published.length + column])));
  if (size > 0 && factorise(factor, size) === 0)
    throw new RangeError(`the figures of ${study.name} determine each other: leave one of them out`);
  const counts = countsOf(study).flatMap((count, table) =>
    count.heldOut ? [] : [{ observed: cellsOf(count).observed, cells: tables[table] }],
  );
  const [residual, weight, sds] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const width = reads.length;
  const slopes = new Float64Array(width * Math.max(2 * size, ...counts.map(({ cells }) => cells.length)));
  return {
    reads,
    at(z, gradient) {
      let sum = 0;
      surfaces.forEach(({ mean, logSd }, i) => {
        sds[i] = exp(Math.max(-300, Math.min(300, surfaceWithGradient(logSd, z, slopes, (2 * i + 1) * width))));
        residual[i] = (observed[i] - surfaceWithGradient(mean, z, slopes, 2 * i * width)) / sds[i];
      });
      weight.set(residual);
      if (size > 0) solve(factor, size, weight);
      for (let i = 0; i < size; i++) {
        sum -= (weight[i] * residual[i]) / 2 + log(sds[i]);
        addSlope(slopes, 2 * i * width, weight[i] / sds[i], gradient);
        addSlope(slopes, (2 * i + 1) * width, weight[i] * residual[i] - 1, gradient);
      }
      for (const { observed: patients, cells } of counts) {
        const logits = cells.map((surface, cell) => surfaceWithGradient(surface, z, slopes, cell * width));
        const shares = logits.map(sigmoid);
        const whole = shares.reduce((total, share) => total + share, 0);
        const all = patients.reduce((total, count) => total + count, 0);
        sum -= all * log(whole);
        logits.forEach((logit, cell) => {
          sum += patients[cell] * logSigmoid(logit);
          addSlope(slopes, cell * width, (1 - shares[cell]) * (patients[cell] - (all * shares[cell]) / whole), gradient);
        });
      }
      return sum;
    },
  };
}
