import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubledMidranks } from '../../../src/statistics/exact-tests/midranks.ts';
import { pairDifference, walshAverage } from '../../../src/statistics/exact-tests/pair-order.ts';
import { equalWithin } from '../../../src/statistics/rounding-noise.ts';
import {
  rankSumLevel,
  rankSumQuantile,
  rankSumTails,
  untiedRankSumDistribution,
  untiedRankSumTails,
} from '../../../src/statistics/exact-tests/rank-sum.ts';
import {
  signedRankLevel,
  signedRankQuantile,
  signedRankTails,
  untiedSignedRankTails,
} from '../../../src/statistics/exact-tests/signed-rank.ts';

/** Values with many ties. */
const tiedValues = (minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: 6 }), { minLength, maxLength });

function ranksOf(values: readonly number[]): Int32Array {
  const ranks = new Int32Array(values.length);
  doubledMidranks(Float64Array.from(values), values.length, ranks, new Float64Array(values.length));
  return ranks;
}

/** Every subset of n places, as a list of sums of the ranks in it with its size. */
function subsets(ranks: Int32Array): { sum: number; size: number }[] {
  return Array.from({ length: 2 ** ranks.length }, (_, mask) => {
    const inside = [...ranks].filter((_rank, place) => (mask >> place) & 1);
    return { sum: inside.reduce((total, rank) => total + rank, 0), size: inside.length };
  });
}

describe('mid-ranks', () => {
  it('mid-ranks share the mean rank among ties, doubled', () => {
    expect([...ranksOf([3, 1, 3, 2])]).toEqual([7, 2, 7, 4]);
  });

  it('mid-ranks sum t³ − t over the groups of ties', () => {
    expect(doubledMidranks(Float64Array.of(1, 1, 1, 5, 5, 7), 6, new Int32Array(6), new Float64Array(6))).toBe(24 + 6);
  });

  it('mid-ranks tie differences of decimals that are equal on paper', () => {
    const values = Float64Array.of(11.5 - 8.7, 1.5, 10.1 - 7.3, 2.9);
    expect(values[0]).not.toBe(values[2]);
    const ranks = new Int32Array(4);
    expect(doubledMidranks(values, 4, ranks, new Float64Array(4), equalWithin(11.5))).toBe(6);
    expect([...ranks]).toEqual([5, 2, 5, 8]);
    expect(values[0]).toBe(values[2]);
  });

  it('mid-ranks tie the same values in any unit, and no others', () => {
    for (const unit of [1e-300, 1e-12, 1, 1e12, 1e300]) {
      const values = Float64Array.of(0.3, 0.1 + 0.2, 0.3 + 1e-12, 0.29).map((value) => value * unit);
      const ranks = new Int32Array(4);
      doubledMidranks(values, 4, ranks, new Float64Array(4), equalWithin(unit));
      expect([...ranks], `${unit}`).toEqual([5, 5, 8, 2]);
    }
  });
});

it('signed-rank tails are those of an enumeration of all signs', () => {
  fc.assert(
    fc.property(tiedValues(1, 9), fc.nat(), (values, seed) => {
      const ranks = ranksOf(values);
      const sums = subsets(ranks).map(({ sum }) => sum);
      const v = sums[seed % sums.length];
      const { less, greater } = signedRankTails(ranks, ranks.length, v);
      expect(less).toBeCloseTo(sums.filter((sum) => sum <= v).length / sums.length, 12);
      expect(greater).toBeCloseTo(sums.filter((sum) => sum >= v).length / sums.length, 12);
    }),
    { seed: 1, numRuns: 60 },
  );
});

it('rank-sum tails are those of an enumeration of all choices', () => {
  fc.assert(
    fc.property(tiedValues(2, 10), fc.nat(), fc.nat(), (values, seed, sizeSeed) => {
      const ranks = ranksOf(values);
      const chosen = 1 + (sizeSeed % (values.length - 1));
      const sums = subsets(ranks)
        .filter(({ size }) => size === chosen)
        .map(({ sum }) => sum);
      const w = sums[seed % sums.length];
      const { less, greater } = rankSumTails(ranks, ranks.length, chosen, w);
      expect(less).toBeCloseTo(sums.filter((sum) => sum <= w).length / sums.length, 12);
      expect(greater).toBeCloseTo(sums.filter((sum) => sum >= w).length / sums.length, 12);
    }),
    { seed: 2, numRuns: 60 },
  );
});

it('tails of untied ranks are the same by both ways', () => {
  const ranks = Int32Array.from({ length: 12 }, (_, i) => 2 * (i + 1));
  for (const v of [0, 7, 20, 39, 40, 77, 78]) {
    const [general, untied] = [signedRankTails(ranks, 12, 2 * v), untiedSignedRankTails(12, v)];
    expect(untied.less).toBeCloseTo(general.less, 12);
    expect(untied.greater).toBeCloseTo(general.greater, 12);
  }
  for (const u of [0, 5, 17, 18, 30, 35]) {
    const [general, untied] = [rankSumTails(ranks, 12, 5, 2 * (u + 15)), untiedRankSumTails(5, 7, u)];
    expect(untied.less).toBeCloseTo(general.less, 12);
    expect(untied.greater).toBeCloseTo(general.greater, 12);
  }
});

it('quantiles of the rank tests are R’s (qsignrank, qwilcox)', () => {
  expect([signedRankQuantile(0.025, 6), signedRankQuantile(0.025, 20), signedRankQuantile(0.05, 13)]).toEqual([1, 53, 22]);
  expect([rankSumQuantile(0.025, 3, 3), rankSumQuantile(0.025, 10, 10), rankSumQuantile(0.025, 250, 250)]).toEqual([0, 24, 28085]);
  expect(1 - 2 * untiedRankSumDistribution(250, 250)[28084]).toBeCloseTo(0.9500189708611603, 12);
});

it('an interval between order statistics has the level that it reaches', () => {
  // 1 - 2 * psignrank(q - 1, n) and 1 - 2 * pwilcox(q - 1, m, n) of base R 4.2.2
  expect([signedRankLevel(2, 1), signedRankLevel(5, 1), signedRankLevel(6, 1), signedRankLevel(14, 22)]).toEqual([
    0.5, 0.9375, 0.96875, 0.9505615234375,
  ]);
  expect(rankSumLevel(3, 3, 1)).toBeCloseTo(0.9, 14);
  expect(rankSumLevel(7, 7, 9)).toBeCloseTo(0.9621212121212122, 14);
  // the normal approximation beyond 1000 meets the exact level
  expect(signedRankLevel(1001, signedRankQuantile(0.025, 1001))).toBeCloseTo(0.95, 4);
  expect(rankSumLevel(600, 600, rankSumQuantile(0.025, 600, 600))).toBeCloseTo(0.95, 4);
});

it('the k-th Walsh average and the k-th difference are those that sorting them all finds', () => {
  fc.assert(
    fc.property(tiedValues(1, 12), tiedValues(1, 12), fc.nat(), (first, second, seed) => {
      const x = Float64Array.from(first, (value) => value / 7).sort();
      const y = Float64Array.from(second, (value) => value / 3).sort();
      const averages = Float64Array.from([...x].flatMap((a, i) => [...x.subarray(i)].map((b) => (a + b) / 2))).sort();
      const differences = Float64Array.from([...x].flatMap((a) => [...y].map((b) => a - b))).sort();
      const [k, l] = [seed % averages.length, seed % differences.length];
      expect(walshAverage(x, x.length, k + 1)).toBeCloseTo(averages[k], 12);
      expect(pairDifference(x, x.length, y, y.length, l + 1)).toBeCloseTo(differences[l], 12);
    }),
    { seed: 3, numRuns: 200 },
  );
});
