import { expect, it, vi } from 'vitest';
import type { CompiledStudy } from '../../../src/power/simulation/compiled-study.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import type { Tally } from '../../../src/power/simulation/tally.ts';
import type { Study } from '../../../src/study/study.ts';
import type { GaussianTrial } from '../../../src/trial/trial-model.ts';
import { GaussianGenerator } from '../../../src/trial/gaussian/gaussian-generator.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { designs } from '../../trial/gaussian/designs.ts';

/** The long way: every trial made alone, and every analysis reading its data by itself. */
function longWay(compiled: CompiledStudy): CompiledStudy {
  const { generator, bound } = compiled;
  if (!(generator instanceof GaussianGenerator)) throw new Error('not gaussian');
  const generate = (replicate: number): void => {
    generator.generateAlone(replicate);
  };
  return { ...compiled, work: { bound, generate } };
}

function changed(study: Study, change: Partial<GaussianTrial['gaussian']>): Study {
  if (study.trial.kind !== 'gaussian') throw new Error('not gaussian');
  const { trial } = study;
  return { ...study, trial: { ...trial, gaussian: { ...trial.gaussian, ...change } } };
}

const few = 'a: {method: crossover-t}, b: {method: paired-t}, c: {method: parallel-t}';
/** Beside the designs, responses that no scenario may have. */
const studies: readonly (readonly [string, () => Study])[] = [
  ...Object.entries(designs),
  ['squares that overflow', () => changed(gaussianStudy(4, few), { sdWithin: 1e160 })],
  ['responses that overflow', () => changed(gaussianStudy(4, few), { sdWithin: 1e308, sdBetween: 1e308 })],
  [
    'squares that underflow',
    () => changed(gaussianStudy(4, few), { mean: 0, difference: 0, periodEffect: 0, sdWithin: 1e-160, sdBetween: 0 }),
  ],
  ['huge spread between participants', () => changed(gaussianStudy(10, few), { sdBetween: 1e150, sdWithin: 1e-150 })],
  ['a mixed model beside a t test', () => gaussianStudy(8, 'a: {method: crossover-t}, m: {method: mixed-model}', 0.1)],
  [
    'analyses judged together',
    () =>
      ({
        ...gaussianStudy(8, 'a: {method: crossover-t}, b: {method: paired-t}'),
        multiplicity: { procedure: 'holm', alpha: 0.05, analyses: ['a', 'b'] },
      }) as Study,
  ],
];

it.each(studies)('trials and sums side by side give the bits of the long way: %s', (_, make) => {
  const study = make();
  const compiled = compileStudy(study);
  const truths = compiled.names.map(() => 2);
  for (const [first, count] of [
    [0, 301],
    [123_456, 98],
  ])
    expect(runReplicates(compiled, truths, first, count)).toStrictEqual(runReplicates(longWay(compiled), truths, first, count));
});

it('trials asked for in any order have the outcomes of the long way', () => {
  const compiled = compileStudy(designs['AB/BA in pairs']());
  const long = longWay(compiled);
  const figures = ({ work, generator }: CompiledStudy, replicate: number): unknown[] => {
    work.generate(replicate);
    return work.bound.map((analysis) => {
      const outcome = analysis.run(generator.data);
      return outcome.status === 'estimated' ? [outcome.estimate, outcome.standardError, outcome.df, outcome.pValue] : outcome.reason;
    });
  };
  for (const replicate of [7, 3, 999_999_999, 6, 2 ** 31 - 1, 0, 1, 2])
    expect(figures(compiled, replicate)).toEqual(figures(long, replicate));
});

it('details, counts and means under the reference of a trial read from sums are those of the trial', () => {
  const compiled = compileStudy(designs['a tenth of the visits missed']());
  for (let replicate = 0; replicate < 40; replicate++) {
    const told = ({ work, generator }: CompiledStudy): unknown[] => {
      work.generate(replicate);
      return work.bound.map((analysis) => {
        const outcome = analysis.run(generator.data);
        if (outcome.status !== 'estimated') return outcome;
        const { estimate, standardError, df, statistic, pValue, interval, counts } = outcome;
        return { estimate, standardError, df, statistic, pValue, interval, counts, details: outcome.details() };
      });
    };
    expect(told(compiled)).toStrictEqual(told(longWay(compiled)));
  }
});

it('an engine without WebAssembly gives the same bits', () => {
  const names = ['AB/BA in pairs', 'Balaam', 'a tenth of the visits missed', 'two endpoints that correlate'] as const;
  const tallyOf = (name: (typeof names)[number], isSideBySide: boolean): Tally => {
    const compiled = compileStudy(designs[name]());
    expect(compiled.generator.sideBySide?.() !== undefined).toBe(isSideBySide);
    return runReplicates(
      compiled,
      compiled.names.map(() => 2),
      0,
      50,
    );
  };
  const tallies = names.map((name) => tallyOf(name, true));
  vi.stubGlobal('WebAssembly', undefined);
  try {
    names.forEach((name, place) => {
      expect(tallyOf(name, false)).toStrictEqual(tallies[place]);
    });
  } finally {
    vi.unstubAllGlobals();
  }
});
