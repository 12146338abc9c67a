import { expect, it } from 'vitest';
import { learningText } from '../../../src/report/learning-text.ts';
import { learned, parameter, spread } from '../learning/learned.ts';

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
  const all = learningText('title', { ...learned, parameters: [parameter('known', 0.8)], without: [], alone: [], widened: [] });
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
  const centre = { ...parameter('known', 0.5), prior: { mean: 2e-6, sd: 2, quantiles: [-3.3, 0, 3.3] as const } };
  const text = learningText('title', { ...learned, parameters: [centre, ...learned.parameters.slice(1)] });
  const table = text.slice(text.indexOf('one at a time of the studies that depend on known'));
  expect(
    table
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['only', 'known', 'R-hat', 'ESS', 'divergent'],
    ['all', '0.600 (0.400 to 0.800)', '1.000', '1000', '0'],
    ['one', '0.750 (0.550 to 0.950)', '1.002', '900', '0'],
  ]);
  expect(text).toContain('0 ± 2.00');
});

it('chains that did not converge and points that were left out are reported, and neither where there are none', () => {
  expect(learningText('title', learned)).not.toMatch(/NOT CONVERGED|were left out/);
  const poor = { ...parameter('slow', 0.5), rHat: 1.02 };
  const [between] = learned.betweenStudy;
  const text = learningText('title', {
    ...{ ...learned, without: [], alone: [], widened: [] },
    parameters: [...learned.parameters, poor],
    betweenStudy: [{ ...between, bulkEss: 399 }],
    waves: learned.waves.map((wave) => ({ ...wave, leftOut: 3 })),
  });
  expect(text).toContain('NOT CONVERGED (R-hat above 1.01 or fewer than 400 effective draws): slow, SD between studies of known');
  expect(text).toContain('3 points were left out');
});

it('each study left out stands beside what the others predict of it, and the study as a whole below', () => {
  const lines = learningText('title', learned).split('\n');
  const from = lines.indexOf('how well the other studies predict each study that is left out');
  const cells = lines.slice(from + 1, from + 9).map((line) => line.split(/ {2,}/));
  expect(cells).toEqual([
    ['study', 'figure', 'kind', 'published', 'predicted', '5–95 %', 'p', 'use'],
    ['study', 'figure', 'mean', '7.00', '7.10', '6.90 to 7.30', '0.500', 'fitted'],
    ['study', 'count (of 20)', 'count', '19.0', '6.00', '3.00 to 9.00', '0.002', 'held out', 'OUTSIDE'],
    [''],
    ['study left out', 'figures', 'outside', 'p together', 'trials'],
    ['one', '0', '0', '0'],
    ['two', '2', '1', '0.004', '1000', 'MISFIT'],
    [''],
  ]);
  expect(lines[from + 9]).toMatch(/^1 of 2 figures lie outside/);
});

it('what moves is named with all parameters and SDs between studies, and what does not is counted; chains of their own are reported', () => {
  const [one, two] = learned.without;
  const moved = { ...one, betweenStudy: { known: spread(0.55) }, sampler: { ...one.sampler, diverged: 2, notConverged: ['little'] } };
  const lines = learningText('title', { ...learned, without: [moved, two], alone: [], widened: [] }).split('\n');
  expect(lines.find((line) => line.startsWith('one '))?.split(/ {2,}/)).toEqual([
    ...['one', '0.300 (0.100 to 0.500)', '1.002', '900', '2', 'NOT CONVERGED'],
  ]);
  expect(lines).toContain('NOT CONVERGED (without one): little');
  const from = lines.findIndex((line) => line.startsWith('what moves by more than 0.5 posterior SDs'));
  expect(lines.slice(from + 1, from + 6).map((line) => line.split(/ {2,}/))).toEqual([
    ['without', 'parameter', 'before', 'after', 'mean', 'most'],
    ['one', 'known', '0.600 (0.400 to 0.800)', '0.300 (0.100 to 0.500)', '−3.00', '3.00'],
    ['one', 'SD between studies of known', '0.400 (0.200 to 0.600)', '0.550 (0.350 to 0.750)', '+1.50', '1.50'],
    ['two', 'known', '0.600 (0.400 to 0.800)', '0.700 (0.500 to 0.900)', '+1.00', '1.00'],
    ['of 4 parameters and SDs between studies in 2 posteriors, 5 of 8 do not move by more'],
  ]);
});
