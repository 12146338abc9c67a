import { expect, it } from 'vitest';
import { PairKernel } from '../../../src/power/crossover-kernel/pair-kernel.ts';
import { compileStudy, eachByItself } from '../../../src/power/simulation/compile-study.ts';
import { fourCrossovers } from '../../../src/power/crossover-kernel/four-crossovers.ts';
import { moduleBytes } from '../../../src/power/crossover-kernel/module-bytes.ts';
import type { Study } from '../../../src/study/study.ts';
import type { GaussianTrial } from '../../../src/trial/trial-model.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { assembled } from '../../random/assembled.ts';
import { moduleText } from '../../../src/power/crossover-kernel/module-text.ts';

it('the shipped module is what its text stands for', async () => {
  expect(moduleBytes).toBe(Buffer.from(await assembled(moduleText)).toString('base64'));
});

it('this engine runs the module of four crossovers', () => {
  const trial = { key: Int32Array.of(1, 2, 3, 4), pairs: 2, means: new Float64Array(4), sdBetween: 1, sdWithin: 1, paired: true };
  expect(fourCrossovers({ ...trial, referenceFirst: 0, allocation: 1, outcomes: 2 })?.results).toHaveLength(24);
});

function withGaussian(study: Study, seed: string, change: Partial<GaussianTrial['gaussian']>): Study {
  if (study.trial.kind !== 'gaussian') throw new Error('not gaussian');
  return { ...study, seed, trial: { ...study.trial, gaussian: { ...study.trial.gaussian, ...change } } };
}

const crossover = (n: number): Study => gaussianStudy(n, 'a: {method: crossover-t}, b: {method: paired-t}, c: {method: tost, margin: 2}');

/** Enough trials that every way of the ziggurat is taken: a normal number lies in the tail once in 3 900 draws, and is drawn again once in 150. */
it.each<[string, Study, number]>([
  ['30 patients', withGaussian(crossover(30), 'one', {}), 10_000],
  ['4 patients', withGaussian(crossover(4), 'two', { periodEffect: -3, carryover: 2 }), 10_000],
  ['2 000 patients, more than one page of memory', withGaussian(crossover(2000), 'three', {}), 100],
  ['no spread between patients', withGaussian(crossover(10), 'four', { sdBetween: 0 }), 4000],
  ['huge spread', withGaussian(crossover(10), 'five', { sdBetween: 1e150, sdWithin: 1e-150 }), 4000],
])('four trials at a time give the same bits as one after the other: %s', (_, study, trials) => {
  const compiled = compileStudy(study);
  const [fours, ones] = [compiled.work, eachByItself(compiled)];
  expect(fours).toBeInstanceOf(PairKernel);
  const figures = (work: typeof ones, replicate: number): unknown[] => {
    work.generate(replicate);
    return work.bound.map((analysis) => {
      const outcome = analysis.run(compiled.generator.data);
      return outcome.status === 'estimated' ? [outcome.estimate, outcome.standardError, outcome.df, outcome.pValue] : outcome.reason;
    });
  };
  for (let replicate = 0; replicate < trials; replicate++) {
    const [four, one] = [figures(fours, replicate), figures(ones, replicate)];
    if (JSON.stringify(four) !== JSON.stringify(one)) expect(four, `trial ${replicate}`).toEqual(one);
  }
  // Any trial alone, in any order, near the largest number too.
  for (const replicate of [7, 3, 999_999_999, 6, 2 ** 31 - 1, 0]) expect(figures(fours, replicate)).toEqual(figures(ones, replicate));
});
