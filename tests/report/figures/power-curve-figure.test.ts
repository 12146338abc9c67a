import { expect, it } from 'vitest';
import { drawFigure, withPageColours } from '../../../src/report/figures/draw-figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { powerCurveFigure } from '../../../src/report/figures/power-curve-figure.ts';
import { circles, linePoints, scaleFromTicks } from './svg-marks.ts';

const power = (value: number, half: number) => ({ value, mcse: half / 2, lower: value - half, upper: value + half });
const sizes = [4, 9, 14, 20, 28];
const first = [0.2, 0.44, 0.61, 0.77, 0.93];
const second = [0.31, 0.5, 0.7, 0.8, 0.97];
const curve = (name: string, values: readonly number[]) => ({
  name,
  points: values.map((value, place) => ({ participants: sizes[place], power: power(value, 0.03) })),
});
const figure = powerCurveFigure({
  curves: [curve('the claim', first), curve('one <analysis> & "more"', second)],
  trials: 100,
  target: 0.8,
  chosen: { participants: 14, power: power(0.623, 0.01), replicates: 5000 },
});
const svg = drawFigure(figure);
/** Coordinates are written with two decimals of a pixel, so a power of 0–1 on 250 pixels is known to about 0.0001. */
const PIXEL = 0.0002;

it('the power curve draws every point of every curve where the axes say it is', () => {
  const [x, y] = [scaleFromTicks(svg, 'x'), scaleFromTicks(svg, 'y')];
  [
    [palette.first, first],
    [palette.second, second],
  ].forEach(([colour, values]) => {
    const points = linePoints(svg, colour as string)[0];
    expect(points).toHaveLength(sizes.length);
    points.forEach(([left, top], place) => {
      expect(x(left)).toBeCloseTo(sizes[place], 1);
      expect(Math.abs(y(top) - Number(values[place]))).toBeLessThan(PIXEL);
    });
  });
});

it('the power curve rings the answer of the run itself', () => {
  const ring = circles(svg, `stroke="${palette.ink}"`)[0];
  expect(scaleFromTicks(svg, 'x')(ring[0])).toBeCloseTo(14, 1);
  expect(Math.abs(scaleFromTicks(svg, 'y')(ring[1]) - 0.623)).toBeLessThan(PIXEL);
});

it('the power curve says the same in its table and in words, and lets no name become markup', () => {
  expect(figure.table.rows[2]).toEqual(['14', '0.610 ± 0.015', '0.700 ± 0.015']);
  expect(svg).toContain('role="img"');
  expect(svg).toContain('one &lt;analysis&gt; &amp;');
  expect(svg).not.toContain('<analysis>');
});

it('the power curve draws the same bytes again, and with variables for a page of its own colours', () => {
  expect(drawFigure(figure)).toBe(svg);
  expect(withPageColours(svg)).not.toMatch(/#[0-9a-f]{6}/);
  expect(withPageColours(svg)).toContain('var(--first)');
});
