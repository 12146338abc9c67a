import { describe, expect, it } from 'vitest';
import { EvidenceSample } from '../../src/evidence/evidence-sample.ts';
import { dayOfLargestEffect, daysOfResponse, hedgesG, keptFall, ratioOf, responseRate } from '../../src/evidence/figures.ts';
import { rootKey } from '../../src/random/index.ts';
import { exampleTrial } from '../trial/example-trial.ts';

const N = 400;
const days = [1, 3, 7, 14];
const reads = new Set(['baseline', ...days.map((day) => `day${day}`)].map((visit) => `hamd17@${visit}`));
const sample = new EvidenceSample(exampleTrial, rootKey('course figures'), N, reads);
const scores = (condition: 'placebo' | 'placebo+saline', visit: string): number[] => [...sample.column('full', condition, 'hamd17', visit)];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('figures of how a benefit ends', () => {
  it('the days of response are counted to the middle of the interval in which a responder of day 1 first is none', () => {
    const baseline = scores('placebo', 'baseline');
    const found: number[] = [];
    for (let patient = 0; patient < N; patient++) {
      const responds = (day: number): boolean => scores('placebo', `day${day}`)[patient] <= baseline[patient] / 2;
      if (!responds(1)) continue;
      if (!responds(3)) found.push(2);
      else if (!responds(7)) found.push(5);
      else found.push(responds(14) ? 14 : 10.5);
    }
    expect(daysOfResponse(days).of(sample, 0, N)).toBeCloseTo(mean(found), 12);
  });

  it('the day of the largest effect is that of the most negative Hedges g', () => {
    const sizes = days.map((day) => hedgesG('placebo', 'placebo+saline', 'hamd17', `day${day}`).of(sample, 0, N));
    expect(dayOfLargestEffect(days).of(sample, 0, N)).toBe(days[sizes.indexOf(Math.min(...sizes))]);
  });

  it('ratios of two conditions and the fall that is kept follow from the scores', () => {
    const share = (condition: 'placebo' | 'placebo+saline'): number => responseRate(condition, 'day7').of(sample, 0, N);
    const [p, q] = [share('placebo'), share('placebo+saline')];
    const rate = (condition: Parameters<typeof responseRate>[0]) => responseRate(condition, 'day7');
    expect(ratioOf('risk', rate, 'placebo+saline').of(sample, 0, N)).toBe(p / q);
    expect(ratioOf('odds', rate, 'placebo+saline').of(sample, 0, N)).toBeCloseTo(p / (1 - p) / (q / (1 - q)), 12);
    const fall = (visit: string): number => mean(scores('placebo+saline', 'baseline')) - mean(scores('placebo+saline', visit));
    expect(keptFall('placebo+saline', 'day14', 'day1').of(sample, 0, N)).toBeCloseTo(fall('day14') / fall('day1'), 12);
  });
});
