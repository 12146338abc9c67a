import { expect, it } from 'vitest';
import { CriticalT } from '../../../src/analysis/estimators/t-estimate.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { criticalValues } from '../../../src/statistics/distributions/student-t.ts';

it.each([0.05, 0.01, 0.5, 1e-6])('whole degrees of freedom tell as the critical value between them does (alpha %d)', (alpha) => {
  const stream = new Stream().startAt(rootKey('critical'), 0, 0, 1);
  const critical = criticalValues(alpha);
  let told = 0;
  for (let i = 0; i < 2000; i++) {
    const df = 1 + (i % 2 === 0 ? 3 : 60) * stream.uniform();
    const exact = critical.at(df);
    // Half of the distances lie where the whole degrees of freedom beside them hardly tell.
    const distance = 3 * exact * (i % 4 < 2 ? stream.uniform() : (1 + 0.01 * stream.normal()) / 3);
    const isBeyond = critical.isBeyond(distance * 3, 3, df);
    if (isBeyond === undefined) continue;
    told++;
    expect(isBeyond, `${distance} on ${df}`).toBe(distance > exact);
  }
  expect(told).toBeGreaterThan(500);
});

it('degrees of freedom without a whole one on either side tell nothing', () => {
  const critical = criticalValues(0.05);
  for (const df of [0.5, 1, 4, 5000.5, Infinity]) expect(critical.isBeyond(1e9, 1, df)).toBeUndefined();
});

it('a statistic between the critical values of whole degrees of freedom is judged by its own', () => {
  const critical = new CriticalT();
  for (const alpha of [0.05, 1.9]) {
    for (const df of [7.3, 25.5, 25, 0.7]) {
      const exact = critical.twoSided(alpha, df);
      for (const step of [-1e-9, 1e-9]) expect(critical.isReached((exact + step) * 2, 2, alpha, df)).toBe(step > 0);
      expect(critical.isReached(NaN, 2, alpha, df)).toBe(false);
    }
  }
});
