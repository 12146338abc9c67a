import { expect, it } from 'vitest';
import type { Posterior } from '../../src/learning/emulated-posterior.ts';
import { learn } from '../../src/learning/learn.ts';
import { jointProbability } from '../../src/learning/refits/joint-check.ts';
import { predictedStudy } from '../../src/learning/refits/predicted-study.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sampledFrom } from '../../src/learning/sampler/posterior.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { evidenceOf, oneArm } from './small-evidence.ts';

const stream = new Stream().startAt(rootKey('left out'), 0, 0, 1);
/** Two numbers with a correlation of 0.95. */
const pair = (): number[] => {
  const [x, y] = [stream.normal(), stream.normal()];
  return [x, 0.95 * x + Math.sqrt(1 - 0.95 ** 2) * y];
};
const rows = (count: number): number[][] => Array.from({ length: count }, pair);

it('the joint probability of rows from the same distribution is uniform, and small where only their relation is strange', () => {
  const found = Array.from({ length: 400 }, () => jointProbability(rows(50), pair())).sort((a, b) => a - b);
  for (const p of [0.1, 0.5, 0.9]) expect(Math.abs(found.filter((each) => each <= p).length / 400 - p)).toBeLessThan(0.07);
  const simulated = rows(1000);
  expect(jointProbability(simulated, [1.5, -1.5])).toBe(0.5 / 1001);
  expect(jointProbability(simulated, [1.5, 1.5])).toBeGreaterThan(0.1);
});

it('a number that follows from others, or never differs, changes no joint probability', () => {
  const simulated = rows(200);
  const observed = [0.5, 1.2];
  const p = jointProbability(simulated, observed);
  const more = ([x, y]: number[]): number[] => [x, y, x + y, 3];
  expect(jointProbability(simulated.map(more), more(observed))).toBeCloseTo(p, 10);
});

const study = (name: string, value: number, more = ''): string => `  ${name}:
    source: han-2016
    summaries:
      - { kind: mean, name: score, visit: day1, measure: value, after: placebo, value: ${value}, read: made up${more} }
`;
const parameters = 'parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }\n';

// A count may be of fewer patients than the trial has, not of more.
const counts = evidenceOf(`name: counts
${oneArm.replace('participants: 20', 'participants: 40')}${parameters}studies:
  counted:
    source: han-2016
    summaries:
      - { kind: count, name: response, visit: day1, measure: response, after: placebo, count: 6, of: 10, read: made up }
      - { kind: count, name: response twice as many, visit: day1, measure: response, after: placebo, count: 23, of: 40, read: made up }
      - { kind: mean, name: score, visit: day1, measure: value, after: placebo, value: 40, read: made up, heldOut: true }
`);

/** A posterior that knows the parameter, and how far studies differ. */
function known(between: number): Posterior {
  const draws = Array.from({ length: 1000 }, () => Float64Array.of(0, between));
  return { emulators: [], hierarchy: new Hierarchy(1, [1], []), sampled: sampledFrom([{ draws, accepted: 1, diverged: 0 }]) };
}

it('a study is predicted by trials of its size: counts of as many patients as were counted, wider where studies differ', () => {
  const leftOut = { study: counts.studies[0], parameters: counts.parameters, seed: '1' };
  const { trials, summaries, outside, p } = predictedStudy(leftOut, known(0));
  const [score, ten, forty] = summaries;
  expect(trials).toBe(1000);
  expect(summaries.map(({ name }) => name)).toEqual(['score', 'response (of 10)', 'response twice as many (of 40)']);
  const share = ten.predicted.mean / 10;
  expect(forty.predicted.mean / 40 / share).toBeCloseTo(1, 1);
  // Patients of one trial are independent, whatever its size.
  for (const [{ predicted }, of] of [
    [ten, 10],
    [forty, 40],
  ] as const)
    expect(predicted.sd / Math.sqrt(of * share * (1 - share))).toBeCloseTo(1, 1);
  // Held out, far away: outside by itself, and no part of the joint check.
  expect(score.p).toBe(0);
  expect(outside).toBe(1);
  expect(p).toBeGreaterThan(0.1);
  const differing = predictedStudy(leftOut, known(1)).summaries;
  expect(differing[2].predicted.sd).toBeGreaterThan(1.5 * forty.predicted.sd);
  expect(predictedStudy(leftOut, known(0)).summaries).toEqual(summaries);
});

it('a study of which no trial has every figure is not predicted', () => {
  const { studies } = counts;
  const two = { ...studies[0], trial: { ...studies[0].trial, design: { ...studies[0].trial.design, participants: 1 } } };
  const summaries = [{ ...studies[0].summaries[2], kind: 'sd', value: 5 } as const] as never;
  const scenario = { ...two.scenario, design: { ...two.scenario.design, participants: 1 } };
  const leftOut = { study: { ...two, scenario, summaries }, parameters: counts.parameters, seed: '1' };
  expect(predictedStudy(leftOut, known(0))).toEqual({ trials: 0, summaries: [], outside: 0 });
});

const lengths = { chains: 3, warmUp: 300, draws: 500 };

it('the rest predict a study that agrees with them and not one that does not; a study whose figures were not fitted takes nothing away', async () => {
  const evidence = evidenceOf(`name: toy
${oneArm}${parameters}studies:
${study('first', 11)}${study('second', 12)}${study('third', 21)}${study('silent', 14, ', heldOut: true')}`);
  const { without, parameters: learned } = await learn(evidence, { leaveOut: true, lengths });
  const found = Object.fromEntries(without.map((each) => [each.study, each]));
  expect(found.silent.predicted?.p).toBeGreaterThan(0.05);
  expect(found.third.predicted?.p).toBeLessThan(0.01);
  expect(found.third.predicted?.outside).toBe(1);
  expect(found.first.predicted?.p).toBeGreaterThan(found.third.predicted?.p ?? 1);
  const [{ posterior, path, mcse }] = learned;
  const without3 = found.silent.posterior[path];
  expect(Math.abs(without3.mean - posterior.mean)).toBeLessThan(5 * mcse);
  expect(without3.sd / posterior.sd).toBeCloseTo(1, 0);
  // The study that disagrees does take something away.
  expect(Math.abs(found.third.posterior[path].mean - posterior.mean)).toBeGreaterThan(posterior.sd);
});
