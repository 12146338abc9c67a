import { describe, expect, it } from 'vitest';
import {
  driftAfterStopping,
  stageWisePValue,
  stageWiseTail,
  stageWiseTwoSided,
} from '../../../src/statistics/group-sequential/after-stopping.ts';
import { efficacyBoundary } from '../../../src/statistics/group-sequential/boundary.ts';
import { normalQuantile, normalUpperTail } from '../../../src/statistics/distributions/normal.ts';

const spending = { kind: 'spending', spending: { kind: 'obrien-fleming' } } as const;
const two = efficacyBoundary({ informationRates: [0.5, 1], alpha: 0.025, sided: 1, efficacy: spending });
const five = efficacyBoundary({
  informationRates: [0.2, 0.4, 0.6, 0.8, 1],
  alpha: 0.05,
  sided: 2,
  efficacy: { kind: 'wang-tsiatis', delta: 0.5 },
});

describe('inference after stopping', () => {
  it('inference after stopping equals the double integral in R (stats::integrate, uniroot): O’Brien–Fleming spending, second of two looks, z = 2.2', () => {
    const stopped = { look: 1, z: 2.2 };
    expect(stageWiseTail(two, stopped, 1)).toBeCloseTo(0.117411628677685, 12);
    const { medianUnbiased, lower, upper, naive } = driftAfterStopping(two, stopped);
    expect(medianUnbiased).toBeCloseTo(2.19201600616537, 9);
    expect(lower).toBeCloseTo(0.223159883084824, 9);
    expect(upper).toBeCloseTo(4.15497565629114, 9);
    expect(naive).toBe(2.2);
  });
  it('inference at the first look is a fixed test’s', () => {
    const stopped = { look: 0, z: 3.1 };
    expect(stageWisePValue(two, stopped)).toBeCloseTo(normalUpperTail(3.1), 15);
    const { medianUnbiased, lower, upper, naive } = driftAfterStopping(two, stopped, 0.9);
    expect(medianUnbiased).toBeCloseTo(naive, 10);
    expect((upper - lower) / 2).toBeCloseTo(normalQuantile(0.95) / Math.sqrt(0.5), 10);
  });
  it('the p-value on a bound is what was spent by then; below alpha just where the bound is crossed', () => {
    five.upper.forEach((z, look) => {
      const p = stageWiseTwoSided(five, { look, z });
      expect(p).toBeLessThanOrEqual(0.05 + 1e-12);
      if (look > 0) expect(p).toBeGreaterThan(stageWiseTwoSided(five, { look: look - 1, z: five.upper[look - 1] }));
      if (look === 4) expect(p).toBeCloseTo(0.05, 10);
    });
    expect(stageWisePValue(two, { look: 1, z: two.upper[1] })).toBeCloseTo(0.025, 11);
    expect(stageWisePValue(two, { look: 1, z: two.upper[1] - 0.01 })).toBeGreaterThan(0.025);
  });
  it('inference after stopping is mirrored when the result of a two-sided test is', () => {
    const up = driftAfterStopping(five, { look: 2, z: 2.6 });
    const down = driftAfterStopping(five, { look: 2, z: -2.6 });
    expect(down.medianUnbiased).toBeCloseTo(-up.medianUnbiased, 9);
    expect(down.lower).toBeCloseTo(-up.upper, 9);
    expect(stageWiseTwoSided(five, { look: 2, z: 2.6 })).toBeCloseTo(stageWiseTwoSided(five, { look: 2, z: -2.6 }), 12);
  });
  it('the median-unbiased estimate is below the naive one after a stop above the bound at a later look', () => {
    const { medianUnbiased, naive } = driftAfterStopping(five, { look: 2, z: 2.6 });
    expect(medianUnbiased).toBeLessThan(naive);
  });
  it('the stage-wise tail rises with the drift and with z', () => {
    let last = 0;
    for (let drift = -3; drift <= 6; drift += 0.5) {
      const tail = stageWiseTail(five, { look: 3, z: 1.5 }, drift);
      expect(tail).toBeGreaterThan(last);
      last = tail;
    }
    expect(stageWisePValue(five, { look: 3, z: 1 })).toBeGreaterThan(stageWisePValue(five, { look: 3, z: 2 }));
  });
  it('inference after stopping refuses a look that the trial does not have', () => {
    expect(() => stageWisePValue(two, { look: 2, z: 1 })).toThrow(RangeError);
    expect(() => driftAfterStopping(two, { look: -1, z: 1 })).toThrow(RangeError);
    expect(() => driftAfterStopping(two, { look: 1, z: Infinity })).toThrow(RangeError);
    expect(() => driftAfterStopping(two, { look: 1, z: 1 }, 1)).toThrow(RangeError);
  });
});
