import { expect, it } from 'vitest';
import { correlationsOf, histogramOf, someOf } from '../../src/learning/pictured.ts';

const even = (from: number, to: number) => Array.from({ length: 999 }, (_, i) => from + ((i + 0.5) * (to - from)) / 999);
const free = { min: -Infinity, max: Infinity };

it('a histogram has the shares of prior and posterior between common ends, whatever the order of the draws', () => {
  const { from, to, prior, posterior } = histogramOf(even(0, 4), even(1, 2).reverse(), free);
  expect([from, to].map((end, at) => Math.abs(end - 4 * at) < 0.05)).toEqual([true, true]);
  expect(prior).toHaveLength(40);
  prior.forEach((share) => expect(share).toBeCloseTo(1 / 40, 3));
  const at = (value: number) => posterior[Math.floor((40 * (value - from)) / (to - from))];
  expect([0.5, 1.5, 3].map((value) => at(value))).toEqual([0, expect.closeTo(0.1, 2) as number, 0]);
  expect(posterior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
});

it('a bound of the parameter is the end of its histogram where draws come near to it', () => {
  const near = histogramOf(even(0, 1), even(0.2, 0.9), { min: 0, max: 1 });
  expect([near.from, near.to]).toEqual([0, 1]);
  expect(near.prior.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  const far = histogramOf(even(0.4, 0.6), even(0.5, 0.6), { min: 0, max: 1 });
  expect([far.from, far.to]).toEqual([0.4009, 0.5995]);
});

it('correlations are those of the draws, and the draws that are kept are evenly spread over them', () => {
  const draws = Array.from({ length: 100 }, (_, i) => new Float64Array([i, -2 * i, i % 2, 7]));
  const [[a, b, c], row] = correlationsOf(draws, 3);
  expect([a, b]).toEqual([1, -1]);
  expect(c).toBeCloseTo(0.0173, 3);
  expect(row).toHaveLength(3);
  expect(someOf(draws, 4, (draw) => [draw[0]])).toEqual([[12], [37], [62], [87]]);
});
