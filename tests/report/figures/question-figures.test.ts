import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { assuranceFigure } from '../../../src/report/figures/assurance-figure.ts';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import { heatMap } from '../../../src/report/figures/heat-map.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { sweepFigure } from '../../../src/report/figures/sweep-figure.ts';
import { weightsFigure } from '../../../src/report/figures/weights-figure.ts';
import { linePoints, rectangles, scaleFromTicks } from './svg-marks.ts';

const power = (value: number, mcse = 0.01) => ({ value, mcse, lower: value - 0.02, upper: value + 0.02 });
const words = { name: 'map', title: 'Map', alt: 'A map.', caption: 'Made by hand.', columnLabel: 'design', rowLabel: 'world' };

it('a heat map has one field for every cell, the darker the larger, with its number written in it', () => {
  const cells = ['a', 'b'].flatMap((row, i) => ['x', 'y', 'z'].map((column, j) => ({ row, column, power: power((3 * i + j) / 5) })));
  const figure = heatMap(cells, words);
  const svg = drawFigure(figure);
  const { document } = parseHTML(`<body>${svg}</body>`);
  const fields = [...document.querySelectorAll('rect[fill-opacity]')].map((rect) => ({
    x: Number(rect.getAttribute('x')),
    y: Number(rect.getAttribute('y')),
    opacity: Number(rect.getAttribute('fill-opacity')),
  }));
  expect(fields).toHaveLength(6);
  fields.forEach(({ opacity }, i) => expect(opacity).toBeCloseTo((0.55 * i) / 5, 2));
  expect(fields[1].x).toBeGreaterThan(fields[0].x);
  expect(fields[3].y).toBeGreaterThan(fields[0].y);
  for (const value of ['0', '20', '40', '60', '80', '100']) expect(svg).toContain(`>${value}</text>`);
  expect(figure.table.rows).toEqual([
    ['a', '0.000 ± 0.010', '0.200 ± 0.010', '0.400 ± 0.010'],
    ['b', '0.600 ± 0.010', '0.800 ± 0.010', '1.000 ± 0.010'],
  ]);
  expect(drawFigure(heatMap([{ row: 'a', column: 'x', power: null }], words))).toContain('>–</text>');
});

it('a heat map of power and false-positive rates tells them apart by hue, by letter and in its legend', () => {
  const figure = heatMap(
    [
      { row: 'a (true)', column: 'long-name-of-a-design', power: power(0.9), meaning: 'power' },
      { row: 'b (false)', column: 'long-name-of-a-design', power: power(0.68), meaning: 'false-positive rate' },
    ],
    words,
  );
  const svg = drawFigure(figure);
  const fills = [...parseHTML(`<body>${svg}</body>`).document.querySelectorAll('rect[fill-opacity]')].map((rect) =>
    rect.getAttribute('fill'),
  );
  expect(fills).toEqual([palette.first, palette.second]);
  expect(svg).toContain('>P 90</text>');
  expect(svg).toContain('>F 68</text>');
  expect(figure.legend.map(({ label }) => label)).toEqual([
    'P: power (claim true; high is good)',
    'F: false-positive rate (claim false; high is bad)',
  ]);
  expect(svg).not.toContain('rotate(-');
});

it('a sweep of one parameter is a line through the powers at their values, whatever the order of the cells', () => {
  const figure = sweepFigure(
    [30, 10, 20].map((value) => ({ set: { 'design.participants': value }, power: power(value / 40) })),
    0.8,
  );
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  const [x, y] = [scaleFromTicks(svg, 'x'), scaleFromTicks(svg, 'y')];
  const [line] = linePoints(svg, palette.first);
  expect(line).toHaveLength(3);
  [10, 20, 30].forEach((value, i) => {
    expect(x(line[i][0])).toBeCloseTo(value, 1);
    expect(y(line[i][1])).toBeCloseTo(value / 40, 2);
  });
  expect(figure.alt).toContain('from 0.250 at 10 to 0.750 at 30');
});

it('a sweep of two parameters is a heat map where they form a grid, else a mark for every setting', () => {
  const at = (a: number, b: number) => ({ set: { a, b }, power: power((a + b) / 10) });
  const grid = sweepFigure([at(1, 1), at(1, 2), at(2, 1), at(2, 2)], 0.8);
  expect(grid?.table.header).toEqual(['a', '1', '2']);
  expect(grid?.alt).toContain('0.400, with a 2 and b 2');
  const scattered = sweepFigure([at(1, 1), at(2, 3), at(4, 2)], 0.8);
  expect(scattered?.table.rows.map(([name]) => name)).toEqual(['a 4, b 2', 'a 2, b 3', 'a 1, b 1']);
  expect(sweepFigure([at(1, 1)], 0.8)).toBeUndefined();
});

it('assurance is drawn as shares of the prior by power', () => {
  const draws = [0.05, 0.07, 0.52, 0.98, 1].map((value) => ({ weight: 0.2, set: {}, power: value }));
  const figure = assuranceFigure({
    of: 'claim',
    target: 0.8,
    trialsPerDraw: 100,
    notEstimable: 0,
    asAssumed: power(0.7),
    assurance: { value: 0.524, mcse: 0.02 },
    sd: 0.4,
    quantiles: [{ p: 0.5, power: 0.52 }],
    ranges: [{ share: 0.8, lower: { power: 0.05, mcse: 0.01 }, upper: { power: 1, mcse: 0.01 } }],
    reachesTarget: { value: 0.4, mcse: 0.2 },
    draws,
  });
  const svg = drawFigure(figure);
  const [x, y] = [scaleFromTicks(svg, 'x'), scaleFromTicks(svg, 'y')];
  const drawn = rectangles(svg, `fill="${palette.first}"`).filter(({ height }) => height > 0.5);
  expect(drawn.map((rect) => Math.floor(x(rect.x + rect.width / 2) * 20))).toEqual([1, 10, 19]);
  expect(drawn.map((rect) => Math.round(100 * (y(rect.y) - y(rect.y + rect.height))) / 100)).toEqual([0.4, 0.2, 0.4]);
  expect(figure.alt).toContain('median of 0.52');
  // The range over what is not known lies behind the histogram, over its whole height.
  const [band] = rectangles(svg, `fill="${palette.muted}"`);
  expect([x(band.x), x(band.x + band.width)].map((end) => Number(end.toFixed(2)))).toEqual([0.05, 1]);
  expect(band.height).toBeGreaterThan(Math.max(...drawn.map(({ height }) => height)) - 1);
  expect(figure.alt).toContain('from 0.05 to 1.00 with a probability of 80 %');
});

it('posterior weights of worlds are bars in the order of the worlds', () => {
  const worlds = [
    { world: 'all', value: 1, weight: 0.25, mcse: 0.03 },
    { world: 'none', value: 0, weight: 0.75, mcse: 0.03 },
  ];
  const figure = weightsFigure({ parameter: 'a', draws: 200, worlds });
  const svg = drawFigure(figure);
  const x = scaleFromTicks(svg, 'x');
  const bars = rectangles(svg, `fill="${palette.first}"`).map((bar) => [x(bar.x), x(bar.x + bar.width)]);
  expect(bars.map((ends) => ends.map((end) => Number(end.toFixed(2))))).toEqual([
    [0, 0.25],
    [0, 0.75],
  ]);
  expect(figure.table.rows[1]).toEqual(['none (0)', '75.0 ± 3.0 %']);
  expect(figure.alt).toContain('none (0) with 75.0');
});
