import { describe, expect, it } from 'vitest';
import { ModelColumns } from '../../../src/analysis/selection/model-columns.ts';
import { RandomInterceptContrast } from '../../../src/analysis/estimators/random-intercept-contrast.ts';
import { Responses } from '../../../src/analysis/selection/responses.ts';
import type { CovarianceStructure } from '../../../src/statistics/mixed-models/covariance-structure.ts';
import type { DfRule } from '../../../src/statistics/mixed-models/random-intercept-inference.ts';
import { RepeatedMeasures } from '../../../src/statistics/mixed-models/repeated-measures.ts';
import { RepeatedMeasuresFit } from '../../../src/statistics/mixed-models/repeated-measures-fit.ts';
import { RepeatedMeasuresInference } from '../../../src/statistics/mixed-models/repeated-measures-inference.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial } from '../../analysis/incomplete-trial.ts';
import { question, trialOf } from '../../analysis/trial-of.ts';

/** One variance between subjects and one within, for any number of periods. */
function randomIntercept(periods: number, bounded: boolean): CovarianceStructure {
  const all: number[] = [];
  const own: number[] = [];
  for (let a = 0; a < periods; a++) {
    for (let b = 0; b < periods; b++) all.push(a, b);
    own.push(a, a);
  }
  return { slots: periods, count: 2, places: [Int32Array.from(all), Int32Array.from(own)], bounded: [bounded, false], whole: true };
}

/** The same model by the general machinery: full covariance matrices instead of sums over subjects, Newton in both variances. */
function general(data: TrialData, negative: boolean, kenwardRoger: boolean, covariates: readonly string[]): Record<string, number> {
  const asked = question({ covariates });
  const responses = new Responses(asked);
  const columns = new ModelColumns(asked, false);
  expect(responses.select(data) ?? columns.start(data, responses)).toBeUndefined();
  const measures = new RepeatedMeasures(
    randomIntercept(data.periodCount, !negative),
    Array.from({ length: data.periodCount }, () => 0),
  );
  measures.start(columns.count);
  for (let subject = 0; subject < data.subjectCount; subject++) {
    for (let period = 0; period < data.periodCount; period++) {
      measures.values[period] = responses.response[subject * data.periodCount + period];
      columns.write(subject, period, measures.rows, period * columns.count);
    }
    measures.add(-1);
  }
  const fit = new RepeatedMeasuresFit(measures);
  fit.likelihood.start();
  fit.theta.set([5, 5]);
  expect(fit.fit()).toBeUndefined();
  const inference = new RepeatedMeasuresInference(fit);
  expect(inference.prepare(kenwardRoger)).toBe(true);
  inference.contrast[columns.count - 1] = 1;
  inference.read();
  const { estimate, standardError, df } = inference;
  return { estimate, standardError, df, logLik: fit.logLikelihood, subject: fit.theta[0], residual: fit.theta[1] };
}

const designs: readonly (readonly [string, readonly (readonly string[])[], number])[] = [
  ['AB/BA', [['A', 'B'], ['B', 'A']], 25],
  ['Balaam', [['A', 'A'], ['B', 'B'], ['A', 'B'], ['B', 'A']], 40],
  ['ABB/BAA', [['A', 'B', 'B'], ['B', 'A', 'A']], 18],
  ['Williams square of four', [['A', 'B', 'D', 'C'], ['B', 'C', 'A', 'D'], ['C', 'D', 'B', 'A'], ['D', 'A', 'C', 'B']], 24],
]; // prettier-ignore

describe.each(designs)('%s with missing periods', (name, sequences, subjects) => {
  it.each([
    [false, true, []],
    [false, false, []],
    [true, true, []],
    [false, true, ['age']],
  ] as const)(
    'sums over subjects and full matrices agree (negative covariance %s, Kenward–Roger %s, covariates %s)',
    (negative, kenwardRoger, covariates) => {
      for (const [seed, subjectSd, missing] of [
        ['one', 3, 0.15],
        ['two', 0, 0.15],
        ['three', 1, 0.3],
        ['four', 10, 0.05],
        ['five', 2, 0.3],
      ] as const) {
        const data = incompleteTrial(`${name} ${seed}`, { sequences, subjects, subjectSd, missing });
        const contrast = new RandomInterceptContrast(question({ covariates }), {
          df: kenwardRoger ? 'kenward-roger' : 'satterthwaite',
          negative,
          withBaseline: false,
          closedForm: true,
        });
        expect(contrast.read(data)).toBeUndefined();
        const { varianceComponents, logLik } = contrast.details(0.95) as { varianceComponents: Record<string, number>; logLik: number };
        const { estimate, standardError, df } = contrast;
        const expected = general(data, negative, kenwardRoger, covariates);
        const ours: Record<string, number> = { estimate, standardError, df, logLik, ...varianceComponents };
        for (const [figure, value] of Object.entries(expected)) {
          expect(Math.abs(ours[figure] - value), `${figure} ${ours[figure]} ${value}`).toBeLessThanOrEqual(
            1e-7 * Math.max(1, Math.abs(value)),
          );
        }
      }
    },
  );
});

/** Contrasts of one question, the subjects in shared units and each by itself: a covariate that is the same for everybody makes them so, and is dropped. */
function inUnitsAndAlone(df: DfRule, negative: boolean) {
  const rules = { df, negative, withBaseline: false, closedForm: true };
  return [new RandomInterceptContrast(question(), rules), new RandomInterceptContrast(question({ covariates: ['same'] }), rules)];
}

it.each([
  ['kenward-roger', false],
  ['satterthwaite', false],
  ['kenward-roger', true],
] as const)('units that share their rows give what subjects one by one do (%s, negative covariance %s)', (df, negative) => {
  const [inUnits, alone] = inUnitsAndAlone(df, negative);
  let estimated = 0;
  for (let i = 0; i < 300; i++) {
    const [, sequences, subjects] = designs[i % designs.length];
    const shape = {
      sequences,
      subjects: subjects - (i % 9),
      missing: [0.05, 0.1, 0.3][i % 3],
      subjectSd: [0, 1, 3, 10][Math.floor(i / 7) % 4],
    };
    const data = incompleteTrial(`units ${i}`, shape);
    const withSame = { ...data, covariates: new Map([['same', new Float64Array(subjects).fill(3)]]) };
    const refusals = [inUnits.read(data), alone.read(withSame)];
    expect(refusals[0]).toEqual(refusals[1]);
    if (refusals[0] !== undefined) continue;
    estimated++;
    expect(inUnits.singular).toBe(alone.singular);
    for (const figure of ['estimate', 'standardError', 'df'] as const)
      expect(Math.abs(inUnits[figure] / alone[figure] - 1), `${figure} of trial ${i}`).toBeLessThanOrEqual(1e-9);
  }
  expect(estimated).toBeGreaterThan(280);
});

describe('a likelihood without a maximum is refused, whatever rounding makes of it', () => {
  const contrast = (negative: boolean) =>
    new RandomInterceptContrast(question(), { df: 'satterthwaite', negative, withBaseline: false, closedForm: true });
  const subject = (treatments: readonly string[], values: readonly number[]) => ({ treatments, values: { 'y@day1': values } });

  it('a likelihood that is the same for all variance ratios is', () => {
    // One pair in each sequence leaves nothing within subjects; all other contrasts are of single values of one period.
    for (let shift = 0; shift < 50; shift++) {
      const flat = trialOf([
        subject(['A', 'B'], [11.3, 9.7 + shift / 3]),
        subject(['A', 'B'], [14.1, NaN]),
        subject(['A', 'B'], [10.9 + shift / 7, NaN]),
        subject(['B', 'A'], [8.2, 12.4]),
        subject(['B', 'A'], [9.3 - shift / 11, NaN]),
      ]);
      for (const negative of [false, true])
        expect(contrast(negative).read(flat)).toMatchObject({ reason: expect.stringMatching(/variance within subjects/) as string });
    }
  });

  it('a likelihood that rises up to a singular covariance is', () => {
    const [, sequences] = designs[3];
    for (const seed of ['s205', 's2203', 's7650']) {
      const shape = { s205: [6, 0.4, 0], s2203: [6, 0.2, 0], s7650: [5, 0.2, 1] }[seed] ?? [];
      const data = incompleteTrial(seed, { sequences, subjects: shape[0], missing: shape[1], subjectSd: shape[2] });
      expect(contrast(true).read(data)).toMatchObject({ reason: expect.stringMatching(/not maximised/) as string });
      expect(contrast(false).read(data)).toBeUndefined();
    }
  });

  it('a slope of nothing at the boundary is the boundary', () => {
    // Sums and differences of the pairs vary alike about their sequences, so that the likelihood has its maximum at a variance of 0 between subjects.
    for (let scale = 1; scale < 40; scale++) {
      const pairs = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([first, second]) => [first / scale, second / scale]); // prettier-ignore
      const even = trialOf(pairs.flatMap((pair) => [subject(['A', 'B'], pair), subject(['B', 'A'], [pair[0] + 0.3, pair[1] + 0.7])]));
      const search = new RandomInterceptContrast(question(), {
        df: 'satterthwaite',
        negative: false,
        withBaseline: false,
        closedForm: false,
      });
      expect(search.read(even)).toBeUndefined();
      expect(search.singular).toBe(true);
      expect(search.df).toBe(16 - 4);
    }
  });
});
