import { describe, expect, it } from 'vitest';
import type { Comparison, Separation } from '../../../src/power/common-random-numbers/comparison.ts';
import { simulatedProportion } from '../../../src/statistics/intervals/simulated-proportion.ts';
import { comparisonSentences } from '../../../src/report/text/comparison-text.ts';
import { answerSection } from '../../../src/report/html/answer-section.ts';
import type { ReportMaterial } from '../../../src/report/report-material.ts';

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

describe('the size in a report', () => {
  const TRIALS = 500;
  const answer = (powers: readonly number[]): string => {
    const points = powers.map((power, i) => ({
      participants: 10 * (i + 1),
      power: simulatedProportion(Math.round(power * TRIALS), TRIALS),
    }));
    const power = simulatedProportion(700, 1000);
    const material = {
      study: { analyses: { main: {} }, power: { target: 0.8 } },
      result: { participants: 30, replicates: 1000, analyses: { main: { power } } },
      curves: { curves: [{ name: 'main', points }], trials: TRIALS, target: 0.8 },
    } as unknown as ReportMaterial;
    const [part] = answerSection(material).parts;
    return 'markup' in part ? part.markup : '';
  };

  it('that the trials replayed do not tell from the target is not said to be missed', () => {
    expect(answer([0.5, 0.7, 0.79])).toMatch(/500 trials replayed .* do not tell whether 30 or more reach it/);
    expect(answer([0.5, 0.7, 0.79])).not.toMatch(/no number|none/);
  });

  it('that clearly misses is, and one that reaches has an interval', () => {
    expect(answer([0.2, 0.3, 0.4])).toMatch(/none, up to 30, reaches it/);
    expect(answer([0.5, 0.79, 0.82, 0.95])).toMatch(/30 is the first that reaches it .* 95 % interval of the number 20 to 40/);
    expect(answer([0.5, 0.7, 0.82])).toMatch(/interval of the number 30 to more than 30/);
  });
});
