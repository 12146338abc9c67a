import { expect, it } from 'vitest';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import { estimateBars, estimatesFigure } from '../../../src/report/figures/estimates-figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { rectangles, scaleFromTicks } from './svg-marks.ts';

const sample = {
  analysis: 'hamd17-day1',
  trials: 8,
  successful: [3.2, 3.4, 5.9, 8.8],
  others: [-1.7, 0.4, 0.3, 3.3],
};

it('the figure of estimates counts every estimate in the bar that holds it', () => {
  const bars = estimateBars(sample);
  for (const [values, kind] of [
    [sample.successful, 'successful'],
    [sample.others, 'others'],
  ] as const) {
    expect(bars.reduce((sum, bar) => sum + bar[kind], 0)).toBe(values.length);
    for (const bar of bars) expect(values.filter((value) => value >= bar.from - 1e-9 && value < bar.to - 1e-9)).toHaveLength(bar[kind]);
  }
});

it('the figure of estimates draws bars of the height of their counts, significant trials below the others', () => {
  const figure = estimatesFigure(sample, 4, 'points');
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  const [x, y] = [scaleFromTicks(svg, 'x'), scaleFromTicks(svg, 'y')];
  const bars = estimateBars(sample);
  const drawn = rectangles(svg, `fill="${palette.first}"`);
  expect(drawn).toHaveLength(bars.length);
  drawn.forEach((rect, place) => {
    expect(x(rect.x + rect.width / 2)).toBeCloseTo((bars[place].from + bars[place].to) / 2, 1);
    // A bar is inset by half a pixel above and below.
    if (bars[place].successful > 0) expect(y(rect.y - 0.5) - y(rect.y + rect.height + 0.5)).toBeCloseTo(bars[place].successful, 1);
  });
  expect(figure.alt).toContain('4 of them succeeded');
});

it('the figure of estimates shows identical estimates in one bar, and nothing where nothing was estimated', () => {
  expect(estimateBars({ ...sample, successful: [2, 2], others: [2] })).toEqual([{ from: 2, to: 3, successful: 2, others: 1 }]);
  expect(estimatesFigure({ ...sample, successful: [], others: [] }, 4, 'points')).toBeUndefined();
});
