import { expect, it } from 'vitest';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { columnKey } from '../../../src/trial/trial-data.ts';
import { exampleTrial } from '../example-trial.ts';

it('the peak of more visits than are worked out together is the highest of all of them', () => {
  const names = Array.from({ length: 100 }, (_, visit) => `v${visit}`);
  const visits = { ...exampleTrial.visits, ...Object.fromEntries(names.map((name, visit) => [name, 0.1 + visit / 20])) };
  const outcomes = { ...exampleTrial.outcomes, cadss: { visits: names } };
  const trial = compileTrial({ ...exampleTrial, visits, outcomes }, rootKey('visits'), 'all');
  trial.generate(0);
  const { data } = trial;
  const ratings = names.map((name) => data.columns.get(columnKey('cadss', name)) ?? new Float64Array());
  const peaks = [...(data.columns.get(columnKey('cadss', 'peak')) ?? [])];
  const given = peaks.map((_, row) => Math.max(...ratings.map((column) => column[row])));
  expect(peaks).toEqual(given);
  expect(peaks.filter((peak) => peak > 0).length).toBeGreaterThan(0);
});
