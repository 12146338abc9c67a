import { expect, it } from 'vitest';
import { learningText } from '../../../src/report/learning-text.ts';
import { learned, parameter } from '../learning/learned.ts';

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

it('each study by itself is a table beside the whole, and a mean that is nothing beside its SD is 0', () => {
  const centre = { ...parameter('centre', 0.5), prior: { mean: 2e-6, sd: 2, quantiles: [-3.3, 0, 3.3] as const } };
  const text = learningText('title', { ...learned, parameters: [...learned.parameters, centre] });
  const table = text.slice(text.indexOf('one at a time of the studies that depend on known'));
  expect(
    table
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['only', 'known'],
    ['all', '0.600 (0.400 to 0.800)'],
    ['one', '0.750 (0.550 to 0.950)'],
  ]);
  expect(text).toContain('0 ± 2.00');
});

it('chains that did not converge and points that were left out are reported, and neither where there are none', () => {
  expect(learningText('title', learned)).not.toMatch(/NOT CONVERGED|were left out/);
  const poor = { ...parameter('slow', 0.5), rHat: 1.02 };
  const [between] = learned.betweenStudy;
  const text = learningText('title', {
    ...learned,
    parameters: [...learned.parameters, poor],
    betweenStudy: [{ ...between, bulkEss: 399 }],
    waves: learned.waves.map((wave) => ({ ...wave, leftOut: 3 })),
  });
  expect(text).toContain('NOT CONVERGED (R-hat above 1.01 or fewer than 400 effective draws): slow, SD between studies of known');
  expect(text).toContain('3 points were left out');
});
