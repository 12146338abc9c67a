import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import { growthAt, probabilities, type StudyEmulator } from '../../src/learning/emulator/study-emulator.ts';
import { likelihoodOf } from '../../src/learning/study-likelihood.ts';
import type { Surface } from '../../src/learning/emulator/surface.ts';

const line = (constant: number, slope: number): Surface => ({
  constant,
  linear: new Float64Array([slope]),
  square: new Float64Array([0]),
});
const reading = { endpoint: 'hamd17', visit: 'day1', measure: 'response', after: 'placebo' } as const;
const common = { name: 'figure', read: 'here', heldOut: false };

function emulator(
  summaries: readonly Summary[],
  parts: Pick<StudyEmulator, 'figures' | 'tables' | 'covariance' | 'growth'>,
): StudyEmulator {
  return { study: { name: 'study', summaries } as unknown as EvidenceStudy, reads: [0], leftOut: 0, ...parts };
}

/** A count whose logit is the parameter. */
const count = (events: number, of: number, overdispersion = 0): StudyEmulator =>
  emulator([{ kind: 'count', ...common, ...reading, count: events, of }], {
    figures: [],
    tables: [{ cells: [line(0, 1), line(0, -1)], overdispersion }],
    covariance: new Float64Array(0),
  });

it.each([
  [0, 12],
  [12, 12],
  [7, 12],
])('the likelihood of %i of %i is binomial, with its gradient', (events, of) => {
  const likelihood = likelihoodOf(count(events, of));
  for (const z of [-3, 0, 0.4, 2]) {
    const p = 1 / (1 + Math.exp(-z));
    const gradient = new Float64Array(1);
    expect(likelihood.at(new Float64Array([z]), gradient)).toBeCloseTo(events * Math.log(p) + (of - events) * Math.log(1 - p), 10);
    expect(gradient[0]).toBeCloseTo(events - of * p, 10);
  }
});

it('a table of patterns is multinomial in probabilities that add up to 1', () => {
  const tables = [{ cells: [line(0, 1), line(-1, 0), line(0.5, -2)], overdispersion: 0 }];
  const patterns: Summary = { kind: 'patterns', ...common, events: [reading, reading], patterns: { '11': 5, '00': 7 } };
  const likelihood = likelihoodOf(emulator([patterns], { figures: [], tables, covariance: new Float64Array(0) }));
  const shares = probabilities(tables[0].cells, [0.3]);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const at = (z: number): number => likelihood.at(new Float64Array([z]), new Float64Array(1));
  // JSON-like keys that are whole numbers come first in their order: '11' before '00'.
  expect(at(0.3)).toBeCloseTo(5 * Math.log(shares[0]) + 7 * Math.log(shares[1]), 10);
  const gradient = new Float64Array(1);
  likelihood.at(new Float64Array([0.3]), gradient);
  expect(gradient[0]).toBeCloseTo((at(0.3001) - at(0.2999)) / 0.0002, 5);
});

it.each([
  [0, 12],
  [7, 12],
  [12, 12],
])('the error of an emulated probability makes %i of %i beta-binomial, with its gradient', (events, of) => {
  const overdispersion = 0.1;
  const likelihood = likelihoodOf(count(events, of, overdispersion));
  // Shape parameters κp and κ(1 − p) with 1/(κ + 1) = 0.1; the probability of a count is a ratio of rising factorials.
  const rising = (from: number, steps: number): number =>
    Array.from({ length: steps }, (_, j) => Math.log(from + j)).reduce((a, b) => a + b, 0);
  const exact = (z: number): number => {
    const p = 1 / (1 + Math.exp(-z));
    return rising(9 * p, events) + rising(9 * (1 - p), of - events) - rising(9, of);
  };
  for (const z of [-3, 0, 0.4, 2]) {
    const gradient = new Float64Array(1);
    expect(likelihood.at(new Float64Array([z]), gradient)).toBeCloseTo(exact(z), 10);
    expect(gradient[0]).toBeCloseTo((exact(z + 1e-5) - exact(z - 1e-5)) / 2e-5, 5);
  }
});

it('figures are jointly normal, and what is held out is left aside', () => {
  const mean = (value: number, heldOut = false): Summary => ({ kind: 'mean', ...common, heldOut, ...reading, measure: 'value', value });
  const figures = [
    { mean: line(0, 2), logSd: line(0, 0) },
    { mean: line(1, 0), logSd: line(Math.log(2), 0.5) },
    { mean: line(9, 9), logSd: line(0, 0) },
  ];
  const covariance = new Float64Array([1, 0.5, 0, 0.5, 1, 0, 0, 0, 1]);
  const likelihood = likelihoodOf(emulator([mean(3), mean(4), mean(100, true)], { figures, tables: [], covariance }));
  const z = 0.7;
  const [a, sd] = [3 - 2 * z, 2 * Math.exp(0.5 * z)];
  const b = (4 - 1) / sd;
  const gradient = new Float64Array(1);
  const value = likelihood.at(new Float64Array([z]), gradient);
  expect(value).toBeCloseTo(-(a * a - a * b + b * b) / (2 * 0.75) - Math.log(sd), 10);
  const at = (x: number): number => likelihood.at(new Float64Array([x]), new Float64Array(1));
  expect(gradient[0]).toBeCloseTo((at(z + 1e-5) - at(z - 1e-5)) / 2e-5, 5);
});

it('where the error of the surfaces grows, figures and counts have the covariance that it has there, with its gradient', () => {
  const mean = (value: number): Summary => ({ kind: 'mean', ...common, ...reading, measure: 'value', value });
  const summaries: Summary[] = [mean(3), mean(4), { kind: 'count', ...common, ...reading, count: 7, of: 12 }];
  const figures = [
    { mean: line(0, 2), logSd: line(0, 0) },
    { mean: line(1, 0), logSd: line(Math.log(2), 0.5) },
  ];
  const tables = [{ cells: [line(0, 1), line(0, -1)], overdispersion: 0.1 }];
  const distance = { constant: 1.04, linear: new Float64Array([-0.4]), square: new Float64Array([1]) };
  const growth = { distance, power: 2.5, scale: 0.3, correlation: new Float64Array([1, 0.5, 0.5, 1]) };
  const whole = emulator(summaries, { figures, tables, covariance: new Float64Array([1.8, 0.9, 0.9, 1.6]), growth });
  const likelihood = likelihoodOf(whole);
  const at = (z: number): number => likelihood.at(new Float64Array([z]), new Float64Array(1));
  for (const z of [-2, 0.2, 1.5]) {
    const g = 0.3 * Math.pow(1 + (z - 0.2) ** 2, 2.5);
    expect(growthAt(whole, [z])).toBeCloseTo(g, 10);
    const [a, b, both] = [1 + 0.8 * g, 1 + 0.6 * g, 0.5 + 0.4 * g];
    const determinant = a * b - both * both;
    const [x, sd] = [3 - 2 * z, 2 * Math.exp(0.5 * z)];
    const y = (4 - 1) / sd;
    // Up to the determinant of the correlation, which is the same everywhere.
    const normal =
      Math.log(0.75) / 2 - (b * x * x - 2 * both * x * y + a * y * y) / (2 * determinant) - Math.log(determinant) / 2 - Math.log(sd);
    // 1/κ is 1/9 on average.
    const [p, kappa] = [1 / (1 + Math.exp(-z)), 9 / g];
    const rising = (from: number, steps: number): number =>
      Array.from({ length: steps }, (_, j) => Math.log(from + j)).reduce((sum, each) => sum + each, 0);
    expect(at(z)).toBeCloseTo(normal + rising(kappa * p, 7) + rising(kappa * (1 - p), 5) - rising(kappa, 12), 9);
    const gradient = new Float64Array(1);
    likelihood.at(new Float64Array([z]), gradient);
    expect(gradient[0]).toBeCloseTo((at(z + 1e-5) - at(z - 1e-5)) / 2e-5, 5);
  }
});

it('an error that is below zero by chance counts as none', () => {
  const summaries: Summary[] = [{ kind: 'mean', ...common, ...reading, measure: 'value', value: 3 }];
  const growth = { distance: line(1, 0), power: 1, scale: 1, correlation: new Float64Array([1]) };
  const parts = { figures: [{ mean: line(0, 2), logSd: line(0, 0) }], tables: [], covariance: new Float64Array([0.9]), growth };
  const value = likelihoodOf(emulator(summaries, parts)).at(new Float64Array([1]), new Float64Array(1));
  expect(value).toBeCloseTo(-0.5, 12);
});
