import { expect, it } from 'vitest';
import { loadStudy } from '../../src/cli/arguments/load-study.ts';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../src/study/study.ts';
import { shipped } from '../cli/command-line.ts';

const sequences = (design: string): string => `design.sequences=${design}`;
function study(path: string, set: readonly string[]): Study {
  return loadStudy(shipped(path), { set }).study;
}

function columnOf(compiled: ReturnType<typeof compileStudy>, key: string): Float64Array {
  const column = compiled.generator.data.columns.get(key);
  if (column === undefined) throw new Error(`no ${key}`);
  return column;
}

it('parallel groups are period 1 of the crossover: virtual patients, to the last bit, patient by patient', () => {
  const parallel = compileStudy(study('designs/parallel-groups.yaml', []));
  const crossover = compileStudy(study('designs/randomised-crossover.yaml', []));
  for (const replicate of [0, 7]) {
    parallel.generator.generate(replicate);
    crossover.generator.generate(replicate);
    const [one, two] = [columnOf(parallel, 'hamd17@day1'), columnOf(crossover, 'hamd17@day1')];
    for (let subject = 0; subject < 30; subject++) expect(one[subject]).toBe(two[2 * subject]);
    expect([...parallel.generator.data.treatment]).toEqual(Array.from({ length: 30 }, (_, i) => crossover.generator.data.treatment[2 * i]));
  }
});

it('parallel-t of the crossover is that of the parallel trial', () => {
  const gaussian = 'gaussian-textbook.yaml';
  const only = [
    'claim=null',
    'evidence=null',
    'analyses.paired-t=null',
    'analyses.equivalence=null',
    'analyses.crossover-t.method=parallel-t',
  ];
  const parallel = compileStudy(study(gaussian, [sequences('[[placebo], [naltrexone]]'), ...only]));
  const crossover = compileStudy(study(gaussian, only));
  expect(runReplicates(parallel, [4], 0, 500).analyses).toEqual(runReplicates(crossover, [4], 0, 500).analyses);
});
