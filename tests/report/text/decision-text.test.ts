import { describe, expect, it } from 'vitest';
import type { Comparison, Separation } from '../../../src/power/common-random-numbers/comparison.ts';
import { comparisonSentences } from '../../../src/report/sentences/comparison-sentences.ts';

describe('a comparison', () => {
  const separation = (design: string, value: number): Separation => ({
    design,
    lowestPower: { world: 'true-one', value: 0.5 + value / 2 },
    highestFalse: { world: 'false-one', value: 0.5 - value / 2 },
    value,
    mcse: 0.01,
    behindBest: { value: 0, mcse: 0 },
  });
  const sentence = (...separations: Separation[]): string =>
    comparisonSentences({ cells: [], separations, varianceRatio: { betweenDesigns: null, betweenWorlds: null } } satisfies Comparison)[0];

  it.each([0.9, 0.3, 0, -0.2])('of one design (separation %d) ranks it among no others', (value) => {
    expect(sentence(separation('mine', value))).toMatch(/^mine /);
    expect(sentence(separation('mine', value))).not.toMatch(/No design|nearest|best|worst/);
  });

  it('of several designs names the one that comes nearest', () => {
    expect(sentence(separation('mine', 0.3), separation('other', 0.2))).toMatch(
      /^No design discriminates well between these worlds; mine comes nearest/,
    );
  });
});
