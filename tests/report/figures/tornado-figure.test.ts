import { expect, it } from 'vitest';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { tornadoFigure } from '../../../src/report/figures/tornado-figure.ts';
import { rectangles, scaleFromTicks } from './svg-marks.ts';

const power = (value: number) => ({ value, mcse: 0.005, lower: value - 0.01, upper: value + 0.01 });
const bar = (path: string, low: number, high: number) => ({
  path,
  unit: 'points',
  assumed: 1.5,
  low: { value: 1, power: power(low) },
  high: { value: 2, power: power(high) },
  swing: { value: high - low, mcse: 0.006 },
});

it('the tornado draws a bar from the base to the power at either end, the widest swing first', () => {
  const figure = tornadoFigure({ base: power(0.6), target: 0.8, bars: [bar('a.small', 0.58, 0.63), bar('b.large', 0.9, 0.2)] });
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  const x = scaleFromTicks(svg, 'x');
  const ends = (colour: string) => rectangles(svg, `fill="${colour}"`).map((rect) => [x(rect.x), x(rect.x + rect.width)]);
  const expected = {
    [palette.first]: [
      [0.6, 0.9],
      [0.58, 0.6],
    ],
    [palette.second]: [
      [0.2, 0.6],
      [0.6, 0.63],
    ],
  };
  for (const [colour, pairs] of Object.entries(expected)) {
    // In the order of the data: the widest first.
    ends(colour).forEach(([from, to], place) => {
      expect(from).toBeCloseTo(pairs[place][0], 2);
      expect(to).toBeCloseTo(pairs[place][1], 2);
    });
    expect(ends(colour)).toHaveLength(2);
  }
  expect(figure.table.rows[0][0]).toBe('b.large');
  expect(tornadoFigure({ base: power(0.6), target: 0.8, bars: [] })).toBeUndefined();
});
