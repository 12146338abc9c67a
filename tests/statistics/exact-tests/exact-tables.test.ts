import { describe, expect, it } from 'vitest';
import { ConditionalTable } from '../../../src/statistics/exact-tests/fisher-table.ts';
import { ChoiceSums, numberOfChoices, sampleChoices } from '../../../src/statistics/exact-tests/label-permutation.ts';
import { signTestTails } from '../../../src/statistics/exact-tests/sign-test.ts';
import { trendTest } from '../../../src/statistics/exact-tests/trend-table.ts';

describe('sign test', () => {
  it('the sign test sums binomial probabilities', () => {
    const { less, greater, point } = signTestTails(2, 9);
    expect([less, greater, point]).toEqual([(1 + 9 + 36) / 512, 1 - 10 / 512, 36 / 512]);
    expect(signTestTails(7, 9).greater).toBe(less);
    expect(signTestTails(0, 0)).toEqual({ less: 1, greater: 1, point: 1 });
  });

  it('the sign test keeps its digits in far tails', () => {
    expect(signTestTails(0, 1000).less).toBe(2 ** -1000);
    expect(signTestTails(1, 1000).less / (1001 * 2 ** -1000)).toBeCloseTo(1, 13);
  });

  it('the sign test refuses counts that are not', () => {
    expect(() => signTestTails(3, 2)).toThrow(RangeError);
    expect(() => signTestTails(0.5, 2)).toThrow(RangeError);
  });
});

describe('2 × 2 table', () => {
  // Fisher's tea-tasting lady: 3 of 4 right; Agresti (2002) Categorical Data Analysis, 2nd ed., section 3.5.1.
  const tea = new ConditionalTable({ a: 3, b: 1, c: 1, d: 3 });

  it('the 2 × 2 table gives the figures of the tea-tasting lady', () => {
    const { greater, minimumLikelihood } = tea.test();
    expect(greater).toBeCloseTo(17 / 70, 12);
    expect(minimumLikelihood).toBeCloseTo(34 / 70, 12);
    expect(tea.oddsRatio()).toBeCloseTo(6.408309, 3);
    const { lower, upper } = tea.interval(0.95);
    expect(lower).toBeCloseTo(0.2117329, 4);
    expect(Math.abs(1 / upper - 1 / 621.9337505)).toBeLessThan(1.3e-4); // R's root search works on the inverse
  });

  it('the 2 × 2 table stays finite at the ends', () => {
    const end = new ConditionalTable({ a: 4, b: 0, c: 0, d: 4 });
    expect(end.oddsRatio()).toBe(Infinity);
    expect(end.interval(0.95).upper).toBe(Infinity);
    const only = new ConditionalTable({ a: 0, b: 0, c: 0, d: 0 });
    expect(only.test()).toEqual({ less: 1, greater: 1, point: 1, minimumLikelihood: 1 });
    expect(only.interval(0.95)).toEqual({ level: 0.95, lower: 0, upper: Infinity });
  });
});

it('the trend test sums over all tables with the margins', () => {
  // Rows (1, 0, 0) and (0, 1, 1): three equally likely first rows, T = 1, 0 or −1.
  const { trend, less, greater, both } = trendTest([1, 0, 0], [0, 1, 1]);
  expect(trend).toBe(1);
  expect(less).toBeCloseTo(1, 12);
  expect(greater).toBeCloseTo(1 / 3, 12);
  expect(both).toBeCloseTo(2 / 3, 12);
});

describe('choices of labels', () => {
  const values = Float64Array.of(3, -1, 4, 1, -5, 9, 2, 6);

  it('choices of labels are counted as an enumeration counts them', () => {
    const sums: number[] = [];
    for (let mask = 0; mask < 256; mask++) {
      const chosen = [...values].filter((_, place) => (mask >> place) & 1);
      if (chosen.length === 3) sums.push(chosen.reduce((total, value) => total + value, 0));
    }
    const choices = new ChoiceSums(values, 8, 3);
    expect(sums.length).toBe(numberOfChoices(8, 3));
    for (const limit of [-100, -3, 0, 6, 7.5, 19, 100]) {
      expect(choices.atMost(limit)).toBe(sums.filter((sum) => sum <= limit).length);
      expect(choices.atLeast(limit)).toBe(sums.filter((sum) => sum >= limit).length);
    }
  });

  it('choices of labels are sampled without bias', () => {
    let state = 1;
    const below = (limit: number): number => Math.floor(((state = (state * 16807) % 2147483647) / 2147483647) * limit);
    const { sums, overlaps } = sampleChoices(values, 8, 3, 20_000, below);
    const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length;
    const variance = (3 * 5 * [...values].reduce((total, value) => total + (value - 19 / 8) ** 2, 0)) / (8 * 7);
    expect(Math.abs(mean - (3 * 19) / 8)).toBeLessThan(4 * Math.sqrt(variance / sums.length));
    // Overlaps with the first 3 places are hypergeometric: mean 9/8, variance 3 · 3/8 · 5/8 · 5/7.
    const overlap = overlaps.reduce((total, one) => total + one, 0) / overlaps.length;
    expect(Math.abs(overlap - 9 / 8)).toBeLessThan(4 * Math.sqrt((3 * (3 / 8) * (5 / 8) * (5 / 7)) / overlaps.length));
  });

  it('as many choices of labels are counted as the binomial coefficients say', () => {
    expect([numberOfChoices(20, 10), numberOfChoices(5, 0), numberOfChoices(29, 12)]).toEqual([184756, 1, 51895935]);
  });
});
