import { expect, it } from 'vitest';
import { recruitmentDays } from '../../../src/data-files/dates/recruitment.ts';
import { rootKey } from '../../../src/random/index.ts';

const key = rootKey('recruitment');

it('without a rate one participant comes every week', () => {
  expect([...recruitmentDays(4, undefined, { key, replicate: 3 })]).toEqual([0, 7, 14, 21]);
});

it.each([0.5, 2, 20])('at %d participants a week the gaps have a mean of 7 / rate days', (rate) => {
  const count = 4000;
  const days = recruitmentDays(count + 1, rate, { key, replicate: 0 });
  // The days are floors of a sum of `count` exponential gaps, whose SE is mean / √count; the floor takes less than a day of the sum.
  const mean = 7 / rate;
  const error = Math.abs(days[count] / count - mean);
  expect(error).toBeLessThan(4 * (mean / Math.sqrt(count)) + 1 / count);
});

it('at one a week the gaps are those of a Poisson process: as many as expected are shorter than the mean', () => {
  const count = 4000;
  const days = recruitmentDays(count + 1, 0.01, { key, replicate: 1 });
  const shorter = Array.from({ length: count }, (_, i) => days[i + 1] - days[i]).filter((gap) => gap < 700).length;
  const share = 1 - Math.exp(-1);
  expect(Math.abs(shorter / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count) + 0.001);
});

it('the first participants of a trial come on the same days whatever its size, and those of another trial on others', () => {
  const of = (count: number, replicate: number) => [...recruitmentDays(count, 1, { key, replicate })];
  expect(of(30, 0).slice(0, 10)).toEqual(of(10, 0));
  expect(of(10, 1)).not.toEqual(of(10, 0));
  expect(of(1, 0)).toEqual([0]);
  expect(of(10, 0)).toEqual(of(10, 0).sort((a, b) => a - b));
});
