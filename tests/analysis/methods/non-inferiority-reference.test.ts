import { expect, it } from 'vitest';
import type { MethodOptions } from '../../../src/analysis/index.ts';
import { analyse, expectClose, readJson, readTrial } from '../reference-data.ts';

const { tolerance, results } = readJson('non-inferiority/results.json') as {
  tolerance: number;
  results: Record<string, Record<string, number>>;
};
const data = readTrial('datasets/P01.csv', 'hamd17');

it.each(Object.entries(results))('non-inferiority agrees with R’s t test: %s', (name, theirs) => {
  const [alternative, margin] = name.split('-');
  const options: MethodOptions = { margin: Number(margin) };
  const asked = { endpoint: 'hamd17', visit: '1', baseline: '0', alternative: alternative === 'less' ? 'less' : 'greater' } as const;
  const outcome = analyse(data, 'non-inferiority', asked, options);
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  const { estimate, standardError, df, pValue } = outcome;
  expect(Object.keys(theirs)).toEqual(['estimate', 'standardError', 'df', 'pValue']);
  for (const [figure, value] of Object.entries({ estimate, standardError, df, pValue }))
    expectClose(value, theirs[figure], tolerance, figure);
});
