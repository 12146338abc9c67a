import { expect, it } from 'vitest';
import type { Evidence } from '../../src/learning/evidence-study.ts';
import { movedBy, type Posterior } from '../../src/learning/emulated-posterior.ts';
import type { Spread } from '../../src/learning/predictive.ts';
import { movesOf } from '../../src/learning/refits/refit.ts';
import { withEachAlone, withoutEachStudy, withWiderPriors } from '../../src/learning/refits/refits.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { sampledFrom } from '../../src/learning/sampler/posterior.ts';
import type { StudyEmulator } from '../../src/learning/emulator/study-emulator.ts';
import type { Surface } from '../../src/learning/emulator/surface.ts';
import { evidenceOf, oneArm } from './small-evidence.ts';

const line = (constant: number, ...linear: number[]): Surface => ({
  constant,
  linear: new Float64Array(linear),
  square: new Float64Array((linear.length * (linear.length + 1)) / 2),
});

const figures = { high: 2, low: -1, other: 5 };
const made = evidenceOf(`name: toy
${oneArm}parameters:
  response.antagonistMoodPoints: { distribution: normal, mean: 0, sd: 1, source: assumed }
  response.periodEffectPoints: { distribution: normal, mean: 0, sd: 1, source: assumed }
studies:
${Object.entries(figures)
  .map(
    ([name, value]) => `  ${name}:
    source: han-2016
    summaries: [{ kind: mean, name: figure, visit: day1, measure: value, after: placebo, value: ${value}, read: here }]
`,
  )
  .join('')}`);

/** Emulators of a study whose mean is the parameter at one place, with a sampling SD of 1. */
function study(place: number, at: number): StudyEmulator {
  return {
    study: made.studies[place],
    reads: [at],
    figures: [{ mean: line(0, 1), logSd: line(0, 0) }],
    tables: [],
    covariance: new Float64Array([1]),
    leftOut: 0,
  };
}

const emulators = [study(0, 0), study(1, 0), study(2, 1)];
// Hardly any difference between studies, so that the posterior is that of a normal mean.
const evidence: Evidence = { ...made, betweenStudy: [0.001, 0] };
const [{ path: a }, { path: b }] = made.parameters;
const lengths = { chains: 4, warmUp: 300, draws: 1000 };
const leftOut = withoutEachStudy(evidence, emulators, { lengths });

it('each study alone has the posterior of its own figure, of those that depend on the parameter', async () => {
  const alone = await withEachAlone(evidence, emulators, { lengths });
  expect(alone.map((each) => each.study)).toEqual(['high', 'low']);
  // Prior and figure have a precision of 1 each.
  expect(alone[0].posterior[a].mean).toBeCloseTo(1, 1);
  expect(alone[1].posterior[a].mean).toBeCloseTo(-0.5, 1);
  expect(alone[0].posterior[a].sd).toBeCloseTo(Math.SQRT1_2, 1);
  const without = await leftOut;
  expect(without[2].posterior[a].mean).toBeCloseTo(1 / 3, 1);
});

it('no study is left by itself where only one depends on the parameter, or none may differ', async () => {
  expect(await withEachAlone(evidence, emulators.slice(1), { lengths })).toEqual([]);
  expect(await withEachAlone({ ...evidence, betweenStudy: [0, 0] }, emulators, { lengths })).toEqual([]);
});

it('a changed posterior has every parameter, the SDs between studies, and the diagnostics of its own chains', async () => {
  const [without] = await leftOut;
  expect(Object.keys(without.posterior)).toEqual([a, b]);
  expect(Object.keys(without.betweenStudy)).toEqual([a]);
  // Without the first study the second parameter is what its own study says.
  expect(without.posterior[b].mean).toBeCloseTo(2.5, 1);
  expect(without.sampler).toMatchObject({ diverged: 0, notConverged: [] });
  expect(without.sampler.rHat).toBeLessThan(1.01);
  expect(without.sampler.bulkEss).toBeGreaterThan(400);
  expect(without.sampler.bulkEss).toBeLessThan(20_000);
  const [short] = await withoutEachStudy(evidence, emulators, { lengths: { chains: 2, warmUp: 20, draws: 40 } });
  expect(short.sampler.notConverged).toEqual([a, b, `SD between studies of ${a}`]);
});

it('wider priors let a parameter that rests on its prior go further, and leave the other where it is', async () => {
  const widened = await withWiderPriors(evidence, emulators, { lengths });
  expect(widened.map(({ prior }) => prior)).toEqual(['all parameters', 'SDs between studies', a, b]);
  // Two figures with an SD of 1, and a prior with an SD of 2.
  expect(widened[2].posterior[a].mean).toBeCloseTo(1 / 2.25, 1);
  expect(widened[2].posterior[b].mean).toBeCloseTo(2.5, 1);
  expect(widened[3].posterior[b].mean).toBeCloseTo(4, 1);
});

it('all parameters and SDs between studies have moves, which are told in posterior SDs', () => {
  const spread = (mean: number, sd: number): Spread => ({ mean, sd, quantiles: [mean - 2 * sd, mean, mean + 2 * sd] });
  const moves = movesOf(
    { parameters: [{ path: 'a', posterior: spread(1, 0.5) }], betweenStudy: [{ path: 'a', posterior: spread(0.4, 0.2) }] },
    {
      posterior: { a: spread(2, 0.5) },
      betweenStudy: { a: spread(0.4, 0.3) },
      sampler: { rHat: 1, bulkEss: 1, diverged: 0, notConverged: [] },
    },
  );
  expect(moves.map(({ name, mean }) => [name, mean])).toEqual([
    ['a', 2],
    ['SD between studies of a', 0],
  ]);
  // A wider interval with the same mean is a move too.
  expect(moves[1].most).toBeCloseTo(1, 10);
});

it('a wave has moved where only an SD between studies has', () => {
  const posterior = (shift: number): Posterior => {
    const hierarchy = new Hierarchy(1, [0.5], []);
    const draws = Array.from({ length: 200 }, (_, i) => Float64Array.of((i % 20) / 10 - 1, 1 + ((i * 7) % 10) / 10 + shift));
    return { emulators: [], hierarchy, sampled: sampledFrom([{ draws, accepted: 1, diverged: 0 }]) };
  };
  expect(movedBy(posterior(0), posterior(0))).toBe(0);
  // The SD of ten equal steps of 0.1.
  expect(movedBy(posterior(0), posterior(0.5)) / (0.5 / 0.288)).toBeCloseTo(1, 2);
});
