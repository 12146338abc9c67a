import { describe, expect, it } from 'vitest';
import { derivedVisitsOf, summariseResponse, summariseVisits } from '../../src/outcomes/derived-visits.ts';
import { rootKey } from '../../src/random/index.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';
import { exampleTrial } from '../trial/example-trial.ts';

const hours = Float64Array.of(24, 72, 168, 336);
const of = (kind: 'sustained' | 'response-days', values: readonly number[], baseline = 20): number =>
  summariseResponse(kind, hours, Float64Array.from(values), values.length, baseline);

describe('lasting response', () => {
  it.each([
    ['all along', [10, 9, 8, 10], 1, 14],
    ['lost at day 7', [10, 9, 11, 5], 0, 7],
    ['never', [11, 5, 5, 5], 0, 0],
    ['a missing visit is passed over', [10, NaN, 8, NaN], 1, 7],
    ['the first that was made counts', [NaN, 12, 8, 8], 0, 0],
  ])('a lasting response counts the days until it is lost: %s', (_, values, sustained, days) => {
    expect(of('sustained', values)).toBe(sustained);
    expect(of('response-days', values)).toBe(days);
  });

  it('a lasting response is missing without a rating or a baseline', () => {
    for (const kind of ['sustained', 'response-days'] as const) {
      expect(of(kind, [NaN, NaN, NaN, NaN])).toBeNaN();
      expect(of(kind, [5, 5, 5, 5], NaN)).toBeNaN();
      expect(of(kind, [0, 0, 0, 0], 0)).toBeNaN();
    }
  });

  it('a lasting response belongs to depression scores only', () => {
    expect(derivedVisitsOf('madrs')).toContain('sustained');
    expect(derivedVisitsOf('cadss')).toEqual(['peak', 'average', 'auc']);
  });
});

describe('ratings out of the order of their times', () => {
  const at = (kind: 'auc' | 'average' | 'peak', times: number[], values: number[]): number =>
    summariseVisits(kind, Float64Array.from(times), Float64Array.from(values), values.length);

  it('ratings out of order give the area in the order of their times', () => {
    expect(at('auc', [1, 4, 3], [11, 21, 31])).toBe(at('auc', [1, 3, 4], [11, 31, 21]));
    expect(at('auc', [1, 4, 3], [11, 21, 31])).toBe(2 * 21 + 26);
    expect(at('average', [4, NaN, 1, 3], [21, NaN, 11, 31])).toBe((2 * 21 + 26) / 3);
    expect(at('peak', [4, 1, 3], [21, 11, 31])).toBe(31);
  });

  it('ratings made at one time count with their mean', () => {
    expect(at('auc', [1, 3, 3, 4], [11, 30, 32, 21])).toBe(2 * 21 + 26);
    expect(at('auc', [2, 2], [5, 7])).toBeNaN();
    expect(at('average', [3, 1, 1], [8, 4, 6])).toBe(6.5);
  });

  it('ratings of which one has no time have no area', () => {
    expect(at('auc', [4, NaN, 3], [1, 2, 3])).toBeNaN();
    expect(at('auc', [1, NaN, 3], [1, NaN, 3])).toBe(4);
  });

  it('ratings in any order end the response at the first time above half of the baseline', () => {
    const days = (times: number[], values: number[]): number =>
      summariseResponse('response-days', Float64Array.from(times), Float64Array.from(values), values.length, 20);
    expect(days([24, 168, 72], [5, 12, 8])).toBe(7);
    expect(days([168, 24, 72], [5, 12, 8])).toBe(0);
    expect(days([336, 24, 72], [5, 9, 8])).toBe(14);
    expect(days([24, 24, 72], [5, 12, 8])).toBe(0);
    expect(days([72, NaN, 24], [5, 12, 8])).toBeNaN();
  });
});

describe('in a trial', () => {
  const reads = new Set(['hamd17@sustained', 'hamd17@response-days', 'hamd17@auc', 'cadss@average']);
  const full = compileTrial(exampleTrial, rootKey('lasting'), 'all');
  const few = compileTrial(exampleTrial, rootKey('lasting'), reads);
  full.generate(1);
  few.generate(1);
  const column = (name: string): Float64Array => full.data.columns.get(name) ?? new Float64Array(0);

  it('a lasting response agrees with the ratings of its trial, and with a run that reads nothing else', () => {
    const rows = column('hamd17@day1').length;
    let responders = 0;
    for (let row = 0; row < rows; row++) {
      const values = ['day1', 'day3', 'day7', 'day14'].map((visit) => column(`hamd17@${visit}`)[row]);
      const expected = values.every((value) => value <= column('hamd17@baseline')[row] / 2) ? 1 : 0;
      expect(column('hamd17@sustained')[row]).toBe(expected);
      responders += expected;
      const times = Float64Array.of(24, 72, 168, 334);
      expect(column('hamd17@auc')[row]).toBe(summariseVisits('auc', times, Float64Array.from(values), 4));
      if (expected === 1) expect(column('hamd17@response-days')[row]).toBeCloseTo(334 / 24, 10);
    }
    expect(responders).toBeGreaterThan(0);
    for (const name of reads) expect([...(few.data.columns.get(name) ?? [])]).toEqual([...column(name)]);
  });

  it('an analysis names a lasting response like a visit', () => {
    const analysis = (visit: string, method: string): string =>
      `name: lasting\nanalyses:\n  a: { method: ${method}, endpoint: hamd17, visit: ${visit} }\n`;
    for (const text of [analysis('response-days', 'wilcoxon'), analysis('sustained', 'mcnemar'), analysis('auc', 'crossover-t')]) {
      expect(readScenario({ path: 'lasting.yaml', text }, { readFile: () => '' })).not.toHaveProperty('problems');
    }
    const wrong = 'name: lasting\nanalyses:\n  a: { method: wilcoxon, endpoint: cadss, visit: sustained }\n';
    expect(readScenario({ path: 'lasting.yaml', text: wrong }, { readFile: () => '' })).toHaveProperty('problems');
  });
});
