import { crossoverTostPower, crossoverTPower, crossoverTSampleSize, mcnemarPower, pairedTSampleSize } from '../../src/power/index.ts';
import {
  betaCdf,
  betaQuantile,
  binomialUpperTail,
  chiSquareUpperQuantile,
  chiSquareUpperTail,
  clopperPearsonInterval,
  confidenceSequence,
  efficacyBoundary,
  fUpperQuantile,
  fUpperTail,
  logGamma,
  noncentralTCdf,
  noncentralTQuantile,
  noncentralTUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  owensQ,
  studentTCdf,
  studentTQuantile,
  wilsonInterval,
} from '../../src/statistics/index.ts';

const grid = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
const probabilities = [1e-12, 1e-6, ...grid(0.013, 0.987, 12), 1 - 1e-9];
const degrees = [1, 2, 3.7, 12, 28, 149.5, 2000];
const deviates = grid(-8.3, 9.1, 15);

const each = <A, B>(first: readonly A[], second: readonly B[], figure: (a: A, b: B) => unknown): unknown[] =>
  first.flatMap((a) => second.map((b) => figure(a, b)));

/** Distributions, quantiles, bounds and exact power at many arguments, tails included: what differs between engines whose elementary functions do. */
export function formulaFigures(): Readonly<Record<string, unknown>> {
  const plan = { d: 0.45, alpha: 0.05, sides: 2 } as const;
  const rules = [
    { kind: 'spending', spending: { kind: 'obrien-fleming' } },
    { kind: 'spending', spending: { kind: 'pocock' } },
    { kind: 'spending', spending: { kind: 'hwang-shih-decani', gamma: -3.3 } },
    { kind: 'spending', spending: { kind: 'kim-demets', rho: 1.7 } },
  ] as const;
  return {
    normal: deviates.map((x) => [normalCdf(x), normalUpperTail(x)]),
    normalQuantile: probabilities.map(normalQuantile),
    studentT: each(deviates, degrees, studentTCdf),
    studentTQuantile: each(probabilities, degrees, studentTQuantile),
    noncentralT: each(deviates, degrees, (t, df) => [noncentralTCdf(t, df, 1.3), noncentralTUpperTail(t, df, -2.7)]),
    noncentralTQuantile: each([0.05, 0.35, 0.9], degrees, (p, df) => noncentralTQuantile(p, df, 1.9)),
    owensQ: each([3, 12, 28], [0.7, 1.9], (df, t) => owensQ(df, t, 1.1, 0, 4)),
    beta: each(probabilities, [0.4, 1.5, 9, 240], (p, a) => [betaCdf(p, a, 2.6), betaQuantile(p, a, 2.6)]),
    chiSquare: each(degrees, [0.3, 4.4, 31], (df, x) => [chiSquareUpperTail(x, df), chiSquareUpperQuantile(x / 40, df)]),
    fDistribution: each(degrees, [1, 3, 7], (df, df1) => [fUpperTail(2.2, df1, df), fUpperQuantile(0.04, df1, df)]),
    binomial: each([0, 3, 11, 29], [0.07, 0.5, 0.93], (x, p) => binomialUpperTail(x, 30, p)),
    logGamma: grid(0.11, 170.3, 25).map(logGamma),
    intervals: each([0, 1, 7, 29], [30, 1000], (x, n) => [
      wilsonInterval(x, n),
      clopperPearsonInterval(x, n),
      confidenceSequence(x, n, 0.95),
    ]),
    power: [crossoverTPower(11, 13, plan), mcnemarPower(40, { onlyA: 0.35, onlyB: 0.12, alpha: 0.05, test: 'exact' })],
    equivalence: crossoverTostPower(12, 12, 5, { effect: 0.4, lower: -3, upper: 3.3, alpha: 0.05 }),
    sizes: [crossoverTSampleSize(0.8, plan), pairedTSampleSize(0.93, plan)],
    bounds: rules.map((efficacy) => efficacyBoundary({ informationRates: [0.3, 0.55, 1], alpha: 0.025, sided: 1, efficacy })),
  };
}
