import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summaryCode } from '../../src/analysis/r-code/summaries.ts';
import { summariseResponse } from '../../src/outcomes/derived-visits.ts';
import { rootKey } from '../../src/random/index.ts';
import { designSentence } from '../../src/report/sentences/design-sentence.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { columnKey } from '../../src/trial/trial-data.ts';
import { problemsOf, valid } from '../scenario/read.ts';

const files = { 'pain.yaml': readFileSync(new URL('../../scenarios/endpoints/pain.yaml', import.meta.url), 'utf8') };

/** A trial that rates pain without rounding, beside the HAM-D17. */
const scenario = (pain = '', design = '', analysis = 'method: crossover-t, endpoint: pain, visit: day1'): string =>
  `extends: pain.yaml\nname: a\ndesign: {participants: 1500${design}}\npopulation: {screeningMinimum: 0}\n` +
  `outcomes:\n  hamd17: {visits: [baseline, day1, day7]}\n  cadss: null\n` +
  `  pain: {visits: [baseline, day1, day7], minimum: -100, maximum: 100, whole: false${pain}}\nanalyses: {a: {${analysis}}}\n`;

/** The columns of one trial. */
function columnsOf(text: string): (endpoint: string, visit: string) => number[] {
  const { study } = valid(text, files);
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
  generator.generate(0);
  return (endpoint, visit) => [...(generator.data.columns.get(columnKey(endpoint, visit)) ?? [])];
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;
  const [a, b] = [mean(one), mean(other)];
  const product = (x: readonly number[], m: number, y: readonly number[], n: number): number =>
    x.reduce((sum, value, i) => sum + (value - m) * (y[i] - n), 0);
  return product(one, a, other, b) / Math.sqrt(product(one, a, one, a) * product(other, b, other, b));
}

describe('a declared rating and the severity of depression', () => {
  it.each([0, 0.6, -0.6])('its values before treatment correlate with severity as declared: %s', (declared) => {
    const of = columnsOf(scenario(`, severityCorrelation: ${declared}, sdError: 0`));
    const first = (endpoint: string): number[] => of(endpoint, 'baseline').filter((_, row) => row % 2 === 0);
    // The measurement error of the HAM-D17 (SD 1.25 beside 4.5 of severity) weakens it by 4 %; SE about 0.02.
    expect(Math.abs(correlation(first('pain'), first('hamd17')) - 0.96 * declared)).toBeLessThan(0.08);
  });

  it('the correlation moves nothing else, and 0 is the same as none', () => {
    const [none, zero, some] = ['', ', severityCorrelation: 0', ', severityCorrelation: 0.5'].map((part) => columnsOf(scenario(part)));
    for (const visit of ['baseline', 'day1']) {
      expect(zero('pain', visit)).toEqual(none('pain', visit));
      expect(some('hamd17', visit)).toEqual(none('hamd17', visit));
      expect(some('pain', visit)).not.toEqual(none('pain', visit));
    }
  });

  it('patients who are chosen by severity have more of a rating that goes with it', () => {
    const chosen = (declared: number): number => {
      const severe = scenario(`, severityCorrelation: ${declared}`).replace('screeningMinimum: 0', 'screeningMinimum: 27');
      const all = columnsOf(severe)('pain', 'baseline');
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    expect(chosen(0.8)).toBeGreaterThan(chosen(0) + 0.6);
    expect(chosen(-0.8)).toBeLessThan(chosen(0) - 0.6);
  });

  it('eligibility by the rating chooses the more severe', () => {
    const severity = (declared: number): number => {
      const all = columnsOf(scenario(`, severityCorrelation: ${declared}, eligibleFrom: 8`))('hamd17', 'baseline');
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    expect(severity(0.8)).toBeGreaterThan(severity(0) + 2);
  });

  it('a correlation beyond 1 is refused', () => {
    expect(problemsOf(scenario(', severityCorrelation: 1.2'), files).join('\n')).toMatch(/severityCorrelation/);
  });
});

describe('lasting response on a declared endpoint', () => {
  it('it is judged by the share and the direction that the endpoint declares', () => {
    const of = (kind: 'sustained' | 'response-days', values: readonly number[], better: 'lower' | 'higher'): number =>
      summariseResponse(kind, Float64Array.of(24, 72, 168), Float64Array.from(values), 3, 10, { better, responseShare: 0.3 });
    expect([of('sustained', [7, 7, 6], 'lower'), of('sustained', [7, 7.1, 6], 'lower')]).toEqual([1, 0]);
    expect([of('sustained', [13, 20, 14], 'higher'), of('sustained', [13, 12.9, 14], 'higher')]).toEqual([1, 0]);
    expect([of('response-days', [7, 8, 6], 'lower'), of('response-days', [13, 20, 12], 'higher')]).toEqual([3, 7]);
  });

  it('of ratings made at one time the worse counts', () => {
    const days = (better: 'lower' | 'higher', values: readonly number[]): number =>
      summariseResponse('response-days', Float64Array.of(24, 24, 72), Float64Array.from(values), 3, 10, { better, responseShare: 0.3 });
    expect([days('lower', [5, 8, 5]), days('higher', [20, 9, 20]), days('higher', [20, 13, 20])]).toEqual([0, 0, 3]);
  });

  it('the R code judges it by the same rule', () => {
    const code = (better: 'lower' | 'higher'): string =>
      summaryCode('pain', { kind: 'sustained', visits: ['day1'], baseline: 'baseline', rule: { better, responseShare: 0.3 } }).join('\n');
    expect(code('lower')).toContain('as.numeric(all(v <= b * 0.7))');
    expect(code('higher')).toContain('as.numeric(all(v >= b * 1.3))');
    expect(code('higher')).toContain('order(after$hours, after$value)');
  });

  it('an analysis names it like a visit, and it agrees with the ratings', () => {
    const of = columnsOf(scenario(', nonDrugShare: 1', '', 'method: mcnemar, endpoint: pain, visit: sustained'));
    const expected = of('pain', 'baseline').map((first, row) =>
      first > 0 ? Number(['day1', 'day7'].every((visit) => of('pain', visit)[row] <= first * 0.7)) : NaN,
    );
    const complete = of('pain', 'baseline').flatMap((first, row) => (Number.isNaN(first) ? [] : [row]));
    expect(complete.map((row) => of('pain', 'sustained')[row])).toEqual(complete.map((row) => expected[row]));
    expect(expected.includes(1) && expected.includes(0)).toBe(true);
  });
});

describe('a run-in that is judged by a declared endpoint', () => {
  const runIn = ', enrichment: {condition: placebo, endpoint: pain, visit: day1, fall: 0.05}';

  it('the trial takes those whose rating improved, and says so', () => {
    const text = scenario(', nonDrugShare: 1', runIn);
    expect(designSentence(valid(text, files).study)).toContain('whose pain on day 1 had fallen by at least 5 %');
    expect(columnsOf(text)('pain', 'day1').length).toBe(3000);
    const higher = scenario(', nonDrugShare: 1, better: higher', runIn);
    expect(designSentence(valid(higher, files).study)).toContain('whose pain on day 1 had risen by at least 5 %');
  });

  it('an endpoint without a response is refused', () => {
    const text = scenario('', runIn.replace('endpoint: pain', 'endpoint: hamd6'));
    expect(problemsOf(text, files).join('\n')).toContain('expected a recorded depression score or declared endpoint (hamd17, pain)');
  });
});
