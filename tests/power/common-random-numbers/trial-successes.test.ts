import { expect, it } from 'vitest';
import { pairedDifference } from '../../../src/power/common-random-numbers/paired-difference.ts';
import type { Study } from '../../../src/study/study.ts';
import { primaryOutcome, TrialSuccesses } from '../../../src/power/common-random-numbers/trial-successes.ts';

const study = { analyses: { a: {}, b: {} } } as unknown as Study;

/** Successes of two analyses and a claim by rule, handed over in blocks of 7. */
function filled(trials: number, first: number, rule: (trial: number, series: number) => boolean): TrialSuccesses {
  const successes = new TrialSuccesses(study, first, trials);
  for (let from = first; from < first + trials; from += 7) {
    const count = Math.min(7, first + trials - from);
    const record = new Uint8Array(3 * count);
    for (let series = 0; series < 3; series++) for (let i = 0; i < count; i++) if (rule(from + i, series)) record[series * count + i] = 1;
    successes.take(record, from, count);
  }
  return successes;
}

it('counts are those of the trials, wherever the first one stands', () => {
  const here = filled(101, 500, (trial, series) => trial % (series + 2) === 0);
  const there = filled(101, 500, (trial, series) => trial % (series + 3) === 0);
  const trials = Array.from({ length: 101 }, (_, i) => 500 + i);
  for (const series of [0, 1, 2]) {
    expect(here.count(series)).toBe(trials.filter((trial) => trial % (series + 2) === 0).length);
    expect(here.countOnlyIn(series, there, 1)).toBe(trials.filter((trial) => trial % (series + 2) === 0 && trial % 4 !== 0).length);
  }
});

it('the difference and its error are the mean and standard error of the differences trial by trial', () => {
  const here = filled(101, 0, (trial) => trial % 2 === 0);
  const there = filled(101, 0, (trial) => trial % 6 === 0 || trial % 7 === 0);
  const each = Array.from({ length: 101 }, (_, trial) => Number(trial % 2 === 0) - Number(trial % 6 === 0 || trial % 7 === 0));
  const mean = each.reduce((sum, d) => sum + d) / 101;
  const variance = each.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 101;
  const { value, mcse, varianceRatio } = pairedDifference(here, 0, there, 0);
  expect(value).toBeCloseTo(mean, 14);
  expect(mcse).toBeCloseTo(Math.sqrt(variance / 101), 14);
  const [p, q] = [here.count(0) / 101, there.count(0) / 101];
  expect(varianceRatio).toBeCloseTo((p * (1 - p) + q * (1 - q)) / variance, 12);
  expect(pairedDifference(here, 0, here, 0)).toEqual({ value: 0, mcse: 0, varianceRatio: null });
  expect(() =>
    pairedDifference(
      here,
      0,
      filled(100, 0, () => true),
      0,
    ),
  ).toThrow(RangeError);
});

it('the answer is the claim, or else the first analysis', () => {
  expect(primaryOutcome(study)).toEqual({ series: 0, name: 'a' });
  expect(primaryOutcome({ ...study, claim: { name: 'both', all: ['a', 'b'] } })).toEqual({ series: 2, name: 'both' });
});
