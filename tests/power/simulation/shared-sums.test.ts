import { expect, it } from 'vitest';
import { compileStudy, eachByItself } from '../../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../../src/study/study.ts';
import { fourConditionStudy, gaussianStudy } from '../../bench/studies.ts';

/** Every method that reads the shared sums, some with questions that they do not answer. */
const analyses = `
  a: {method: crossover-t}, b: {method: paired-t}, c: {method: tost, margin: 4},
  d: {method: crossover-t, variance: welch}, e: {method: non-inferiority, margin: 1, alternative: less},
  f: {method: tost, design: paired, margin: 3}, g: {method: paired-t, population: completers},
  h: {method: tost, margin: 0.2, marginUnit: share-of-reference},
  i: {method: non-inferiority, design: paired, margin: 0.2, marginUnit: share-of-reference, alternative: greater}`;

function changed(study: Study, change: object, missing: object = {}): Study {
  if (study.trial.kind !== 'gaussian') throw new Error('not gaussian');
  const { trial } = study;
  return {
    ...study,
    trial: { ...trial, gaussian: { ...trial.gaussian, ...change }, missingness: { ...trial.missingness, ...missing } },
  };
}

it.each<[string, Study]>([
  ['complete trials', gaussianStudy(30, analyses)],
  ['odd numbers', gaussianStudy(7, analyses)],
  ['two participants', gaussianStudy(2, analyses)],
  ['a tenth of the visits missed', gaussianStudy(30, analyses, 0.1)],
  ['half of the visits missed', gaussianStudy(6, analyses, 0.5)],
  ['dropout after high scores', changed(gaussianStudy(12, analyses), {}, { betweenPeriods: 0.2, betweenPeriodsScoreSlope: 0.1 })],
  ['no variation', changed(gaussianStudy(8, analyses), { sdWithin: 1e-18 })],
  ['variation at the limit of rounding', changed(gaussianStudy(8, analyses), { mean: 1e9, sdWithin: 1e-4, sdBetween: 1e-4 })],
  ['squares that overflow', changed(gaussianStudy(4, analyses), { sdWithin: 1e160 })],
  ['responses that overflow', changed(gaussianStudy(4, analyses), { sdWithin: 1e308, sdBetween: 1e308 })],
  [
    'squares that underflow',
    changed(gaussianStudy(4, analyses), { mean: 0, difference: 0, periodEffect: 0, sdWithin: 1e-160, sdBetween: 0 }),
  ],
  ['four periods', fourConditionStudy('method: paired-t', 0.1)],
])('sums that analyses share give the bits of every analysis by itself: %s', (_, study) => {
  const compiled = compileStudy(study);
  const long = { ...compiled, work: eachByItself(compiled) };
  const truths = compiled.names.map(() => 2);
  for (const [first, count] of [
    [0, 700],
    [123_456, 300],
  ])
    expect(runReplicates(compiled, truths, first, count)).toStrictEqual(runReplicates(long, truths, first, count));
});

it('details, counts and means under the reference of a trial read from sums are those of the trial', () => {
  const compiled = compileStudy(gaussianStudy(9, analyses, 0.2));
  for (let replicate = 0; replicate < 50; replicate++) {
    compiled.work.generate(replicate);
    const told = (bound: typeof compiled.bound): unknown[] =>
      bound.map((analysis) => {
        const outcome = analysis.run(compiled.generator.data);
        if (outcome.status !== 'estimated') return outcome;
        const { estimate, standardError, df, statistic, pValue, interval, counts } = outcome;
        return { estimate, standardError, df, statistic, pValue, interval, counts, details: outcome.details() };
      });
    expect(told(compiled.work.bound)).toStrictEqual(told(compiled.bound));
  }
});
