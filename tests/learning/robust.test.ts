import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import { posteriorOf } from '../../src/learning/emulated-posterior.ts';
import { laplaceAt } from '../../src/learning/robust/adjusted-density.ts';
import { adjustedDensity, robustFit, robustTask, type RobustFit } from '../../src/learning/robust/robust-posterior.ts';
import type { StudyEmulator } from '../../src/learning/emulator/study-emulator.ts';
import { momentsOf, type Surface } from '../../src/learning/emulator/surface.ts';
import { rootKey, Stream } from '../../src/random/index.ts';
import { ADJUSTED } from '../../src/report/robust-text.ts';

const stream = new Stream().startAt(rootKey('robust'), 0, 0, 1);
const surface = (constant: number, linear: readonly number[], square = linear.flatMap(() => linear.map(() => 0))): Surface => ({
  constant,
  linear: new Float64Array(linear),
  square: new Float64Array(square),
});
const reading = { read: 'here', heldOut: false, endpoint: 'hamd17', visit: 'day1', after: 'placebo' } as const;
const SD = 0.5;
/** Twelve figures, whose means are the first parameter, the second and their sum, four of each. */
const slopes = Array.from({ length: 12 }, (_, at) => [at % 3 === 1 ? 0 : 1, at % 3 === 0 ? 0 : 1]);

function study(values: readonly number[]): StudyEmulator {
  const summaries = values.map((value, at): Summary => ({ kind: 'mean', measure: 'value', name: `figure ${at}`, value, ...reading }));
  return {
    study: { name: 'study', summaries } as unknown as EvidenceStudy,
    reads: [0, 1],
    figures: values.map((_, at) => ({ mean: surface(0, slopes[at]), logSd: surface(Math.log(SD), [0, 0]) })),
    tables: [],
    covariance: Float64Array.from({ length: values.length ** 2 }, (_, place) => (place % (values.length + 1) === 0 ? 1 : 0)),
    leftOut: 0,
  };
}

const prior = { distribution: 'normal', mean: 0, sd: 1 } as const;
const parameters = ['a', 'b'].map((path) => ({ path, prior, support: { min: -10, max: 10 }, integer: false }));
const request = { parameters, betweenStudy: [0, 0], seed: '1', lengths: { chains: 2, warmUp: 250, draws: 750 } };

/** Means and SDs of both parameters without and with adjustments. */
function both(values: readonly number[]) {
  const ordinary = posteriorOf({ ...request, emulators: [study(values)], purpose: 0 });
  const robust = robustFit(robustTask(request, ordinary));
  return { ordinary: [0, 1].map((at) => momentsOf(ordinary.sampled.draws.map((draw) => draw[at]))), robust };
}
const neededBy = ({ adjustments }: RobustFit): string[] =>
  adjustments.filter(({ signProbability }) => signProbability >= ADJUSTED).map(({ name }) => name);

const truth = [0.8, -0.5];
const trueMeans = slopes.map(([a, b]) => a * truth[0] + b * truth[1]);

it('a contaminated figure biases the ordinary posterior; the robust one is near the truth and names the figure', () => {
  const { ordinary, robust } = both(trueMeans.with(3, trueMeans[3] + 8 * SD));
  const [ordinaryBias, robustBias] = [ordinary[0].mean - truth[0], robust.parameters[0].mean - truth[0]];
  expect(ordinaryBias).toBeGreaterThan(2.5 * ordinary[0].sd);
  // The pull of a figure is at most that of one which is off by 2 SDs: the inverse of the scale of the prior.
  expect(Math.abs(robustBias)).toBeLessThan(ordinaryBias / 3);
  expect(Math.abs(robustBias)).toBeLessThan(robust.parameters[0].sd);
  expect(neededBy(robust)).toEqual(['figure 3']);
  const { mean, quantiles } = robust.adjustments[3].posterior;
  expect(mean).toBeGreaterThan(4.5);
  expect(mean).toBeLessThan(8);
  expect(quantiles[0]).toBeGreaterThan(3);
  expect(robust.rHat).toBeLessThan(1.02);
  expect(robust.diverged).toBe(0);
});

it('with a model that is right the robust posterior has the same means, SDs larger by less than √1.5, and hardly ever an adjustment', () => {
  let [moves, ratios, needed] = [0, 0, 0];
  const SETS = 8;
  for (let set = 0; set < SETS; set++) {
    const { ordinary, robust } = both(trueMeans.map((mean) => mean + SD * stream.normal()));
    robust.parameters.forEach(({ mean, sd }, at) => {
      moves += ((mean - ordinary[at].mean) / ordinary[at].sd) ** 2 / (2 * SETS);
      ratios += sd / ordinary[at].sd / (2 * SETS);
    });
    needed += neededBy(robust).length;
  }
  expect(Math.sqrt(moves)).toBeLessThan(0.25);
  expect(ratios).toBeGreaterThan(1.05);
  expect(ratios).toBeLessThan(Math.sqrt(1.5));
  expect(needed).toBeLessThanOrEqual(2);
});

it('adjustments have a Laplace prior with scale ½: that of normal scores, also far out', () => {
  const sizes = Array.from({ length: 20_000 }, () => Math.abs(laplaceAt(stream.normal())));
  const { mean, sd } = momentsOf(sizes);
  expect(mean).toBeCloseTo(0.5, 1.5);
  expect(sd).toBeCloseTo(0.5, 1.5);
  // P(|Γ| > 0.5 ln 20) = 1/20.
  expect(sizes.filter((size) => size > 0.5 * Math.log(20)).length / sizes.length).toBeCloseTo(0.05, 2);
  expect(laplaceAt(0)).toBeCloseTo(0, 15);
  expect(laplaceAt(-50)).toBeLessThan(-600);
  expect(laplaceAt(-50)).toBeGreaterThan(-Infinity);
});

it('the gradient is that of the density: bent surfaces, correlated figures, counts and patterns, and what differs between studies', () => {
  const bent = study([1, 2]);
  const event = { ...reading, measure: 'response' } as const;
  const summaries: Summary[] = [
    ...bent.study.summaries,
    { kind: 'mean', measure: 'value', name: 'held out', value: 9, ...reading, heldOut: true },
    { kind: 'count', name: 'count', count: 3, of: 12, ...event },
    { kind: 'patterns', name: 'table', read: 'here', heldOut: false, events: [event, event], patterns: { '11': 5, '00': 7 } },
  ];
  const emulator: StudyEmulator = {
    ...bent,
    study: { name: 'bent', summaries } as unknown as EvidenceStudy,
    figures: [
      { mean: surface(0.3, [1, 0.4], [0.3, 0.1, 0.1, -0.2]), logSd: surface(-0.2, [0.3, 0.1]) },
      { mean: surface(-0.3, [0.2, 1]), logSd: surface(0.1, [0, -0.4]) },
      { mean: surface(0, [1, 1]), logSd: surface(0, [0, 0]) },
    ],
    tables: [
      { cells: [surface(0, [0.5, 0.2]), surface(0, [-0.5, -0.2])], overdispersion: 0.05 },
      { cells: [surface(0, [1, 0]), surface(-1, [0, 0.3]), surface(0.5, [-2, 0.1])], overdispersion: 0 },
    ],
    covariance: new Float64Array([1.2, 0.4, 0, 0.4, 1.1, 0, 0, 0, 1]),
  };
  const emulators = [emulator, study([0.5, 1])];
  const centres = [
    [0.1, 0.2],
    [0, 0],
  ];
  const { density, adjusted } = adjustedDensity({ parameters, betweenStudy: [0.5, 0], emulators, centres });
  expect(adjusted.map(({ name }) => name)).toEqual([
    ...['figure 0', 'figure 1', 'count (of 12)', 'table 11 (of 12)', 'table 00 (of 12)'],
    ...['figure 0', 'figure 1'],
  ]);
  const none = new Float64Array(density.size);
  for (let point = 0; point < 5; point++) {
    const x = Float64Array.from({ length: density.size }, () => stream.normal());
    const gradient = new Float64Array(density.size);
    density.at(x, gradient);
    for (let at = 0; at < density.size; at++) {
      const slope = (density.at(x.with(at, x[at] + 1e-5), none) - density.at(x.with(at, x[at] - 1e-5), none)) / 2e-5;
      expect(gradient[at]).toBeCloseTo(slope, 4);
    }
  }
});
