import { exp, log, log1p, pow } from '../elementary/index.ts';
import { factorise, invertFactor } from '../statistics/linear-algebra/cholesky.ts';
import { eigenSymmetric } from '../statistics/linear-algebra/symmetric-roots.ts';
import type { EvidenceStudy } from './evidence-study.ts';
import { countsOf, figuresOf } from './simulated-study.ts';
import type { StudyEmulator, TableEmulator } from './emulator/study-emulator.ts';
import { cellsOf, transformed, type StudyData } from './study-figures.ts';
import { addSlope, logSigmoid, sigmoid, surfaceWithGradient } from './emulator/surface.ts';

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
 * the emulated probabilities. The error of the surfaces is part of both, larger where they know less: it adds to the covariance of the figures, and makes the counts
 * Dirichlet-multinomial.
 * @see Price, Drovandi, Lee & Nott (2018) Bayesian synthetic likelihood. J Comput Graph Stat 27:1–11, DOI 10.1080/10618600.2017.1302882
 */
export function likelihoodOf(emulator: StudyEmulator, data: StudyData = publishedBy(emulator.study)): StudyLikelihood {
  const { study, reads, figures, tables, growth } = emulator;
  const used = figuresOf(study).flatMap(({ heldOut }, place) => (heldOut ? [] : [place]));
  const observed = used.map((place) => data.figures[place]);
  const surfaces = used.map((place) => figures[place]);
  const size = used.length;
  const { rotation, errors } = independentParts(emulator, used);
  const counts = countsOf(study).flatMap(({ heldOut }, table) => (heldOut ? [] : [{ patients: data.cells[table], table: tables[table] }]));
  const [residual, weight, sds] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const width = reads.length;
  const slopes = new Float64Array(width * Math.max(2 * size, ...counts.map(({ patients }) => patients.length)));
  const outwards = new Float64Array(width);
  return {
    reads,
    at(z, gradient) {
      let [sum, g, pull] = [0, 1, 0];
      const distance = growth === undefined ? 1 : surfaceWithGradient(growth.distance, z, outwards, 0);
      if (growth !== undefined) g = growth.scale * pow(distance, growth.power);
      surfaces.forEach(({ mean, logSd }, i) => {
        sds[i] = exp(Math.max(-300, Math.min(300, surfaceWithGradient(logSd, z, slopes, (2 * i + 1) * width))));
        residual[i] = (observed[i] - surfaceWithGradient(mean, z, slopes, 2 * i * width)) / sds[i];
      });
      weight.fill(0);
      for (let k = 0; k < size; k++) {
        const variance = 1 + g * errors[k];
        let part = 0;
        for (let i = 0; i < size; i++) part += rotation[k * size + i] * residual[i];
        const scaled = part / variance;
        for (let i = 0; i < size; i++) weight[i] += rotation[k * size + i] * scaled;
        sum -= log(variance) / 2;
        pull += (errors[k] * (scaled * scaled - 1 / variance)) / 2;
      }
      for (let i = 0; i < size; i++) {
        sum -= (weight[i] * residual[i]) / 2 + log(sds[i]);
        addSlope(slopes, 2 * i * width, weight[i] / sds[i], gradient);
        addSlope(slopes, (2 * i + 1) * width, weight[i] * residual[i] - 1, gradient);
      }
      for (const { patients, table } of counts) {
        const found = addCounts(patients, table, g, z, slopes, gradient);
        sum += found.value;
        pull += found.pull;
      }
      if (growth !== undefined) addSlope(outwards, 0, (pull * g * growth.power) / distance, gradient);
      return sum;
    },
  };
}

/**
 * Independent combinations of the figures in sampling SDs, which have variance 1 + g·error where the error of the surfaces is g times the mean one: with R = L Lᵀ the correlation
 * and Q D Qᵀ = L⁻¹ E L⁻ᵀ of the error E, their rows are Qᵀ L⁻¹. Errors below zero are chance and count as none.
 */
function independentParts({ study, figures, covariance, growth }: StudyEmulator, used: readonly number[]) {
  const size = used.length;
  const among = (matrix: Float64Array): Float64Array =>
    Float64Array.from({ length: size * size }, (_, at) => matrix[used[Math.floor(at / size)] * figures.length + used[at % size]]);
  const factor = among(growth?.correlation ?? covariance);
  const error = among(covariance).map((value, at) => value - factor[at]);
  if (size > 0 && factorise(factor, size) === 0)
    throw new RangeError(`the figures of ${study.name} determine each other: leave one of them out`);
  const inverse = new Float64Array(size * size);
  invertFactor(factor, size, inverse);
  const scaled = product(product(inverse, error, size), transposed(inverse, size), size);
  const vectors = new Float64Array(size * size);
  eigenSymmetric(scaled, size, vectors);
  const errors = Float64Array.from({ length: size }, (_, k) => Math.max(0, scaled[k * size + k]));
  return { rotation: product(transposed(vectors, size), inverse, size), errors };
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const target = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) for (let j = 0; j < size; j++) target[i * size + j] += a[i * size + k] * b[k * size + j];
  return target;
}

function transposed(a: Float64Array, size: number): Float64Array {
  return a.map((_, at) => a[(at % size) * size + Math.floor(at / size)]);
}

/**
 * The logarithm of the Dirichlet-multinomial probability of counts up to a constant: Σ log(p + j/κ) over the patients j = 0, 1, … of each cell less Σ log(1 + j/κ) over all,
 * multinomial for κ = ∞. The mean 1/κ of the surfaces is multiplied by g.
 * @returns with it the derivative by g
 * @see Mosimann (1962) On the compound multinomial distribution. Biometrika 49:65–82
 */
function addCounts(
  patients: readonly number[],
  { cells, overdispersion }: TableEmulator,
  g: number,
  z: Float64Array,
  slopes: Float64Array,
  gradient: Float64Array,
): { value: number; pull: number } {
  const width = z.length;
  const mean = overdispersion / (1 - overdispersion);
  const step = g * mean;
  const logits = cells.map((surface, cell) => surfaceWithGradient(surface, z, slopes, cell * width));
  const shares = logits.map(sigmoid);
  const whole = shares.reduce((total, share) => total + share, 0);
  let [value, byStep] = [0, 0];
  // Of each cell: p times the derivative by p.
  const pulls = patients.map((count, cell) => {
    if (count === 0) return 0;
    const p = shares[cell] / whole;
    const first = logSigmoid(logits[cell]) - log(whole);
    if (step === 0) {
      value += count * first;
      return count;
    }
    value += first;
    let pull = 1;
    for (let patient = 1; patient < count; patient++) {
      value += log(p + patient * step);
      byStep += patient / (p + patient * step);
      pull += p / (p + patient * step);
    }
    return pull;
  });
  const size = patients.reduce((total, count) => total + count, 0);
  for (let patient = 1; step > 0 && patient < size; patient++) {
    value -= log1p(patient * step);
    byStep -= patient / (1 + patient * step);
  }
  const all = pulls.reduce((total, pull) => total + pull, 0);
  logits.forEach((_, cell) => addSlope(slopes, cell * width, (1 - shares[cell]) * (pulls[cell] - (all * shares[cell]) / whole), gradient));
  return { value, pull: mean * byStep };
}
