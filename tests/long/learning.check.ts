import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import type { SimulatedPoint } from '../../src/learning/simulated-study.ts';
import { emulate } from '../../src/learning/emulator/study-emulator.ts';
import { likelihoodOf, type StudyLikelihood } from '../../src/learning/study-likelihood.ts';
import { momentsOf } from '../../src/learning/emulator/surface.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const lengths = { chains: 2, warmUp: 200, draws: 300 };
const stream = new Stream().startAt(rootKey('learning'), 0, 0, 1);

/** A figure that is normal around the parameter with an SD of ½. */
const normal = (figure: number): StudyLikelihood => ({
  reads: [0],
  at(z, gradient) {
    gradient[0] += 4 * (figure - z[0]);
    return -2 * (figure - z[0]) ** 2;
  },
});

/** Responders among ten, whose logit is the parameter. */
const count = (events: number): StudyLikelihood => ({
  reads: [0],
  at(z, gradient) {
    const p = 1 / (1 + Math.exp(-z[0]));
    gradient[0] += events - 10 * p;
    return events * Math.log(p) + (10 - events) * Math.log(1 - p);
  },
});

/** A crossover of 20 patients: a score under each of two conditions, and their sample SDs, which do not depend on the parameters. */
const [PATIENTS, TRIALS, OWN, SHARED] = [20, 20, 3, 4];
const reading = { endpoint: 'hamd17', visit: 'day1', measure: 'value' } as const;
const figure = { name: 'figure', read: 'made up', heldOut: false, ...reading, value: 1 };
const toy = {
  name: 'toy',
  summaries: (['placebo', 'naltrexone'] as const).flatMap((after): Summary[] => [
    { ...figure, kind: 'mean', after },
    { ...figure, kind: 'sd', after },
  ]),
} as unknown as EvidenceStudy;

/** Means of both scores are a + 3 times the first parameter, less 2 times the second under the second condition. */
function figuresAt([first, second]: Float64Array | readonly number[]): number[] {
  const scores = Array.from({ length: PATIENTS }, () => {
    const level = 10 + 3 * first + SHARED * stream.normal();
    return [level + OWN * stream.normal(), level - 2 * second + OWN * stream.normal()];
  });
  return [0, 1].flatMap((condition) => {
    const { mean, sd } = momentsOf(scores.map((row) => row[condition]));
    return [mean, Math.log(sd)];
  });
}

/** Posterior mean and SD of both parameters given the means, by formula: normal with the precision I + Xᵀ V⁻¹ X. */
function conjugate([one, , other]: readonly number[]): { mean: number; sd: number }[] {
  const [own, shared] = [(OWN ** 2 + SHARED ** 2) / PATIENTS, SHARED ** 2 / PATIENTS];
  const determinant = own ** 2 - shared ** 2;
  const [a, b] = [own / determinant, -shared / determinant];
  // Slopes (3, 3) and (0, −2).
  const [p, q, r] = [1 + 9 * (2 * a + 2 * b), -6 * (a + b), 1 + 4 * a];
  const [x, y] = [one - 10, other - 10];
  const [u, v] = [3 * (a + b) * (x + y), -2 * (b * x + a * y)];
  const whole = p * r - q * q;
  return [
    { mean: (r * u - q * v) / whole, sd: Math.sqrt(r / whole) },
    { mean: (p * v - q * u) / whole, sd: Math.sqrt(p / whole) },
  ];
}

it('the whole way from simulated trials to draws has the conjugate posterior of 500 data sets of a normal crossover', () => {
  const points = Array.from({ length: 360 }, (): SimulatedPoint => {
    const point = Float64Array.from([1.2 * stream.normal(), 1.2 * stream.normal()]);
    const rows = Array.from({ length: TRIALS }, () => figuresAt(point));
    const moments = rows[0].map((_, place) => momentsOf(rows.map((row) => row[place])));
    const correlation = moments.flatMap((one, i) =>
      moments.map((other, j) => {
        const sum = rows.reduce((total, row) => total + (row[i] - one.mean) * (row[j] - other.mean), 0);
        return sum / ((TRIALS - 1) * one.sd * other.sd);
      }),
    );
    const [means, sds] = [moments.map(({ mean }) => mean), moments.map(({ sd }) => sd)];
    return { point, means, sds, correlation: new Float64Array(correlation), cells: [], trials: TRIALS };
  });
  const emulator = emulate(toy, [0, 1], points);
  const [held, shifts, ratios, slopes] = [0, 1, 2, 3].map(() => [0, 0]);
  const exactSquares = [0, 0];
  for (let set = 0; set < 500; set++) {
    const truth = [stream.normal(), stream.normal()];
    const figures = figuresAt(truth);
    const exact = conjugate(figures);
    const { draws } = sample(new Hierarchy(2, [0, 0], [likelihoodOf(emulator, { figures, cells: [] })]), String(set), 0, lengths);
    truth.forEach((value, at) => {
      const sorted = draws.map((draw) => draw[at]).sort((a, b) => a - b);
      const { mean, sd } = momentsOf(sorted);
      if (value >= sorted[Math.floor(0.05 * sorted.length)] && value <= sorted[Math.floor(0.95 * sorted.length)]) held[at] += 1 / 500;
      shifts[at] += (mean - exact[at].mean) / exact[at].sd / 500;
      ratios[at] += sd / exact[at].sd / 500;
      slopes[at] += mean * exact[at].mean;
      exactSquares[at] += exact[at].mean ** 2;
    });
  }
  [0, 1].forEach((at) => {
    // In posterior SDs on average, and as the slope of the means on the exact ones.
    expect(Math.abs(shifts[at])).toBeLessThan(0.03);
    expect(Math.abs(slopes[at] / exactSquares[at] - 1)).toBeLessThan(0.03);
    expect(Math.abs(ratios[at] - 1)).toBeLessThan(0.03);
    expect(held[at]).toBeGreaterThanOrEqual(0.88);
    expect(held[at]).toBeLessThanOrEqual(0.92);
  });
});

it('ranks of 300 truths among posterior draws are uniform: centre and spread between four studies of both kinds', () => {
  const bins = [0, 1].map(() => Array.from({ length: 10 }, () => 0));
  for (let set = 0; set < 300; set++) {
    const [centre, spread] = [stream.normal(), 0.8 * Math.abs(stream.normal())];
    const studies = [0, 1, 2, 3].map((study) => {
      const own = centre + spread * stream.normal();
      if (study % 2 === 0) return normal(own + stream.normal() / 2);
      const p = 1 / (1 + Math.exp(-own));
      return count(Array.from({ length: 10 }, () => (stream.uniform() < p ? 1 : 0)).reduce<number>((sum, each) => sum + each, 0));
    });
    const hierarchy = new Hierarchy(1, [0.8], studies);
    const { draws } = sample(hierarchy, `ranks ${set}`, 0, lengths);
    const thinned = draws.filter((_, place) => place % 6 === 0).slice(0, 99);
    const ranks = [
      thinned.filter(([value]) => value < centre).length,
      thinned.filter((draw) => hierarchy.between(draw, 0) < spread).length,
    ];
    ranks.forEach((rank, which) => bins[which][Math.floor(rank / 10)]++);
  }
  // Chi-squared with 9 degrees of freedom: 27.9 is passed with probability 0.001.
  for (const counts of bins) expect(counts.reduce((sum, seen) => sum + (seen - 30) ** 2 / 30, 0)).toBeLessThan(27.9);
});
