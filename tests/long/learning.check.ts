import { expect, it } from 'vitest';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import type { StudyLikelihood } from '../../src/learning/study-likelihood.ts';
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

it('90 % intervals of a conjugate posterior hold the truth in 88 to 92 % of 500 data sets drawn from the prior, and are the exact ones', () => {
  let [held, widths] = [0, 0];
  for (let set = 0; set < 500; set++) {
    const truth = stream.normal();
    const figures = [0, 1].map(() => truth + stream.normal() / 2);
    const { draws } = sample(new Hierarchy(1, [0], figures.map(normal)), String(set), 0, lengths);
    const sorted = draws.map(([value]) => value).sort((a, b) => a - b);
    const [low, high] = [sorted[Math.floor(0.05 * sorted.length)], sorted[Math.floor(0.95 * sorted.length)]];
    if (truth >= low && truth <= high) held++;
    widths += (high - low) / 500;
  }
  expect(widths / ((2 * 1.6449) / 3)).toBeCloseTo(1, 1);
  expect(held / 500).toBeGreaterThanOrEqual(0.88);
  expect(held / 500).toBeLessThanOrEqual(0.92);
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
