import { describe, expect, it } from 'vitest';
import { ModelColumns } from '../../../src/analysis/selection/model-columns.ts';
import { RandomInterceptContrast } from '../../../src/analysis/estimators/random-intercept-contrast.ts';
import { Responses } from '../../../src/analysis/selection/responses.ts';
import type { CovarianceStructure } from '../../../src/statistics/mixed-models/covariance-structure.ts';
import { RepeatedMeasures } from '../../../src/statistics/mixed-models/repeated-measures.ts';
import { RepeatedMeasuresFit } from '../../../src/statistics/mixed-models/repeated-measures-fit.ts';
import { RepeatedMeasuresInference } from '../../../src/statistics/mixed-models/repeated-measures-inference.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { incompleteTrial } from '../../analysis/incomplete-trial.ts';
import { question } from '../../analysis/trial-of.ts';

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
      for (const [seed, subjectSd] of [
        ['one', 3],
        ['two', 0],
      ] as const) {
        const data = incompleteTrial(`${name} ${seed}`, { sequences, subjects, subjectSd });
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
