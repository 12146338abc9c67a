import { describe, expect, it } from 'vitest';
import { learningCells, learningDraws, learningInquiry, type CandidateDesign } from '../../../src/learning/value/learning-inquiry.ts';
import { referenceDraws } from '../../../src/learning/value/reference-draws.ts';
import { valueOfStudy } from '../../../src/learning/value/value-of-study.ts';
import { momentsOf } from '../../../src/learning/emulator/surface.ts';
import { inquire } from '../../../src/power/common-random-numbers/inquiry.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { readStudy, starterScenario } from '../../../src/scenario/index.ts';
import { normalCdf } from '../../../src/statistics/distributions/normal.ts';
import type { GaussianTrial } from '../../../src/trial/trial-model.ts';

const [MEAN_SD, SD] = [4, 5];
const prior = (path: string, mean: number, sd: number) => ({
  path,
  prior: { distribution: 'normal', mean, sd } as const,
  support: { min: -1000, max: 1000 },
  integer: false,
});

/** A crossover whose difference and mean are not known, both normal a priori: the posterior is known by formula. */
async function gaussian(participants: number) {
  const study = readStudy(starterScenario({ participants, difference: 3, sd: SD }), { replicates: 6000 });
  const design: CandidateDesign = {
    study,
    set: {},
    uncertainty: { parameters: [prior('gaussian.difference', 3, 1), prior('gaussian.mean', 0, MEAN_SD)], correlations: [], draws: 200 },
    isSample: false,
  };
  const trial = study.trial as GaussianTrial;
  const drawn = learningDraws(design).map((set) => ({
    ...study,
    trial: { ...trial, gaussian: { ...trial.gaussian, difference: set['gaussian.difference'], mean: set['gaussian.mean'] } },
  }));
  const question = { parameter: 'gaussian.difference', threshold: 2.5, certainty: 0.9 };
  const [{ value }] = await inquire(learningInquiry([design], learningCells(design, drawn), question), {});
  const { sdBetween, sdWithin } = trial.gaussian;
  // Of the prior that the reference draws have: that it is the one asked for is a test of its own.
  const { mean, sd } = value.prior;
  return { value, exact: conjugate(participants, sdBetween, sdWithin, { mean, sd: sd.value }) };
}

/** Posterior SD of the difference given the means of both conditions, and the probability of a right conclusion, by formula and by the trapezoid rule. */
function conjugate(participants: number, sdBetween: number, sdWithin: number, before: { readonly mean: number; readonly sd: number }) {
  const own = (sdBetween ** 2 + sdWithin ** 2) / participants;
  const shared = sdBetween ** 2 / participants;
  const determinant = own ** 2 - shared ** 2;
  // Precisions of (mean, difference) from the means of the conditions, (mean, mean + difference).
  const [a, b, c] = [
    1 / MEAN_SD ** 2 + (2 * (own - shared)) / determinant,
    (own - shared) / determinant,
    1 / before.sd ** 2 + own / determinant,
  ];
  const sd = Math.sqrt(a / (a * c - b * b));
  const spread = Math.sqrt(before.sd ** 2 - sd ** 2);
  let [right, wrong] = [0, 0];
  for (let z = -6; z < 6; z += 0.001) {
    const above = normalCdf((before.mean + spread * z - 2.5) / sd);
    const density = (Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI)) * 0.001;
    if (Math.max(above, 1 - above) < 0.9) continue;
    right += density * Math.max(above, 1 - above);
    wrong += density * Math.min(above, 1 - above);
  }
  return { sd, width90: 2 * 1.6448536269514722 * sd, right, wrong };
}

describe('preposterior analysis of a normal trial with conjugate priors', () => {
  it.each([8, 24, 120])('the posterior is that of the formula within its Monte-Carlo errors for %i participants', async (participants) => {
    const { value, exact } = await gaussian(participants);
    const { prior: before } = value;
    expect(Math.abs(before.sd.value - 1)).toBeLessThan(4 * before.sd.mcse);
    expect(Math.abs(before.mean - 3)).toBeLessThan(4 / Math.sqrt(5000));
    // The sampling SD is known from 6000 trials, a relative error of 1/√12000, of which 1 − σ²/σ₀² goes into the SD of the posterior; an SD of 5000 draws has one of 1/√10000.
    const fitted = Math.hypot((1 - (exact.sd / before.sd.value) ** 2) / Math.sqrt(2 * 6000), 1 / Math.sqrt(2 * 5000));
    const relative = (mcse: number, size: number): number => 3 * Math.hypot(mcse / size, fitted);
    expect(Math.abs(value.posteriorSd.value / exact.sd - 1)).toBeLessThan(relative(value.posteriorSd.mcse, exact.sd));
    // Ends at 5 and 95 % of 5000 draws have an error of √(0.05 · 0.95 / 5000) over the density there, 0.103/σ₀; two of them.
    const ends = (Math.SQRT2 * Math.sqrt((0.05 * 0.95) / 5000)) / 0.103 / 3.29;
    expect(Math.abs(value.width90.value / exact.width90 - 1)).toBeLessThan(relative(value.width90.mcse, exact.width90) + 3 * ends);
    expect(Math.abs(value.reduction.value - (1 - exact.sd / before.sd.value))).toBeLessThan(
      (exact.sd / before.sd.value) * relative(value.posteriorSd.mcse, exact.sd),
    );
    for (const side of ['right', 'wrong'] as const)
      expect(Math.abs(value.conclusion[side].value - exact[side])).toBeLessThan(
        4 * Math.hypot(value.conclusion[side].mcse, 0.5 / Math.sqrt(value.trials)),
      );
    expect(Math.abs(value.calibration.value - 1)).toBeLessThan(4 * value.calibration.mcse);
  });
});

/** Trials whose figures are two parameters with noise, and one figure of noise alone. */
function measured(noise: number, slope = 1, judgedTrials?: number) {
  const stream = new Stream().startAt(rootKey('5'), 0, 0, 0);
  const drawn = (count: number) => Array.from({ length: count }, () => ({ asked: stream.uniform(), other: stream.normal() }));
  const [draws, reference] = [drawn(150), drawn(1000)];
  const figures = draws.map(({ asked, other }) =>
    Array.from({ length: 20 }, () => [
      slope * asked + 0.1 * other + noise * stream.normal(),
      other + noise * stream.normal(),
      stream.normal(),
    ]),
  );
  return valueOfStudy({ draws, figures }, reference, {
    ...{ parameter: 'asked', threshold: 0.5, certainty: 0.9 },
    ...(judgedTrials === undefined ? {} : { judgedTrials }),
  });
}

it('draws and trials of a design are as many as the scenario asks for, and no fewer than the fit needs', () => {
  const designOf = (draws: number, replicates: number): CandidateDesign => ({
    study: readStudy(starterScenario({ participants: 8, difference: 3, sd: SD }), { replicates }),
    set: {},
    uncertainty: { parameters: [prior('gaussian.difference', 3, 1)], correlations: [], draws },
    isSample: false,
  });
  const sizes = [designOf(200, 100), designOf(400, 100), designOf(200, 9000)].map((design) => {
    const cells = learningCells(
      design,
      learningDraws(design).map(() => design.study),
    );
    return [cells.length, cells[0].study.power.replicates];
  });
  expect(sizes).toEqual([
    [300, 20],
    [400, 20],
    [300, 30],
  ]);
});

describe('What a study teaches', () => {
  it('a trial whose figures do not depend on the parameter takes nothing away, and decides nothing', () => {
    const { reduction, conclusion, posteriorSd, prior: before } = measured(0.2, 0);
    expect(Math.abs(reduction.value)).toBeLessThan(0.01);
    expect(Math.abs(posteriorSd.value - before.sd.value)).toBeLessThan(0.01 * before.sd.value);
    expect(conclusion.none.value).toBeGreaterThan(0.99);
  });

  it('less noise never teaches less, and the three probabilities are those of all trials', () => {
    const values = [0.8, 0.3, 0.1, 0.05].map((noise) => measured(noise));
    values.slice(1).forEach((value, place) => {
      expect(value.reduction.value).toBeGreaterThan(values[place].reduction.value - 2 * value.reduction.mcse);
      expect(value.conclusion.right.value).toBeGreaterThan(values[place].conclusion.right.value - 2 * value.conclusion.right.mcse);
    });
    for (const { conclusion } of values) expect(conclusion.right.value + conclusion.wrong.value + conclusion.none.value).toBeCloseTo(1, 12);
    expect(values[3].reduction.value).toBeGreaterThan(0.7);
  });

  it('the error of the reduction is its spread over samples of the prior', () => {
    const values = Array.from({ length: 40 }, (_, sample) => {
      const stream = new Stream().startAt(rootKey(`sample ${sample}`), 0, 0, 0);
      const joint = Array.from({ length: 100 }, () => ({ weight: 0.01, set: { asked: stream.normal(), other: stream.normal() } }));
      const all = referenceDraws({ parameters: [], correlations: [], joint, draws: 200 }, true, 1150, String(sample));
      const draws = all.slice(0, 150);
      const figures = draws.map(({ asked, other }) =>
        Array.from({ length: 20 }, () => [asked + 0.7 * stream.normal(), other + stream.normal()]),
      );
      const question = { parameter: 'asked', threshold: 0, certainty: 0.9, judgedTrials: 300 };
      return valueOfStudy({ draws, figures }, all.slice(150), question, joint.length).reduction;
    });
    const { mean, sd } = momentsOf(values.map(({ value }) => value));
    // A posterior SD of 0.7/√1.49 by formula, of a prior one of 1.
    expect(Math.abs(mean - (1 - Math.sqrt(0.49 / 1.49)))).toBeLessThan((4 * sd) / Math.sqrt(40));
    const error = momentsOf(values.map(({ mcse }) => mcse)).mean;
    // The SD of 40 numbers is known to 11 %.
    expect(Math.abs(error / sd - 1)).toBeLessThan(0.45);
  });

  it('posteriors are made of as many trials as are asked for', () => {
    expect(measured(0.3).trials).toBe(1500);
    expect(measured(0.3, 1, 3000).trials).toBe(3000);
  });

  it('a figure that some trials do not have is left out, and a trial without one that is used', () => {
    const draws = Array.from({ length: 300 }, (_, i) => ({ asked: ((i * 37) % 300) / 300 }));
    const stream = new Stream().startAt(rootKey('6'), 0, 0, 0);
    const figures = draws.map(({ asked }, draw) =>
      Array.from({ length: 20 }, (_, trial) => [
        draw === 7 && trial < 3 ? NaN : asked + 0.3 * stream.normal(),
        trial % 10 === 0 ? -Infinity : stream.normal(),
      ]),
    );
    const value = valueOfStudy({ draws, figures }, draws, { parameter: 'asked', threshold: 0.5, certainty: 0.9 });
    expect(value.notEstimable).toBeCloseTo(3 / 6000, 12);
    expect(value.reduction.value).toBeGreaterThan(0.15);
  });
});
