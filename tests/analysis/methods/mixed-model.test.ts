import { describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type Estimate, type MethodName, type MethodOptions } from '../../../src/analysis/index.ts';
import { RandomInterceptContrast } from '../../../src/analysis/estimators/random-intercept-contrast.ts';
import type { DfRule } from '../../../src/statistics/mixed-models/random-intercept-inference.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial, transformed } from '../incomplete-trial.ts';
import { crossoverTrial, question, trialOf } from '../trial-of.ts';

function outcome(data: TrialData, options: MethodOptions = {}, changes: Partial<AnalysisSpec> = {}, method: MethodName = 'mixed-model') {
  return bindAnalysis(method, question(changes), options).run(data);
}

function estimated(
  data: TrialData,
  options: MethodOptions = {},
  changes: Partial<AnalysisSpec> = {},
  method: MethodName = 'mixed-model',
): Estimate {
  const result = outcome(data, options, changes, method);
  if (result.status !== 'estimated') throw new Error(result.reason);
  return result;
}

function expectAlike(one: number, other: number, digits = 1e-9): void {
  expect(Math.abs(one - other), `${one} and ${other}`).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(other)));
}

const rules: readonly DfRule[] = ['kenward-roger', 'satterthwaite', 'residual'];

describe('complete data of two sequences in two periods', () => {
  const data = incompleteTrial('complete', { missing: 0 });
  const unlike = incompleteTrial('complete', { missing: 0, subjectSd: 0, subjects: 12 });

  it.each(rules)('closed form and profiled likelihood agree (%s)', (df) => {
    for (const trial of [data, unlike]) {
      for (const negative of [false, true]) {
        const [closed, profiled] = [true, false].map((closedForm) => {
          const contrast = new RandomInterceptContrast(question(), { df, negative, withBaseline: false, closedForm });
          expect(contrast.read(trial)).toBeUndefined();
          return contrast;
        });
        expectAlike(profiled.estimate, closed.estimate, 1e-12);
        expectAlike(profiled.standardError, closed.standardError, 1e-12);
        expectAlike(profiled.df, closed.df, 1e-9);
        expect(profiled.details(0.95).singular).toBe(closed.details(0.95).singular);
      }
    }
  });

  it('the mixed model of complete data is the crossover t test', () => {
    const [model, test] = [estimated(data), estimated(data, {}, {}, 'crossover-t')];
    for (const figure of ['estimate', 'standardError', 'df', 'pValue'] as const) expectAlike(model[figure], test[figure]);
  });

  it('the mixed model is the crossover t test for values that differ more within subjects than between, with compound symmetry only', () => {
    const rotated = transformed(data, (value, row) => (row % 2 === 0 ? value : 40 - value));
    const test = estimated(rotated, {}, {}, 'crossover-t');
    const symmetric = estimated(rotated, { covariance: 'compound-symmetry' });
    for (const figure of ['estimate', 'standardError', 'df', 'pValue'] as const) expectAlike(symmetric[figure], test[figure]);
    const boundary = estimated(rotated);
    expect(boundary.details()).toMatchObject({ singular: true, varianceComponents: { subject: 0 } });
    expect(boundary.standardError).toBeLessThan(test.standardError);
    expectAlike(estimated(rotated, { df: 'satterthwaite' }).df, 40 - 4);
  });
});

describe('incomplete data', () => {
  const data = incompleteTrial('incomplete', { subjects: 24, missing: 0.2 });

  it.each([{}, { df: 'satterthwaite' }, { covariance: 'compound-symmetry' }, { adjustment: 'baseline' }])(
    'the mixed model follows signs, shift and scale of the values: %o',
    (options) => {
      const one = estimated(data, options);
      const relabelled = estimated(data, options, { reference: 'B', comparator: 'A' });
      expectAlike(relabelled.estimate, -one.estimate);
      expectAlike(relabelled.pValue, one.pValue);
      const moved = estimated(
        transformed(data, (value) => 1000 - 8 * value),
        options,
      );
      expectAlike(moved.estimate, -8 * one.estimate);
      expectAlike(moved.standardError, 8 * one.standardError);
      expectAlike(moved.df, one.df, 1e-7);
      expectAlike(moved.pValue, one.pValue, 1e-7);
    },
  );

  it('the mixed model counts subjects with one period as used, not complete', () => {
    const column = data.columns.get(columnKey('y', 'day1')) ?? new Float64Array(0);
    const recorded = Array.from(
      { length: 24 },
      (_, i) => [column[2 * i], column[2 * i + 1]].filter((value) => !Number.isNaN(value)).length,
    );
    const { counts } = estimated(data);
    expect(counts.complete).toBe(recorded.filter((count) => count === 2).length);
    expect(Object.values(counts.perSequence).reduce((a, b) => a + b)).toBe(recorded.filter((count) => count > 0).length);
    expect(estimated(data).details().observations).toBe(recorded.reduce((a, b) => a + b));
  });

  it('the mixed model adjusts for covariates of the subjects by name', () => {
    const adjusted = estimated(data, {}, { covariates: ['age'] }).details();
    expect(adjusted.fixedEffects).toHaveProperty('age');
    const logs = [adjusted.logLik, estimated(data).details().logLik];
    expect(logs[0]).not.toBe(logs[1]);
    expect(outcome(data, {}, { covariates: ['weight'] })).toMatchObject({
      status: 'not-estimable',
      reason: expect.stringMatching(/weight/) as string,
    });
  });

  it('the mixed model drops a covariate that repeats another, and the effect stays', () => {
    const twice = { ...data, covariates: new Map([...data.covariates, ['copy', data.covariates.get('age') ?? new Float64Array(0)]]) };
    expectAlike(
      estimated(twice, {}, { covariates: ['age', 'copy'] }).standardError,
      estimated(data, {}, { covariates: ['age'] }).standardError,
    );
  });
});

describe('what the mixed model cannot estimate says why', () => {
  const pairs: [number, number][] = [
    [10, 7],
    [14, 11],
    [20, 17],
    [9, 6],
  ];
  const back = pairs.map(([first, second]): [number, number] => [second, first]);
  const values = incompleteTrial('why', { missing: 0 });
  const without = (drop: (row: number) => boolean): TrialData => transformed(values, (value, row) => (drop(row) ? NaN : value));

  it.each<[string, TrialData, RegExp]>([
    ['differences that are all the same', crossoverTrial(pairs, pairs), /do not vary within the subjects/],
    ['differences constant within the sequences', crossoverTrial(pairs, back), /do not vary within the subjects/],
    ['constant values', transformed(values, () => 7), /do not vary/],
    [
      'one sequence only',
      crossoverTrial(
        pairs.map(([a], i) => [a, 3 * i]),
        [],
      ),
      /cannot be separated/,
    ],
    ['period 2 missing', without((row) => row % 2 === 1), /cannot be separated/],
    [
      'period 1 of everybody of one sequence, period 2 of the other',
      without((row) => row % 4 === 0 || row % 4 === 3),
      /cannot be separated/,
    ],
    ['everything missing', without(() => true), /no subject/],
    ['one subject a sequence', crossoverTrial([[10, 7]], [[4, 9]]), /too few/],
  ])('the mixed model gives the reason where it cannot estimate: %s', (_, data, reason) => {
    for (const df of rules)
      expect(outcome(data, { df })).toEqual({ status: 'not-estimable', reason: expect.stringMatching(reason) as string });
    expect(outcome(data, { covariance: 'compound-symmetry' })).toMatchObject({ status: 'not-estimable' });
  });

  it('sums that do not vary leave no compound symmetry, but a boundary', () => {
    const opposite = crossoverTrial(
      pairs.map(([first]) => [first, 30 - first]),
      pairs.map(([first]) => [30 - first, first]),
    );
    expect(outcome(opposite, { covariance: 'compound-symmetry' })).toMatchObject({ reason: expect.stringMatching(/sums/) as string });
    expect(estimated(opposite).details().singular).toBe(true);
  });

  it('three subjects a sequence are enough for the mixed model', () => {
    const three = incompleteTrial('three', { subjects: 6, missing: 0 });
    expectAlike(estimated(three).df, 4, 0.5);
  });
});

it('the mixed model compares two of three treatments in any number of periods', () => {
  const subject = (treatments: readonly string[], values: readonly number[]) => ({
    treatments,
    values: { [columnKey('y', 'day1')]: values },
  });
  const squares = trialOf([
    subject(['A', 'B', 'C'], [10, 12.5, 15]),
    subject(['B', 'C', 'A'], [13, 14.5, 9]),
    subject(['C', 'A', 'B'], [17, 12, 13]),
    subject(['A', 'C', 'B'], [8, 14, 11.5]),
    subject(['C', 'B', 'A'], [18, 15, 13]),
    subject(['B', 'A', 'C'], [14, 11, 18.5]),
    subject(['A', 'B', 'C'], [11, 14, 17]),
  ]);
  const [ab, bc, ac] = [
    ['A', 'B'],
    ['B', 'C'],
    ['A', 'C'],
  ].map(([reference, comparator]) => estimated(squares, {}, { reference, comparator }).estimate);
  expectAlike(ab + bc, ac);
});
