import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type Estimate, type MethodOptions, type Outcome } from '../../../src/analysis/index.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { estimatePower } from '../../../src/power/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { analyse, expectClose, readJson, readTrial } from '../reference-data.ts';
import { modelShareQuestions, shareQuestions } from '../../reference/questions.ts';
import { crossoverTrial, question } from '../trial-of.ts';

interface Row {
  readonly data: string;
  readonly shift: number;
  readonly design: string;
  readonly share: number;
  readonly tLower: number;
  readonly tUpper: number;
  readonly pValue: number;
  readonly ratio: number;
  readonly interval90: readonly [number, number] | null;
}

const { tolerance, trials, power } = readJson('ratio-margins/results.json') as {
  tolerance: number;
  trials: readonly Row[];
  power: Record<string, number>;
};
const shares: MethodOptions = { marginUnit: 'share-of-reference' };
const asked = { endpoint: 'hamd17', visit: '1', baseline: '0' } as const;

function estimated(outcome: Outcome): Estimate {
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  return outcome;
}

function shifted(data: TrialData, shift: number): TrialData {
  return { ...data, columns: new Map([...data.columns].map(([key, column]) => [key, column.map((value) => value - shift)])) };
}

describe('margins that are shares of the mean under the reference', () => {
  it.each(trials)('tests and Fieller’s interval agree with R: $data less $shift, $design, $share', (row) => {
    const data = shifted(readTrial(`datasets/${row.data}.csv`, 'hamd17'), row.shift);
    const outcome = estimated(analyse(data, 'tost', asked, { ...shares, design: row.design, margin: row.share }));
    const details = outcome.details() as {
      lower: { statistic: number };
      upper: { statistic: number };
      ratioOfMeans: number;
      ratioOfMeansInterval90: { lower: number; upper: number } | { notEstimable: string };
    };
    expectClose(details.lower.statistic, row.tLower, tolerance, 'tLower');
    expectClose(details.upper.statistic, row.tUpper, tolerance, 'tUpper');
    expectClose(outcome.pValue, row.pValue, tolerance, 'pValue');
    expectClose(details.ratioOfMeans, row.ratio, tolerance, 'ratio');
    const interval = details.ratioOfMeansInterval90;
    if (row.interval90 === null) {
      expect(interval).toHaveProperty('notEstimable');
      expect(outcome.rejects(0.05)).toBe(false);
      return;
    }
    if (!('lower' in interval)) throw new Error('no interval');
    expectClose(interval.lower, row.interval90[0], tolerance, 'lower');
    expectClose(interval.upper, row.interval90[1], tolerance, 'upper');
    // Equivalence is shown exactly when the interval lies within the margins.
    expect(outcome.rejects(0.05)).toBe(interval.lower > 1 - row.share && interval.upper < 1 + row.share);
  });

  it.each(shareQuestions)('the R code of the report gives the same figures: $name', ({ name, method, question: spec, options }) => {
    const { results } = readJson('shares-of-reference/results.json') as { results: Record<string, Record<string, number>> };
    const outcome = estimated(analyse(readTrial('datasets/P01.csv', 'hamd17'), method, spec, options));
    const { estimate, standardError, df, pValue } = outcome;
    for (const [figure, value] of Object.entries({ estimate, standardError, df, pValue }))
      expectClose(value, results[name][figure], 1e-9, figure);
  });

  /** A data set of the questions about mixed models. */
  const modelTrial = (name: string): TrialData => {
    if (name === 'P01') return readTrial('datasets/P01.csv', 'hamd17');
    const text = readFileSync(new URL(`../../reference/shares-in-models/${name}.csv`, import.meta.url), 'utf8');
    const read = readObservations(text.replace('treatment,y', 'treatment,value'), {}, { endpoint: 'hamd17', visit: 'day1' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.trials[0].data;
  };

  it.each(modelShareQuestions)(
    'mixed models agree with lme4, pbkrtest and dense matrices: $name',
    ({ name, method, question: spec, options }) => {
      const { results } = readJson('shares-in-models/results.json') as { results: Record<string, Record<string, number>> };
      const outcome = estimated(analyse(modelTrial(name.split('-')[0]), method, spec, options));
      const { estimate, standardError, df, pValue } = outcome;
      for (const [figure, value] of Object.entries({ estimate, standardError, df, pValue }))
        expectClose(value, results[name][figure], 1e-6, figure);
      const { ratioOfMeansInterval90: interval } = outcome.details() as { ratioOfMeansInterval90: { lower: number; upper: number } };
      if (method === 'tost') expect(outcome.rejects(0.05)).toBe(interval.lower > 0.8 && interval.upper < 1.2);
    },
  );

  // Complete data of two treatments: a variance for each and one of the participants are any covariance of the two, and the crossover t test is exact for it.
  it('a model with variances by treatment gives the tests and the interval of the crossover t test in complete data', () => {
    const data = modelTrial('P01');
    for (const method of ['tost', 'non-inferiority'] as const) {
      const spec = { ...asked, reference: 'A', comparator: 'B', alternative: 'less' } as const;
      const of = (options: MethodOptions): Estimate => estimated(analyse(data, method, spec, { ...shares, margin: 0.5, ...options }));
      const [model, crossover] = [of({ design: 'model', variance: 'by-treatment' }), of({ design: 'crossover' })];
      expectClose(model.statistic, crossover.statistic, 1e-6, 'statistic');
      expectClose(model.pValue, crossover.pValue, 1e-6, 'pValue');
      const [own, exact] = [model, crossover].map(
        (outcome) => outcome.details() as { referenceMean: number; ratioOfMeansInterval90: { lower: number; upper: number } },
      );
      expectClose(own.referenceMean, exact.referenceMean, 1e-9, 'referenceMean');
      expectClose(own.ratioOfMeansInterval90.lower, exact.ratioOfMeansInterval90.lower, 1e-6, 'lower');
      expectClose(own.ratioOfMeansInterval90.upper, exact.ratioOfMeansInterval90.upper, 1e-6, 'upper');
    }
  });

  it('margins compare the effect of the mixed model with the same variances and random effects', () => {
    const data = modelTrial('two');
    const spec = { ...asked, visit: 'day1', reference: 'A', comparator: 'B' };
    for (const randomEffects of ['automatic', 'participant', 'participant-and-infusion'])
      for (const variance of ['equal', 'by-treatment']) {
        const model = estimated(analyse(data, 'mixed-model', spec, { variance, randomEffects }));
        for (const margin of [{ margin: 3 }, { ...shares, margin: 0.5 }]) {
          const equivalence = estimated(analyse(data, 'tost', spec, { design: 'model', variance, randomEffects, ...margin }));
          for (const figure of ['estimate', 'standardError', 'df'] as const) expectClose(equivalence[figure], model[figure], 1e-7, figure);
        }
      }
  });

  it('random effects are refused where the estimate is not that of a model', () => {
    const spec = question({ alternative: 'less' });
    for (const method of ['tost', 'non-inferiority'] as const)
      expect(() => bindAnalysis(method, spec, { ...shares, margin: 0.5, randomEffects: 'participant' })).toThrow(
        'expected design model with random effects of participant, got crossover',
      );
  });

  it('values shifted by a constant shift the mean under the reference alone, in models too', () => {
    const data = modelTrial('two');
    const spec = { ...asked, visit: 'day1', reference: 'A', comparator: 'B' };
    for (const variance of ['equal', 'by-treatment', 'by-period']) {
      const of = (by: number): Estimate =>
        estimated(analyse(shifted(data, by), 'tost', spec, { ...shares, margin: 0.5, design: 'model', variance }));
      const [here, there] = [of(0), of(5)];
      expectClose(there.estimate, here.estimate, 1e-8, 'estimate');
      expectClose(Number(there.details().referenceMean) + 5, Number(here.details().referenceMean), 1e-8, 'referenceMean');
    }
  });

  const gaussian = (participants: number, values: string, analysis: string): number => {
    const study = readStudy(
      `name: shares\nmodel: gaussian\nseed: 7\ndesign: { participants: ${participants}, sequences: [[a, b], [b, a]], blockSize: 2, reference: a }\n` +
        `gaussian: { mean: 1, ${values} }\n` +
        `analyses: { share: { method: tost, marginUnit: share-of-reference, ${analysis} } }\npower: { replicates: 20000 }`,
    );
    return estimatePower(study).analyses.share.power.value;
  };
  const within = (simulated: number, exact: number): void =>
    expect(Math.abs(simulated - exact)).toBeLessThan(3 * Math.sqrt((exact * (1 - exact)) / 20_000));

  it('simulated power is that of Hauschke’s formula, which PowerTOST gives as 0.807774 in 28 participants and 0.900685 in 236', () => {
    expect(power.crossover28).toBeCloseTo(0.807774, 4);
    expect(power.parallel236).toBeCloseTo(0.900685, 5);
    const published = 'lower: -0.2, upper: 0.25, alpha: 0.025';
    within(gaussian(28, 'difference: -0.05, sdBetween: 0.4, sdWithin: 0.2', published), power.crossover28);
    const parallel = 'lower: -0.25, upper: 0.3333333333333333, alpha: 0.025, design: parallel';
    within(gaussian(236, 'difference: -0.1, sdBetween: 0.32, sdWithin: 0.24', parallel), power.parallel236);
  });

  it('the type I error at the margin is the level, and far below it where the mean under the reference is not known', () => {
    within(gaussian(14, 'difference: -0.5, sdBetween: 0.6, sdWithin: 0.3', 'margin: 0.5'), power.typeOneCrossover14);
    within(gaussian(14, 'difference: 0.5, sdBetween: 0.6, sdWithin: 0.3', 'margin: 0.5'), power.typeOneUpperCrossover14);
    expect(gaussian(14, 'difference: -0.5, sdBetween: 60, sdWithin: 30', 'margin: 0.5')).toBeLessThan(0.01);
  });

  it('non-inferiority is not shown where the mean under the reference is not different from zero', () => {
    const noise = crossoverTrial(
      [
        [6, 5.5],
        [-5, -5.4],
        [2, 1.8],
        [-2, -2.1],
      ],
      [
        [5.1, 5],
        [-6, -5.7],
        [1, 1.2],
        [-1, -0.8],
      ],
    );
    const bound = bindAnalysis('non-inferiority', question({ alternative: 'less' }), { ...shares, margin: 0.5 });
    const outcome = estimated(bound.run(noise));
    expect(outcome.statistic).toBeLessThan(0);
    expect(outcome.rejects(0.05)).toBe(false);
    expect(outcome.pValue).toBeGreaterThan(0.05);
    expect(outcome.details().ratioOfMeansInterval90).toHaveProperty('notEstimable');
  });

  it('a margin of the whole mean, a ratio scale and a difference of differences are refused', () => {
    const refused = (options: MethodOptions, more: Partial<AnalysisSpec> = {}): unknown => {
      try {
        return bindAnalysis('tost', question(more), { ...shares, ...options });
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refused({ margin: 1 })).toContain('a loss of the whole mean would lie within it');
    expect(refused({ margin: 0.5, scale: 'ratio' })).toContain('expected scale difference');
    expect(refused({ margin: 0.5, design: 'model' }, { minus: { reference: 'C', comparator: 'D' } })).toContain(
      'difference of differences',
    );
    expect(refused({ margin: 0.5 })).toHaveProperty('columns', [columnKey('y', 'day1')]);
  });
});
