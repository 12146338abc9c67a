import { expect, it } from 'vitest';
import { crossoverTPower, drawsOf, drawsWorth, runOverUncertainty } from '../../../src/power/index.ts';
import { readScenario, readStudy, starterScenario, uncertaintyOf } from '../../../src/scenario/index.ts';

const priors = 'uncertainty: { priors: { gaussian.difference: { distribution: uniform, min: 1, max: 6, source: assumed } } }';
const text = starterScenario({ participants: 24, difference: 3, sd: 5 }) + priors;
const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
if ('problems' in read) throw new Error('not a scenario');
const uncertainty = uncertaintyOf(read.scenario);
if (uncertainty === undefined) throw new Error('nothing is uncertain');
const atDifference = (value: number) => readStudy(text, { set: [`gaussian.difference=${value}`] });

it('the range of power has the quantiles of exact power over the prior, within their Monte-Carlo errors', async () => {
  const drawn = drawsOf(uncertainty, '5').map((draw) => ({ draw, study: atDifference(draw.set['gaussian.difference']) }));
  const range = await runOverUncertainty(read.study, drawn, { exhaustive: false });
  expect(range).toMatchObject({ parameters: ['gaussian.difference'], draws: 200, trialsPerDraw: 100, notEstimable: 0 });
  for (const { p, power, mcse } of range.quantiles) {
    const exact = crossoverTPower(12, 12, { d: (1 + 5 * p) / (5 * Math.SQRT2), alpha: 0.05, sides: 2 });
    expect(mcse).toBeGreaterThan(0.005);
    expect(mcse).toBeLessThan(0.05);
    // Beside its error a quantile may be off by what the shrinkage of the estimates does to a skew distribution.
    expect(Math.abs(power - exact)).toBeLessThan(3 * mcse + 0.02);
  }
});

it('a prior that lists two combinations has their powers as its quantiles, with the error of the trials', async () => {
  const drawn = [1, 6].map((value) => ({ draw: { weight: 0.5, set: { 'gaussian.difference': value } }, study: atDifference(value) }));
  const { quantiles } = await runOverUncertainty(read.study, drawn, { exhaustive: true });
  const [low, , high] = quantiles;
  expect(low.power).toBeLessThan(0.25);
  expect(high.power).toBeGreaterThan(0.9);
  expect(low.mcse).toBeGreaterThan(0.01);
  expect(low.mcse).toBeLessThan(0.06);
});

it('few replicates are worth few draws, or none', () => {
  expect([10_000, 4000, 1000, 999].map((replicates) => drawsWorth(replicates, 200))).toEqual([200, 80, 20, 0]);
  expect(drawsWorth(10_000, 10)).toBe(0);
});
