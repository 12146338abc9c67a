import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { sampleEstimates } from '../../../src/power/simulation/replay-estimates.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import { readScenario } from '../../../src/scenario/index.ts';

it.each(['scenarios/williams-2018.yaml', 'scenarios/gaussian-textbook.yaml'])('a replay gives the run’s own trials (%s)', (path) => {
  const read = readScenario({ path, text: readFileSync(path, 'utf8') }, { readFile: (name) => readFileSync(name, 'utf8') });
  if ('problems' in read) throw new Error(read.problems[0].text);
  const compiled = compileStudy(read.study);
  const tally = runReplicates(compiled, Array<number>(compiled.names.length).fill(1), 0, 150);
  sampleEstimates(compiled, 150).forEach(({ analysis, successful, others }, position) => {
    expect(analysis).toBe(compiled.names[position]);
    expect(successful).toHaveLength(tally.analyses[position].successes);
    expect(successful.length + others.length).toBe(tally.analyses[position].estimates.count);
    const mean = [...successful, ...others].reduce((sum, value) => sum + value, 0) / (successful.length + others.length);
    expect(mean).toBeCloseTo(tally.analyses[position].estimates.mean, 9);
  });
});
