import { describe, expect, it } from 'vitest';
import { bindAnalysis, type Estimate } from '../../../src/analysis/index.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { namedSequences } from '../../../src/trial/sequence.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { shippedStudy } from '../../report/shipped-study.ts';
import { note } from '../../reference/agreement.ts';
import { question } from '../trial-of.ts';

/** A trial in which participants follow their sequences, with one value for every period. */
function trial(
  sequences: readonly (readonly string[])[],
  subjects: readonly (readonly [sequence: number, ...values: number[]])[],
): TrialData {
  const treatments = [...new Set(sequences.flat())];
  const periodCount = sequences[0].length;
  return {
    subjectCount: subjects.length,
    periodCount,
    treatments,
    sequences: namedSequences(sequences),
    sequence: Int32Array.from(subjects, ([sequence]) => sequence),
    treatment: Int32Array.from(subjects.flatMap(([sequence]) => sequences[sequence].map((name) => treatments.indexOf(name)))),
    columns: new Map([[columnKey('y', 'day1'), Float64Array.from(subjects.flatMap(([, ...values]) => values))]]),
    covariates: new Map(),
  };
}

function estimated(data: TrialData, period: 'first' | 'last', alternative: 'two-sided' | 'greater' | 'less' = 'two-sided'): Estimate {
  const result = bindAnalysis('fisher-exact', question({ alternative }), { period }).run(data);
  if (result.status !== 'estimated') throw new Error(result.reason);
  return result;
}

const figuresOf = (result: Estimate) => ({ estimate: result.estimate, statistic: result.statistic, details: result.details() });

const repeated = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('Fisher’s exact test of two groups', () => {
  // Fisher (1935) The Design of Experiments: a lady who tastes tea; R: fisher.test(matrix(c(3, 1, 1, 3), 2)).
  it('eight cups of tea have the published p-values', () => {
    const tea = trial([['A'], ['B']], [...repeated(3, [1, 1] as const), [1, 0], [0, 1], ...repeated(3, [0, 0] as const)]);
    const known = { 'two-sided': 34 / 70, greater: 17 / 70 } as const;
    for (const alternative of ['two-sided', 'greater'] as const) {
      const { pValue } = estimated(tea, 'first', alternative);
      note('fisher-exact', `pValue (${alternative})`, pValue, known[alternative], 1e-14);
      expect(pValue).toBeCloseTo(known[alternative], 14);
    }
    const { estimate, statistic, details } = figuresOf(estimated(tea, 'first'));
    expect([estimate, statistic]).toEqual([0.5, 3]);
    expect(details).toMatchObject({ participantsUnder: { reference: 4, comparator: 4 }, eventsUnder: { reference: 1, comparator: 3 } });
    // R prints 6.408, 0.2117 and 621.93; the last is the reciprocal of a root with four decimals, the exact limit leaves 0.025 to at most three cups.
    const { conditionalOddsRatio } = details as {
      conditionalOddsRatio: { estimate: number; interval: { lower: number; upper: number } };
    };
    expect(conditionalOddsRatio.estimate).toBeCloseTo(6.408309, 4);
    expect(conditionalOddsRatio.interval.lower).toBeCloseTo(0.2117, 4);
    const { upper } = conditionalOddsRatio.interval;
    const ways = [1, 16, 36, 16, 1].map((count, x) => count * upper ** x);
    expect(1 - ways[4] / ways.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.025, 10);
  });

  it('the last period is compared in those who were given one condition in every period and have a value in it', () => {
    const sequences = [['A', 'A'], ['B', 'B'], ['A', 'B']]; // prettier-ignore
    const course = trial(sequences, [[0, 0, 1], [0, 1, 0], [0, 1, NaN], [1, 1, 1], [1, 0, 1], [2, 1, 0]]); // prettier-ignore
    expect(estimated(course, 'last').details()).toMatchObject({
      participantsUnder: { reference: 2, comparator: 2 },
      eventsUnder: { reference: 1, comparator: 2 },
    });
    expect(estimated(course, 'first').details()).toMatchObject({
      participantsUnder: { reference: 4, comparator: 2 },
      eventsUnder: { reference: 3, comparator: 1 },
    });
    const crossed = bindAnalysis('fisher-exact', question(), { period: 'last' }).run(trial([['A', 'B'], ['B', 'A']], [[0, 1, 0], [1, 1, 0]])); // prettier-ignore
    expect(crossed).toMatchObject({ status: 'not-estimable', reason: 'nobody was given the reference in every period to the last' });
  });

  it('values other than 0 and 1 are not estimable', () => {
    const result = bindAnalysis('fisher-exact', question(), {}).run(trial([['A'], ['B']], [[0, 2], [1, 1]])); // prettier-ignore
    expect(result).toMatchObject({ status: 'not-estimable', reason: 'a comparison of proportions needs values 0 or 1' });
  });

  it('misuse at the end of a course is estimated without bias, and a true null hypothesis is rejected no oftener than allowed', () => {
    const set = ['design.participants=100', 'power.truthPatients=1000', 'power.replicates=60', 'misuse.hazardPerInfusion=0.05'];
    const { misuse } = estimatePower(shippedStudy('courses/misuse', set)).analyses;
    // With a gamma frailty of CV 1: 1 − 1/(1 + 6 · 0.05) after six infusions; naltrexone leaves a tenth of the hazard.
    expect(Math.abs((misuse.trueEffect ?? NaN) - (1 / 1.3 - 1 / 1.03))).toBeLessThan(0.03);
    expect(Math.abs(misuse.bias.value ?? NaN)).toBeLessThan(4 * (misuse.bias.mcse ?? NaN));
    const { misuse: same } = estimatePower(shippedStudy('courses/misuse', [...set, 'misuse.opioidDependence=0'])).analyses;
    expect(same.trueEffect).toBe(0);
    // An exact test rejects at most 0.025; 60 trials have a Monte-Carlo error of 0.02.
    expect(same.power.value).toBeLessThan(0.025 + 3 * 0.02);
  });
});
