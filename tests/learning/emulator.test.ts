import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import type { SimulatedPoint } from '../../src/learning/simulated-study.ts';
import { emulate, emulatorErrors, growthAt, probabilities } from '../../src/learning/emulator/study-emulator.ts';
import { restored, transformed } from '../../src/learning/study-figures.ts';
import { momentsOf, sigmoid, surfaceAt } from '../../src/learning/emulator/surface.ts';
import { assertEnoughPoints, TooFewPoints } from '../../src/learning/emulator/usable-points.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const stream = new Stream().startAt(rootKey('emulators'), 0, 0, 1);
const [SD, TRIALS, PATIENTS] = [2, 25, 4000];
const reading = { endpoint: 'hamd17', visit: 'day1', measure: 'response', after: 'placebo' } as const;
const common = { name: 'figure', read: 'here', heldOut: false, ...reading };
const summaries: Summary[] = [
  { kind: 'mean', ...common, value: 1 },
  { kind: 'mean', ...common, value: 1 },
  { kind: 'count', ...common, count: 10, of: 40 },
];
const study = { name: 'study', summaries } as unknown as EvidenceStudy;

/** Points of two means and a count whose surfaces are of the second degree, with ripples that no such surface has. @param ripple  in sampling SDs @param cubic  of a term of the third degree, which the surfaces miss too */
function pointsOf(ripple: number, cubic = 0): SimulatedPoint[] {
  return Array.from({ length: 400 }, () => {
    const point = new Float64Array([stream.normal(), stream.normal()]);
    const [x, y] = point;
    const wave = ripple * Math.SQRT2 * Math.sin(9 * x) + cubic * (x * x * x - 3 * x);
    const p = sigmoid(-1 + 0.5 * x + y + wave / Math.sqrt(40 * 0.2));
    let events = 0;
    for (let patient = 0; patient < PATIENTS; patient++) if (stream.uniform() < p) events++;
    const noise = (): number => (SD * stream.normal()) / Math.sqrt(TRIALS);
    return {
      point,
      means: [x * y + SD * wave + noise(), 3 - x + SD * wave + noise()],
      sds: [SD, SD],
      correlation: new Float64Array([1, 0, 0, 1]),
      cells: [[events, PATIENTS - events]],
      trials: TRIALS,
    };
  });
}

it('surfaces that are right have next to no error, whatever the noise of the simulated values', () => {
  const { figures, covariance, ...emulator } = emulate(study, [0, 1], pointsOf(0));
  for (const error of emulatorErrors({ figures, covariance, ...emulator })) expect(error).toBeLessThan(0.12);
  // A mean of 25 trials has an SD of 2/5; xᵀ(XᵀX)⁻¹x at (1, 2) over 400 points, with normal ones of SD 1, is (1 + 1 + 4 + 2² + 0 + 3²/2)/400.
  expect(Math.abs(surfaceAt(figures[0].mean, [1, 2]) - 2)).toBeLessThan(3.3 * (SD / 5) * Math.sqrt(14.5 / 400));
  // A logit from 400 points of 4000 patients has an error of about √(5 / (400 · 4000 · 0.2)) = 0.004.
  expect(Math.abs(probabilities(emulator.tables[0].cells, [1, 0.5])[0] - 0.5)).toBeLessThan(3.3 * 0.25 * 0.004);
});

it('what surfaces miss is their error, and goes together where they miss it together', () => {
  const emulator = emulate(study, [0, 1], pointsOf(0.8));
  const [first, second, count] = emulatorErrors(emulator);
  for (const error of [first, second]) {
    expect(error).toBeGreaterThan(0.75);
    expect(error).toBeLessThan(0.9);
  }
  expect(count).toBeGreaterThan(0.6);
  expect(count).toBeLessThan(1);
  const [variance, covariance] = emulator.covariance;
  // Both are sums of the same waves of variance 0.64, each with noise of 1/25 in either figure: over 400 points √(2 · 0.64 · 0.04 / 400) = 0.011, of 0.64.
  expect(Math.abs(covariance / (variance - 1) - 1)).toBeLessThan((3.3 * 0.011) / 0.64);
});

it('the error is the same everywhere or grows outwards as that of the points does', () => {
  // The waves of a sine are as high in the middle as outside; a cubic is missed by its own square.
  expect(emulate(study, [0, 1], pointsOf(0.8)).growth?.power).toBeLessThan(1);
  const grown = emulate(study, [0, 1], pointsOf(0, 0.2));
  expect(grown.growth?.power).toBeGreaterThan(1.5);
  const far = growthAt(grown, [3, 0]) / growthAt(grown, [0, 0]);
  expect(far).toBeGreaterThan(10);
  // On average over the points it is the mean error.
  const points = pointsOf(0, 0.2);
  const mean = points.reduce((sum, { point }) => sum + growthAt(grown, point) / points.length, 0);
  expect(mean).toBeGreaterThan(0.5);
  expect(mean).toBeLessThan(2);
});

it('log SDs are those of the distribution and not of the sample: sample SDs of few trials are too small', () => {
  const trials = 8;
  const drawn = pointsOf(0).map((point) => {
    const sdOf = (): number => momentsOf(Array.from({ length: trials }, () => SD * stream.normal())).sd;
    return { ...point, trials, sds: [sdOf(), sdOf()] };
  });
  const { figures } = emulate(study, [0, 1], drawn);
  // The log of a sample SD has an SD of 1/√(2 · 7) = 0.27; of the mean of 400 points 0.013. The bias is −0.075.
  for (const { logSd } of figures) expect(Math.abs(surfaceAt(logSd, [0, 0]) - Math.log(SD))).toBeLessThan(3.3 * 0.013);
});

it('a point at which the trials do not differ is left aside', () => {
  const points = pointsOf(0);
  const flat = points.map((point, place) => (place % 10 === 3 ? { ...point, means: [99, 99], sds: [1e-12, 1e-12] } : point));
  expect(emulatorErrors(emulate(study, [0, 1], flat))[0]).toBeLessThan(0.12);
});

it('a study with fewer usable points than one and a half for each coefficient is refused, with what was found and needed', () => {
  // Six coefficients of two parameters.
  const points = pointsOf(0).slice(0, 30);
  const flat = (from: number) => points.map((point, place) => (place < from ? point : { ...point, sds: [SD, 0] }));
  const rare = (from: number) => points.map((point, place) => (place < from ? point : { ...point, trials: 4 }));
  const empty = (from: number) => points.map((point, place) => (place < from ? point : { ...point, cells: [[0, 0]] }));
  for (const made of [flat, rare, empty]) {
    expect(() => {
      assertEnoughPoints(study, 2, made(9));
    }).not.toThrow();
    expect(() => {
      assertEnoughPoints(study, 2, made(8));
    }).toThrow(TooFewPoints);
  }
  const words = /studies\.study: expected at least 9 simulated points .* 6 coefficients .* 2 parameters\), got 8 of 30; /;
  expect(() => {
    assertEnoughPoints(study, 2, flat(8));
  }).toThrow(words);
  expect(() => {
    assertEnoughPoints(study, 2, rare(8));
  }).toThrow(/at 22 points fewer than 5 trials have every figure/);
  expect(() => {
    assertEnoughPoints(study, 2, empty(8));
  }).toThrow(/at 22 points nobody can be counted.* Narrow the priors/);
});

it.each([
  ['share', [0, 0.01, 0.522, 1]],
  ['correlation', [-0.9, 0.35]],
  ['odds-ratio', [0.1, 9.87]],
  ['sd', [9.2]],
  ['mean', [-12.4, 0]],
] as const)('%s: figures come back from the scale on which they are nearest to normal', (kind, values) => {
  for (const value of values) {
    expect(transformed(kind, value)).toSatisfy(Number.isFinite);
    expect(restored(kind, transformed(kind, value))).toBeCloseTo(value, 12);
  }
});
