import { exp, log } from '../elementary/index.ts';
import { factorise, solve } from '../statistics/linear-algebra/cholesky.ts';
import type { EvidenceStudy } from './evidence-study.ts';
import { countsOf, figuresOf } from './simulated-study.ts';
import type { StudyEmulator, TableEmulator } from './study-emulator.ts';
import { cellsOf, transformed, type StudyData } from './study-figures.ts';
import { addSlope, logSigmoid, sigmoid, surfaceWithGradient } from './surface.ts';

/** What a study published. */
export function publishedBy(study: EvidenceStudy): StudyData {
  return {
    figures: figuresOf(study).map(({ kind, value }) => transformed(kind, value)),
    cells: countsOf(study).map((count) => cellsOf(count).observed),
  };
}

/** The logarithm of the likelihood of a study's figures, those held out left aside. */
export interface StudyLikelihood {
  readonly reads: readonly number[];
  /** Adds the gradient to `gradient`. */
  at(z: Float64Array, gradient: Float64Array): number;
}

/**
 * Synthetic likelihood of the figures (normal, with the emulated means, SDs and correlations of trials of the study's size) times the likelihood of the counts, multinomial around
 * the emulated probabilities. The error of the surfaces is part of both: it adds to the covariance of the figures, and makes the counts Dirichlet-multinomial.
 * @see Price, Drovandi, Lee & Nott (2018) Bayesian synthetic likelihood. J Comput Graph Stat 27:1–11, DOI 10.1080/10618600.2017.1302882
 */
export function likelihoodOf(emulator: StudyEmulator, data: StudyData = publishedBy(emulator.study)): StudyLikelihood {
  const { study, reads, figures, tables, covariance } = emulator;
  const used = figuresOf(study).flatMap(({ heldOut }, place) => (heldOut ? [] : [place]));
  const observed = used.map((place) => data.figures[place]);
  const surfaces = used.map((place) => figures[place]);
  const size = used.length;
  const factor = new Float64Array(size * size);
  used.forEach((row, i) => used.forEach((column, j) => (factor[i * size + j] = covariance[row * figures.length + column])));
  if (size > 0 && factorise(factor, size) === 0)
    throw new RangeError(`the figures of ${study.name} determine each other: leave one of them out`);
  const counts = countsOf(study).flatMap(({ heldOut }, table) => (heldOut ? [] : [{ patients: data.cells[table], table: tables[table] }]));
  const [residual, weight, sds] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const width = reads.length;
  const slopes = new Float64Array(width * Math.max(2 * size, ...counts.map(({ patients }) => patients.length)));
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
      for (const { patients, table } of counts) sum += addCounts(patients, table, z, slopes, gradient);
      return sum;
    },
  };
}

/**
 * The logarithm of the Dirichlet-multinomial probability of counts up to a constant: Σ log(p + j/κ) over the patients j = 0, 1, … of each cell, multinomial for κ = ∞.
 * @see Mosimann (1962) On the compound multinomial distribution. Biometrika 49:65–82
 */
function addCounts(
  patients: readonly number[],
  { cells, overdispersion }: TableEmulator,
  z: Float64Array,
  slopes: Float64Array,
  gradient: Float64Array,
): number {
  const width = z.length;
  const step = overdispersion / (1 - overdispersion);
  const logits = cells.map((surface, cell) => surfaceWithGradient(surface, z, slopes, cell * width));
  const shares = logits.map(sigmoid);
  const whole = shares.reduce((total, share) => total + share, 0);
  let sum = 0;
  // Of each cell: p times the derivative by p.
  const pulls = patients.map((count, cell) => {
    if (count === 0) return 0;
    const p = shares[cell] / whole;
    const first = logSigmoid(logits[cell]) - log(whole);
    if (step === 0) {
      sum += count * first;
      return count;
    }
    sum += first;
    let pull = 1;
    for (let patient = 1; patient < count; patient++) {
      sum += log(p + patient * step);
      pull += p / (p + patient * step);
    }
    return pull;
  });
  const all = pulls.reduce((total, pull) => total + pull, 0);
  logits.forEach((_, cell) => addSlope(slopes, cell * width, (1 - shares[cell]) * (pulls[cell] - (all * shares[cell]) / whole), gradient));
  return sum;
}
