import type { Learned, LearnedParameter } from '../../../src/learning/learn.ts';
import type { PredictedStudy } from '../../../src/learning/refits/predicted-study.ts';
import type { Refit } from '../../../src/learning/refits/refit.ts';
import type { CheckedSummary, Spread } from '../../../src/learning/predictive.ts';

export const spread = (mean: number): Spread => ({ mean, sd: 0.1, quantiles: [mean - 0.2, mean, mean + 0.2] });
const histogram = { from: 0, to: 1, prior: [0.25, 0.25, 0.25, 0.25], posterior: [0, 0.5, 0.5, 0] };

export const parameter = (path: string, shrinkage: number): LearnedParameter => ({
  path,
  prior: spread(0.5),
  posterior: spread(0.6),
  mcse: 0.01,
  shrinkage,
  histogram,
  rHat: 1,
  bulkEss: 1000,
});

const summary = { study: 'study', name: 'figure', published: 7, heldOut: false, p: 0.5, emulatorError: 0.31 };

/** Figures of every kind of axis: one that fits, one held out that does not. */
export const predictions: CheckedSummary[] = [
  { ...summary, kind: 'mean', predicted: spread(8), prior: spread(30), p: 0.02 },
  {
    ...{ ...summary, name: 'count (of 20)', kind: 'count', published: 5, of: 20, heldOut: true },
    predicted: { mean: 6, sd: 2, quantiles: [3, 6, 9] },
    prior: { mean: 8, sd: 5, quantiles: [1, 8, 16] },
  },
  {
    ...{ ...summary, name: 'ratio', kind: 'odds-ratio', published: 10 },
    predicted: { mean: 9, sd: 5, quantiles: [2, 8, 20] },
    prior: { mean: 30, sd: 50, quantiles: [1, 20, 100] },
  },
];

/** A posterior with something changed, in which the first parameter has another mean and the others stay. */
export const refit = (mean: number): Refit => ({
  posterior: { known: spread(mean), little: spread(0.6), unknown: spread(0.6) },
  betweenStudy: { known: spread(0.42) },
  sampler: { rHat: 1.002, bulkEss: 900, diverged: 0, notConverged: [] },
});

/** A study that the others predict: one figure inside of its interval, one far outside. */
const predicted: PredictedStudy = {
  trials: 1000,
  summaries: [
    { study: 'study', name: 'figure', kind: 'mean', published: 7, heldOut: false, predicted: spread(7.1), p: 0.5 },
    {
      ...{ study: 'study', name: 'count (of 20)', kind: 'count', published: 19, of: 20, heldOut: true, p: 0.002 },
      predicted: { mean: 6, sd: 2, quantiles: [3, 6, 9] },
    },
  ],
  outside: 1,
  p: 0.004,
};

export const learned: Learned = {
  parameters: [parameter('known', 0.8), parameter('little', 0.4), parameter('unknown', 0.02)],
  betweenStudy: [{ path: 'known', priorScale: 0.7, posterior: spread(0.4), histogram, rHat: 1, bulkEss: 1000 }],
  predictions,
  own: [],
  waves: [{ points: 10, leftOut: 0, trials: 200, error: 0.31 }],
  settled: true,
  diverged: 0,
  without: [
    { study: 'one', ...refit(0.3), predicted: { trials: 0, summaries: [], outside: 0 } },
    { study: 'two', ...refit(0.7), predicted },
  ],
  alone: [{ study: 'one', ...refit(0.75) }],
  widened: [{ prior: 'all parameters', ...refit(0.7) }],
  correlations: [
    [1, -0.1, 0.4],
    [-0.1, 1, -0.8],
    [0.4, -0.8, 1],
  ],
  centres: [
    [0.1, 1, 10],
    [0.5, 3, 30],
    [0.9, 2, 20],
  ],
  draws: [{ known: 0.4, little: 1, unknown: 2 }],
};
