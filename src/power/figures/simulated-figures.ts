import { rootKey } from '../../random/index.ts';
import type { Study } from '../../study/study.ts';
import { trialGenerator } from '../../trial/compile-trial.ts';
import { trialFigures } from './trial-figures.ts';

/** The figures of every trial of some blocks, in the order of the trials. @param study  a checked one */
export function simulatedFigures(study: Study, blocks: readonly { readonly first: number; readonly count: number }[]): number[][] {
  const { columns, read } = trialFigures(study);
  const generator = trialGenerator(study.trial, rootKey(study.seed), columns);
  return blocks.flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, place) => {
      generator.generate(first + place);
      return read(generator.data);
    }),
  );
}
