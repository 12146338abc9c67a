import { expect, it } from 'vitest';
import type { CompiledStudy } from '../../../src/power/simulation/compiled-study.ts';
import { PairKernel } from '../../../src/power/crossover-kernel/pair-kernel.ts';
import { compileStudy, eachByItself } from '../../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../../src/study/study.ts';
import type { GaussianTrial } from '../../../src/trial/trial-model.ts';
import { gaussianStudy } from '../../bench/studies.ts';

const general = (compiled: CompiledStudy): CompiledStudy => ({ ...compiled, work: eachByItself(compiled) });
const isShort = ({ work }: CompiledStudy): boolean => work instanceof PairKernel;

function changed(study: Study, change: Partial<GaussianTrial['gaussian']>, sequences?: readonly (readonly string[])[]): Study {
  if (study.trial.kind !== 'gaussian') throw new Error('not gaussian');
  const { trial } = study;
  const design = { ...trial.design, ...(sequences === undefined ? {} : { sequences }) };
  return { ...study, trial: { ...trial, design, gaussian: { ...trial.gaussian, ...change } } };
}

const base = gaussianStudy(30, 'a: {method: crossover-t}');
const [one, other] = base.trial.design.sequences[0];

it.each<[string, Study]>([
  ['the textbook', base],
  ['a paired t test alone', gaussianStudy(30, 'a: {method: paired-t}')],
  [
    'every analysis that reads sums',
    gaussianStudy(
      30,
      'a: {method: crossover-t}, b: {method: paired-t}, c: {method: tost, margin: 4}, d: {method: crossover-t, variance: welch}, e: {method: non-inferiority, design: paired, margin: 1, alternative: less}',
    ),
  ],
  ['four patients', gaussianStudy(4, 'a: {method: crossover-t}')],
  ['many patients', gaussianStudy(300, 'a: {method: crossover-t}')],
  ['one-sided, its own alpha', gaussianStudy(12, 'a: {method: crossover-t, alternative: greater, alpha: 0.1}')],
  ['in one direction', gaussianStudy(12, 'a: {method: crossover-t, direction: less}')],
  ['the other treatment is the reference', gaussianStudy(12, `a: {method: crossover-t, reference: ${other}, comparator: ${one}}`)],
  [
    'sequences in the other order',
    changed(base, {}, [
      [other, one],
      [one, other],
    ]),
  ],
  ['carry-over', changed(base, { carryover: 1.7, periodEffect: 2 })],
  ['no variation: the general path says why', changed(base, { sdWithin: 1e-18 })],
  ['variation at the limit of rounding', changed(base, { mean: 1e9, sdWithin: 1e-4, sdBetween: 1e-4 })],
])('the short way gives the bits of the general path: %s', (_, study) => {
  const compiled = compileStudy(study);
  expect(isShort(compiled)).toBe(true);
  for (const [first, count] of [
    [0, 2000],
    [123_456, 500],
  ]) {
    const [short, long] = [compiled, general(compiled)].map((each) =>
      runReplicates(
        each,
        compiled.names.map(() => 2),
        first,
        count,
      ),
    );
    expect(JSON.stringify(short)).toBe(JSON.stringify(long));
  }
});

it.each<[string, Study]>([
  ['odd numbers', gaussianStudy(31, 'a: {method: crossover-t}')],
  ['missing values', gaussianStudy(30, 'a: {method: crossover-t}', 0.1)],
  ['another method', gaussianStudy(30, 'a: {method: wilcoxon}')],
  ['one of two analyses of another kind', gaussianStudy(30, 'a: {method: crossover-t}, b: {method: mixed-model}')],
  ['margins that are shares of the mean', gaussianStudy(30, 'a: {method: tost, margin: 0.2, marginUnit: share-of-reference}')],
  ['completers', gaussianStudy(30, 'a: {method: paired-t, population: completers}')],
  ['a ratio', gaussianStudy(30, 'a: {method: tost, margin: 1.2, scale: ratio}')],
  [
    'comparisons in both directions',
    gaussianStudy(30, `a: {method: crossover-t}, b: {method: crossover-t, reference: ${other}, comparator: ${one}}`),
  ],
  ['log-normal', changed(base, { distribution: 'lognormal' })],
])('anything else takes the general path: %s', (_, study) => {
  expect(isShort(compileStudy(study))).toBe(false);
});
