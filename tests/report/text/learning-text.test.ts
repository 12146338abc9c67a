import { expect, it } from 'vitest';
import type { Learned, LearnedParameter } from '../../../src/learning/learn.ts';
import { learningText } from '../../../src/report/learning-text.ts';

const spread = (mean: number) => ({ mean, sd: 0.1, quantiles: [mean - 0.2, mean, mean + 0.2] as const });
const parameter = (path: string, shrinkage: number): LearnedParameter => ({
  path,
  prior: spread(0.5),
  posterior: spread(0.6),
  mcse: 0.01,
  shrinkage,
  rHat: 1,
  bulkEss: 1000,
});
const learned: Learned = {
  parameters: [parameter('known', 0.8), parameter('little', 0.4), parameter('unknown', 0.02)],
  betweenStudy: [],
  own: [],
  predictions: [
    {
      ...{ study: 'study', name: 'figure', kind: 'mean', published: 7, heldOut: false },
      ...{ predicted: spread(8), prior: spread(30), p: 0.02, emulatorError: 0.31 },
    },
  ],
  waves: [{ points: 10, trials: 200, error: 0.31 }],
  settled: true,
  diverged: 0,
  without: [],
  widened: [{ prior: 'all parameters', posterior: { known: spread(0.7) } }],
  draws: [],
};

it('what stays unknown is a list with the ranges before and after the evidence', () => {
  const text = learningText('title', learned);
  const list = text.slice(text.indexOf('what stays unknown'));
  expect(list.split('\n').slice(0, 5)).toEqual([
    'what stays unknown (less than 10 % of the prior variance taken away; 5–95 %):',
    '  unknown: 0.400 to 0.800, before the evidence 0.300 to 0.700',
    '',
    'what is little known (less than 50 %):',
    '  little: 0.400 to 0.800, before the evidence 0.300 to 0.700',
  ]);
  const all = learningText('title', { ...learned, parameters: [parameter('known', 0.8)] });
  expect(all).toContain('5–95 %):\n  nothing');
});

it('a figure stands beside what prior and posterior predict, and the wider priors beside the declared ones', () => {
  const lines = learningText('title', learned).split('\n');
  const figure = lines.find((line) => line.startsWith('study ') && line.includes('7.00'));
  for (const word of ['29.8 to 30.2', '7.80 to 8.20', '0.020', '0.31', 'MISFIT']) expect(figure).toContain(word);
  expect(lines.find((line) => line.startsWith('all parameters'))).toContain('0.700 (0.500 to 0.900)');
  expect(lines.find((line) => line.startsWith('none'))).toContain('0.600 (0.400 to 0.800)');
});
