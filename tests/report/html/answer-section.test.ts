import { describe, expect, it } from 'vitest';
import { answerSection } from '../../../src/report/html/answer-section.ts';
import type { GateResult } from '../../../src/power/stopping/requirement.ts';
import type { ReportMaterial } from '../../../src/report/report-material.ts';
import { simulatedProportion } from '../../../src/statistics/intervals/simulated-proportion.ts';

describe('the size in a report', () => {
  const TRIALS = 500;
  const answer = (powers: readonly number[], decided?: GateResult): string => {
    const points = powers.map((power, i) => ({
      participants: 10 * (i + 1),
      power: simulatedProportion(Math.round(power * TRIALS), TRIALS),
    }));
    const power = simulatedProportion(700, 1000);
    const material = {
      study: { analyses: { main: {} }, power: { target: 0.8 } },
      result: { participants: 30, replicates: 1000, analyses: { main: { power } } },
      curves: { curves: [{ name: 'main', points }], trials: TRIALS, target: 0.8 },
      decided,
    } as unknown as ReportMaterial;
    return answerSection(material)
      .parts.map((part) => ('markup' in part ? part.markup : ''))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
  };

  it('a size that the replicates do not distinguish from the target is not said to miss it', () => {
    expect(answer([0.5, 0.7, 0.79])).toMatch(/Whether 30 participants or more reach the target cannot be said with the 500 replicates/);
    expect(answer([0.5, 0.7, 0.79])).not.toMatch(/no number|none/i);
  });

  it('a size that clearly misses the target is said to miss it, and one that reaches it has an interval', () => {
    expect(answer([0.2, 0.3, 0.4])).toMatch(/None of the numbers drawn below, up to 30 participants, reaches the target/);
    expect(answer([0.5, 0.79, 0.82, 0.95])).toMatch(/30 participants<\/strong> are the smallest .* 95 % interval of the number 20 to 40/);
    expect(answer([0.5, 0.7, 0.82])).toMatch(/interval of the number 30 to more than 30/);
  });

  it('a requirement and its decision stand in place of the target', () => {
    const judged = { of: 'main', power: 0.9, bound: 'below', decision: 'met', level: 0.95, lower: 0.65, upper: 0.75 } as const;
    const text = answer([0.2, 0.3, 0.4], { decision: 'met', requirements: [judged] });
    expect(text).toContain('Required below 0.9 of main: met (95 % confidence sequence 65.0–75.0 %).');
    expect(text).not.toContain('target');
    expect(answer([0.2, 0.3, 0.4])).not.toContain('Required');
  });
});
