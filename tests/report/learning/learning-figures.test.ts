import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import type { Figure } from '../../../src/report/figures/figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { densityFigure } from '../../../src/report/learning/density-figure.ts';
import { confoundedPairs, pairsFigure } from '../../../src/report/learning/pairs-figure.ts';
import { leftOutPredictions, predictiveFigures } from '../../../src/report/learning/predictive-figures.ts';
import { leaveOutFigures, sensitivityFigures } from '../../../src/report/learning/refits-figure.ts';
import { circles, scaleFromTicks } from '../figures/svg-marks.ts';
import { learned } from './learned.ts';

/** Ends of the horizontal lines of a colour, as numbers of the axis, in the order of the rows. */
function spans(figure: Figure, colour: string): number[][] {
  const svg = drawFigure(figure);
  const x = scaleFromTicks(svg, 'x');
  const { document } = parseHTML(`<body>${svg}</body>`);
  return [...document.querySelectorAll(`g[stroke="${colour}"] line[x1][x2], g line[stroke="${colour}"][y1]`)]
    .filter((line) => line.getAttribute('x1') !== line.getAttribute('x2'))
    .map((line) => ['x1', 'x2'].map((end) => x(Number(line.getAttribute(end)))));
}

it('prior and posterior of every parameter and of every SD between studies have a panel with its name and ends', () => {
  const figure = densityFigure(learned);
  const svg = drawFigure(figure);
  for (const title of ['known', 'little', 'unknown', 'known, SD between']) expect(svg).toContain(`>${title}</text>`);
  const { document } = parseHTML(`<body>${svg}</body>`);
  expect(document.querySelectorAll(`g[fill="${palette.first}"] path`)).toHaveLength(4);
  expect(document.querySelectorAll(`g[stroke="${palette.second}"] path`)).toHaveLength(4);
  // The mean of 0.6 is as far from the mean of 0.4 in the last panel as its axis says.
  const [last, ...means] = circles(svg, `fill="${palette.ink}"`)
    .map(([x]) => x)
    .sort((a, b) => a - b);
  expect(new Set(means).size).toBe(1);
  const widths = [...document.querySelectorAll(`g[stroke="${palette.ink}"] line`)].map((line) =>
    Math.abs(Number(line.getAttribute('x2')) - Number(line.getAttribute('x1'))),
  );
  expect(means[0] - last).toBeCloseTo(widths[0] / 2, 0); // 0.2 of an interval of 0.4
  expect(figure.table.rows).toHaveLength(4);
  expect(figure.table.rows[3].slice(0, 2)).toEqual(['known, SD between studies', 'half-normal, scale 0.7']);
});

it('pairs of the first parameter come first, then the strongest of all, each with its correlation', () => {
  expect(confoundedPairs(learned).map(({ a, b, correlation }) => [a, b, correlation])).toEqual([
    [0, 2, 0.4],
    [0, 1, -0.1],
    [1, 2, -0.8],
  ]);
  const figure = pairsFigure(learned);
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  for (const word of ['+0.40', '−0.10', '−0.80', '↑ unknown', 'known →', '0.900']) expect(svg).toContain(`>${word}</text>`);
  expect(circles(svg, `fill="${palette.first}"`)).toHaveLength(9);
  expect(figure.alt).toContain('−0.80, of little and unknown');
  expect(pairsFigure({ ...learned, correlations: [[1]] })).toBeUndefined();
});

it('every published figure is drawn at its value on the axis of its kind, beside the intervals of prior and posterior', () => {
  const [shares, points, ratios] = predictiveFigures(learned);
  expect([shares, points, ratios].map(({ name }) => name)).toEqual(['predictive-shares', 'predictive-points', 'predictive-odds-ratios']);
  // Counts of 20 in per cent.
  const [predicted] = spans(shares, palette.first);
  [15, 45].forEach((end, at) => expect(predicted[at]).toBeCloseTo(end, 0));
  const [before] = spans(shares, palette.second).slice(-1);
  [5, 80].forEach((end, at) => expect(before[at]).toBeCloseTo(end, 0));
  expect(shares.alt).toContain('1 published figures; 1 lie');
  expect(drawFigure(shares)).toContain('held out</text>');
  const x = scaleFromTicks(drawFigure(points), 'x');
  expect(x(circles(drawFigure(points), `fill="${palette.ink}"`)[0][0])).toBeCloseTo(7, 1);
});

it('every figure of a study that was left out is drawn beside what the others and all studies predict', () => {
  const [shares, points, ...others] = leftOutPredictions(learned);
  expect(others).toEqual([]);
  expect([shares, points].map(({ name }) => name)).toEqual(['left-out-shares', 'left-out-points']);
  // Counts of 20 in per cent: the others, and all studies.
  const [predicted] = spans(shares, palette.first);
  [15, 45].forEach((end, at) => expect(predicted[at]).toBeCloseTo(end, 0));
  const [beside] = spans(points, palette.second).slice(-1);
  [7.8, 8.2].forEach((end, at) => expect(beside[at]).toBeCloseTo(end, 1));
  expect(shares.alt).toContain('0 lie in the 90 % interval that the other studies predict. Outside: study: count (of 20)');
  expect(drawFigure(shares)).toContain('>MISFIT</text>');
  expect(leftOutPredictions({ ...learned, without: [] })).toEqual([]);
});

it('a published figure that does not go with the model is marked as a misfit, and no other', () => {
  const [shares, points] = predictiveFigures(learned);
  expect(drawFigure(points)).toContain('>MISFIT</text>');
  expect(points.table.rows[0][2]).toBe('fitted, MISFIT');
  expect(points.alt).toContain('Outside: study: mean of figure');
  expect(drawFigure(shares)).not.toContain('MISFIT');
  expect(shares.table.rows[0][2]).toBe('held out');
});

it('each study left out is a row with its 90 % interval, below the prior, the whole and each study by itself', () => {
  const [figure, ...others] = leaveOutFigures(learned);
  expect(others).toEqual([]);
  expect(figure.table.rows.map(([name]) => name)).toEqual([
    ...['before the evidence', 'all studies', 'only one', 'without one', 'without two', 'in a new study'],
  ]);
  const lines = spans(figure, palette.first);
  [
    [0.4, 0.8],
    [0.1, 0.5],
    [0.5, 0.9],
  ].forEach((ends, row) => ends.forEach((end, at) => expect(lines[row][at]).toBeCloseTo(end, 2)));
  expect(figure.alt).toContain('from 0.300 (without one) to 0.750 (only one)');
  expect(leaveOutFigures({ ...learned, without: [], alone: [] })).toEqual([]);
});

it('wider priors are rows below the posterior under the priors as they are', () => {
  const [figure] = sensitivityFigures(learned);
  expect(figure.table.rows.map(([name, mean]) => [name, mean])).toEqual([
    ['before the evidence', '0.500'],
    ['priors as they are', '0.600'],
    ['wider: all parameters', '0.700'],
  ]);
  expect(sensitivityFigures({ ...learned, widened: [] })).toEqual([]);
});
