import { describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type Estimate, type MethodOptions } from '../../../src/analysis/index.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial, transformed } from '../incomplete-trial.ts';
import { question } from '../trial-of.ts';

const visits = ['day1', 'day3', 'day7'];
const covariances = ['differences-unstructured', 'unstructured', 'subject-period'];

function outcome(data: TrialData, options: MethodOptions = {}, changes: Partial<AnalysisSpec> = {}) {
  return bindAnalysis('mmrm', question({ visits, ...changes }), options).run(data);
}

function estimated(data: TrialData, options: MethodOptions = {}, changes: Partial<AnalysisSpec> = {}): Estimate {
  const result = outcome(data, options, changes);
  if (result.status !== 'estimated') throw new Error(result.reason);
  return result;
}

function expectAlike(one: number, other: number, digits = 1e-8): void {
  expect(Math.abs(one - other), `${one} and ${other}`).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(other)));
}

const figures = ['estimate', 'standardError', 'df', 'pValue'] as const;

describe('complete data have closed forms', () => {
  const data = incompleteTrial('complete visits', { visits, missing: 0 });

  it('with period differences mmrm is the crossover t test at every visit, without a single step', () => {
    for (const df of ['kenward-roger', 'satterthwaite']) {
      for (const visit of visits) {
        const found = estimated(data, { df }, { visit });
        const test = bindAnalysis('crossover-t', question({ visit })).run(data);
        if (test.status !== 'estimated') throw new Error(test.reason);
        for (const figure of figures) expectAlike(found[figure], test[figure], 1e-10);
        expect(found.details().steps).toBe(0);
      }
    }
  });

  it('with the average of the visits mmrm is the crossover t test of the subjects’ averages, whatever the covariance', () => {
    const mean = new Float64Array(2 * data.subjectCount);
    for (const visit of visits) data.columns.get(columnKey('y', visit))?.forEach((value, row) => (mean[row] += value / visits.length));
    const averaged = { ...data, columns: new Map([[columnKey('y', 'day1'), mean]]) };
    const test = bindAnalysis('crossover-t', question()).run(averaged);
    if (test.status !== 'estimated') throw new Error(test.reason);
    for (const covariance of covariances) {
      const found = estimated(data, { covariance }, { visit: 'average' });
      expect(found.details()).toMatchObject({ asked: 'average', singular: false });
      for (const figure of figures) expectAlike(found[figure], test[figure]);
    }
  });
});

describe.each(covariances)('incomplete data, %s', (covariance) => {
  const data = incompleteTrial('incomplete visits', { visits, missing: 0.12, subjects: 26 });

  it.each(['kenward-roger', 'satterthwaite'])('mmrm follows signs, shift and scale of the values (%s)', (df) => {
    const one = estimated(data, { covariance, df });
    const relabelled = estimated(data, { covariance, df }, { reference: 'B', comparator: 'A' });
    expectAlike(relabelled.estimate, -one.estimate);
    expectAlike(relabelled.pValue, one.pValue);
    const moved = estimated(
      transformed(data, (value) => 500 - 4 * value),
      { covariance, df },
    );
    expectAlike(moved.estimate, -4 * one.estimate);
    expectAlike(moved.standardError, 4 * one.standardError);
    expectAlike(moved.df, one.df, 1e-7);
  });

  it('mmrm tells every visit and the average, and the likelihood is at its top', () => {
    const found = estimated(data, { covariance });
    const details = found.details() as { visits: { visit: string; estimate: number }[]; average: { estimate: number }; logLik: number };
    expect(details.visits.map(({ visit }) => visit)).toEqual(visits);
    expectAlike(details.visits[0].estimate, found.estimate);
    const mean = details.visits.reduce((sum, { estimate }) => sum + estimate, 0) / visits.length;
    expectAlike(details.average.estimate, mean);
    expect(Number.isFinite(details.logLik)).toBe(true);
  });

  it('a baseline as covariate narrows the interval of values that go with it', () => {
    const options = { covariance, df: 'satterthwaite' };
    const plain = estimated(data, options);
    const adjusted = estimated(data, { ...options, adjustment: 'baseline' });
    expect(adjusted.standardError).toBeLessThan(plain.standardError);
  });

  it('degenerate data are not estimable, with a reason', () => {
    const without = (drop: (row: number, key: string) => boolean): TrialData =>
      transformed(data, (value, row, key) => (drop(row, key) ? NaN : value));
    const cases: [TrialData, RegExp][] = [
      [without((_, key) => key === columnKey('y', 'day3')), /day3/],
      [without((row) => row % 2 === 1), /cannot be separated|no subject/],
      [without((row) => row % 4 < 2), /cannot be separated/],
      [without(() => true), /no subject/],
      [transformed(data, () => 12), /do not vary/],
    ];
    for (const [trial, reason] of cases)
      expect(outcome(trial, { covariance })).toEqual({ status: 'not-estimable', reason: expect.stringMatching(reason) as string });
  });
});

it('too few subjects for a free covariance are told so', () => {
  const six = incompleteTrial('six', { visits, subjects: 6, missing: 0 });
  expect(estimated(six).df).toBeCloseTo(4, 6);
  expect(outcome(six, { covariance: 'unstructured' })).toMatchObject({
    reason: expect.stringMatching(/at least 8 subjects, got 6/) as string,
  });
  expect(outcome(incompleteTrial('four', { visits, subjects: 4, missing: 0 }))).toMatchObject({
    reason: expect.stringMatching(/at least 5 subjects, got 4/) as string,
  });
  expect(estimated(six, { covariance: 'subject-period' }).df).toBeGreaterThan(1);
});

it('constant differences at one visit are named', () => {
  const data = incompleteTrial('constant', { visits, missing: 0 });
  const column = data.columns.get(columnKey('y', 'day7')) ?? new Float64Array(0);
  for (let subject = 0; subject < data.subjectCount; subject++) column[2 * subject + 1] = column[2 * subject] - 3;
  expect(outcome(data)).toMatchObject({ status: 'not-estimable', reason: expect.stringMatching(/day7 do not vary/) as string });
});

it('visits that repeat one another leave no covariance', () => {
  const data = incompleteTrial('repeats', { visits, missing: 0 });
  const copy = new Map(data.columns).set(columnKey('y', 'day7'), data.columns.get(columnKey('y', 'day3')) ?? new Float64Array(0));
  expect(outcome({ ...data, columns: copy })).toMatchObject({
    status: 'not-estimable',
    reason: expect.stringMatching(/singular/) as string,
  });
});

it('three treatments in three periods have effects that add up', () => {
  const sequences = [
    ['A', 'B', 'C'],
    ['B', 'C', 'A'],
    ['C', 'A', 'B'],
  ];
  const data = incompleteTrial('three treatments', { visits, sequences, subjects: 36, missing: 0.1 });
  const effect = (reference: string, comparator: string): number =>
    estimated(data, { covariance: 'subject-period' }, { reference, comparator }).estimate;
  expectAlike(effect('A', 'B') + effect('B', 'C'), effect('A', 'C'));
  expect(outcome(data)).toMatchObject({ status: 'not-estimable', reason: expect.stringMatching(/2 periods/) as string });
});

it('subject-period needs more than one visit', () => {
  expect(() => bindAnalysis('mmrm', question(), { covariance: 'subject-period' })).toThrow(RangeError);
});
