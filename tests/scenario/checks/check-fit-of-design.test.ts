import { describe, expect, it } from 'vitest';
import { bindAnalysis, methods, type AnalysisSpec, type MethodName } from '../../../src/analysis/index.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { exampleGaussianTrial } from '../../trial/example-trial.ts';
import { problemsOf } from '../read.ts';

const P = 'placebo';
const N = 'naltrexone';
const designs: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'two sequences': [
    [P, N],
    [N, P],
  ],
  'one sequence': [[P, N]],
  'three periods': [
    [P, N, P],
    [N, P, N],
  ],
  'one sequence of three periods': [[P, N, P]],
  'parallel groups': [
    [P, P],
    [N, N],
  ],
  'a third sequence': [
    [P, N],
    [N, P],
    [P, P],
  ],
};

const question: AnalysisSpec = {
  endpoint: 'score',
  visit: 'outcome',
  visits: ['outcome'],
  baseline: 'first',
  measure: 'value',
  population: 'all',
  reference: P,
  comparator: N,
  alternative: 'less',
  level: 0.95,
};

/** Two columns of one simulated trial, as scores or as yes and no. */
function trialOf(sequences: readonly (readonly string[])[], binary: boolean): TrialData {
  const design = { ...exampleGaussianTrial.design, participants: 60, sequences, weights: sequences.map(() => 1), blockSize: 6 };
  const generator = compileTrial({ ...exampleGaussianTrial, design }, rootKey('fit'), 'all');
  generator.generate(1);
  const first = Float64Array.from([...generator.data.columns.values()][0]);
  generator.generate(0);
  const now = [...generator.data.columns.values()][0].map((value) => (binary ? Number(value > 0.5) : value));
  return {
    ...generator.data,
    columns: new Map([
      ['score@outcome', now],
      ['score@first', first],
    ]),
  };
}

describe('what a scenario says about a method and a design is what the method does with it', () => {
  const cases = Object.keys(designs).flatMap((design) =>
    (Object.keys(methods) as MethodName[])
      .filter((method) => methods[method].scope === 'visit')
      .flatMap((method) => ('design' in methods[method].options ? ['crossover', 'paired'] : ['']).map((how) => ({ design, method, how }))),
  );
  it.each(cases)('$method $how on $design does what the scenario says of it', ({ design, method, how }) => {
    const options = { ...(how === '' ? {} : { design: how }), ...('margin' in methods[method].options ? { margin: 1 } : {}) };
    const outcome = bindAnalysis(method, question, options).run(trialOf(designs[design], methods[method].outcomeType === 'binary'));
    const measure = methods[method].outcomeType === 'binary' ? 'responder' : 'value';
    const words = Object.entries({ method, endpoint: 'hamd17', visit: 'day1', measure, alternative: 'less', ...options });
    const text = `design: {sequences: ${JSON.stringify(designs[design])}, blockSize: 6}\nanalyses:\n  a: {${words.map(([name, value]) => `${name}: ${value}`).join(', ')}}\n`;
    const refused = problemsOf(text).some((line) => line.includes('analyses.a'));
    const binaryOfThree = method === 'mcnemar' && designs[design][0].length > 2; // means over periods are no yes or no; depends on the data
    if (!binaryOfThree) expect(refused).toBe(outcome.status === 'not-estimable');
  });
});
