import { expect, it } from 'vitest';
import { trialFigures } from '../../../src/power/figures/trial-figures.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import type { Study } from '../../../src/study/study.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { readStudy } from '../../../src/scenario/index.ts';

const read = readStudy(`
name: two-visits
design: { participants: 4, sequences: [[placebo, naltrexone], [naltrexone, placebo]], blockSize: 2 }
visits: { baseline: -1, day1: 24 }
outcomes: { hamd17: { visits: [baseline, day1] } }
analyses: { primary: { method: paired-t, endpoint: hamd17, visit: day1 } }
`);
const study: Study = { ...read, trial: { ...(read.trial as MechanisticTrial), outcomes: { hamd17: { visits: ['baseline', 'day1'] } } } };
const [baseline, day1] = [
  [20, 20, 24, 20, 20, 20, 22, 20],
  [8, 18, 20, 6, 12, 14, NaN, 10],
].map((values) => Float64Array.from(values));
const data: TrialData = {
  subjectCount: 4,
  periodCount: 2,
  treatments: ['placebo', 'naltrexone'],
  sequences: [],
  sequence: Int32Array.from([0, 1, 0, 1]),
  treatment: Int32Array.from([0, 1, 1, 0, 0, 1, 1, 0]),
  columns: new Map([
    [columnKey('hamd17', 'baseline'), baseline],
    [columnKey('hamd17', 'day1'), day1],
  ]),
  covariates: new Map(),
};

it('figures of a crossover are those worked out by hand', () => {
  const { names, read: figuresOf, columns } = trialFigures(study);
  const values = figuresOf(data);
  expect(values).toHaveLength(names.length);
  expect([...columns].sort()).toEqual(['hamd17@baseline', 'hamd17@day1']);
  const of = (name: string): number => values[names.indexOf(name)];
  // Changes after placebo: −12, −14, −8, −10; after naltrexone −2, −4, −6 and one missing.
  expect(of('mean hamd17 day1 placebo')).toBeCloseTo(-11, 12);
  expect(of('mean hamd17 day1 placebo first')).toBeCloseTo(-10, 12);
  expect(of('mean hamd17 day1 naltrexone')).toBeCloseTo(-4, 12);
  expect(of('mean hamd17 day1 naltrexone first')).toBeCloseTo(-4, 12);
  // Within periods: placebo −12, −8 and −14, −10, 2 degrees of freedom; naltrexone −4 and −2, −6.
  expect(of('sd hamd17 day1 placebo')).toBeCloseTo(Math.log(Math.sqrt(16 / 2)), 12);
  expect(of('sd hamd17 day1 naltrexone')).toBeCloseTo(Math.log(Math.sqrt(8 / 1)), 12);
  // Falls of half of the baseline or more: 20 to 8, 6 and 10; not 20 to 12.
  // Pairs (−12, −2), (−14, −4), (−8, −6): r = −8/√(56/3 · 8).
  const r = -8 / Math.sqrt((56 / 3) * 8);
  expect(of('correlation hamd17 day1 placebo naltrexone')).toBeCloseTo(Math.atanh(r), 12);
  expect(of('response hamd17 day1 placebo')).toBeCloseTo(3 / 4, 12);
  expect(of('response hamd17 day1 naltrexone')).toBeCloseTo(0, 12);
  expect(of('response hamd17 day1 placebo naltrexone')).toBeCloseTo(0, 12);
  expect(of('mean hamd17 baseline placebo')).toBeCloseTo(20, 12);
});

it('groups of patients have no correlation, and one period no first one', () => {
  const parallel = readStudy(`
design: { participants: 8, sequences: [[placebo], [naltrexone]], blockSize: 2 }
analyses: { primary: { method: parallel-t, endpoint: hamd17, visit: day1 } }
`);
  const { names } = trialFigures(parallel);
  expect(names.some((name) => name.startsWith('correlation') || name.endsWith('first'))).toBe(false);
  expect(names).toContain('mean hamd17 day1 naltrexone');
});
