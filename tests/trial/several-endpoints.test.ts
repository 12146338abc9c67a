import { describe, expect, it } from 'vitest';
import { columnKey, compileTrial, readStudy, rootKey } from '../../src/index.ts';
import { completeFollowUp } from '../../src/outcomes/missingness/index.ts';
import type { GaussianModel } from '../../src/outcomes/parameters.ts';
import { correlationFactor } from '../../src/trial/endpoint-correlations.ts';
import type { GaussianTrial } from '../../src/trial/trial-model.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';

const head = 'model: gaussian\nseed: 3\ndesign: { participants: 2000, blockSize: 2 }\n';
const one = '{ mean: 10, difference: 2, sdWithin: 2, sdBetween: 3, periodEffect: 1 }';
const two = '{ mean: -5, difference: -1, sdWithin: 1, sdBetween: 2 }';
const analyses = 'analyses: { x: { method: crossover-t, endpoint: a } }\n';
const several = `${head}gaussian: { endpoints: { a: ${one}, b: ${two} }, correlations: [{ of: [a, b], between: 0.6, within: -0.4 }] }\n${analyses}`;

function trialOf(text: string): GaussianTrial {
  const { trial } = readStudy(text);
  if (trial.kind !== 'gaussian') throw new Error('not a normal model');
  return trial;
}

function columnsOf(trial: GaussianTrial, replicate = 0): ReadonlyMap<string, Float64Array> {
  const generator = compileTrial(trial, rootKey('3'), 'all');
  generator.generate(replicate);
  return generator.data.columns;
}

const column = (trial: GaussianTrial, name: string): Float64Array =>
  columnsOf(trial).get(columnKey(name, 'outcome')) ?? new Float64Array(0);

describe('a normal model of several endpoints', () => {
  it('the first endpoint has the values of the short form, to the last bit, whatever comes after it', () => {
    const short = trialOf(`${head}gaussian: ${one}\nanalyses: { x: { method: crossover-t } }\n`);
    expect(column(trialOf(several), 'a')).toEqual(column(short, 'score'));
    const alone = trialOf(`${head}gaussian: { endpoints: { a: ${one} } }\n${analyses.replace(', endpoint: a', '')}`);
    expect(column(alone, 'a')).toEqual(column(short, 'score'));
  });

  it('endpoints correlate as declared, between participants and within periods', () => {
    const trial = trialOf(several.replace('difference: 2', 'difference: 0').replace('difference: -1', 'difference: 0'));
    const [a, b] = [column(trial, 'a'), column(trial, 'b')];
    const patients = a.length / 2;
    const means = (values: Float64Array): number[] => Array.from({ length: patients }, (_, i) => (values[2 * i] + values[2 * i + 1]) / 2);
    const halves = (values: Float64Array): number[] => Array.from({ length: patients }, (_, i) => (values[2 * i] - values[2 * i + 1]) / 2);
    const within = correlation(halves(a), halves(b));
    expect(Math.abs(within + 0.4)).toBeLessThan(0.07);
    const expected = (0.6 * 3 * 2 + (-0.4 * 2 * 1) / 2) / Math.sqrt((9 + 4 / 2) * (4 + 1 / 2));
    expect(Math.abs(correlation(means(a), means(b)) - expected)).toBeLessThan(0.06);
  });

  it('who misses a visit misses all endpoints', () => {
    const trial = { ...trialOf(several), missingness: { ...completeFollowUp, perVisit: 0.2, betweenPeriods: 0.1 } };
    const columns = columnsOf(trial);
    const [a, b] = ['a', 'b'].map((name) => columns.get(columnKey(name, 'outcome')) ?? new Float64Array(0));
    expect([...a].filter(Number.isNaN).length).toBeGreaterThan(500);
    expect([...a].map(Number.isNaN)).toEqual([...b].map(Number.isNaN));
  });

  it('an analysis of the second endpoint by the general path has the power of the same endpoint alone, within the error', () => {
    const few = several.replace('participants: 2000', 'participants: 12').replace('endpoint: a', 'endpoint: b');
    const lone = `${head.replace('2000', '12')}gaussian: ${two}\nanalyses: { x: { method: crossover-t } }\n`;
    const [both, alone] = [few, lone].map((text) => estimatePower(readStudy(text, { replicates: 4000 })).analyses.x);
    expect(both.analyticPower).toBe(alone.analyticPower);
    expect(Math.abs(both.power.value - alone.power.value)).toBeLessThan(3 * Math.SQRT2 * alone.power.mcse);
  });

  it('correlations that no distribution has give no factor', () => {
    const all = (within: number) =>
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ].map(([x, y]) => ({ of: [x, y] as const, between: 0, within }));
    const factor = correlationFactor(['a', 'b', 'c'], all(-0.49), 'within') ?? new Float64Array(9);
    const product = (row: number, column: number) => [0, 1, 2].reduce((sum, k) => sum + factor[3 * row + k] * factor[3 * column + k], 0);
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++) expect(product(row, column)).toBeCloseTo(row === column ? 1 : -0.49, 12);
    expect(correlationFactor(['a', 'b', 'c'], all(-0.5), 'within')).toBeUndefined();
    const model = trialOf(several).gaussian;
    const broken: GaussianModel = { ...model, correlations: [{ of: ['a', 'b'], between: 1, within: 0 }] };
    expect(() => compileTrial({ ...trialOf(several), gaussian: broken }, rootKey('1'), 'all')).toThrow(/not positive definite/);
  });
});

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [centred(x), centred(y)];
  const product = (u: readonly number[], v: readonly number[]): number => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

describe('what is wrong with several endpoints is told', () => {
  const problems = (changes: readonly string[]): string => {
    const read = readScenario({ path: 'trial.yaml', text: several }, { readFile: () => '', set: changes });
    return 'problems' in read ? read.problems.map(({ text }) => text).join('\n') : '';
  };
  it.each([
    [['gaussian.mean=3'], /gaussian\.mean: expected within an endpoint \(gaussian\.endpoints\.a\.mean\)/],
    [['gaussian.correlations=[{of: [a, c], within: 0.1}]'], /expected an endpoint \(a, b\), got 'c'/],
    [['gaussian.correlations=[{of: [a, a]}]'], /two different endpoints/],
    [['gaussian.correlations=[{of: [a, b]}, {of: [b, a]}]'], /each pair once/],
    [['gaussian.correlations=[{of: [a, b], between: 1}]'], /between participants of a, b: the matrix is not positive definite/],
    [['analyses.x.endpoint=c'], /analyses\.x\.endpoint: expected a recorded endpoint \(a, b\), got 'c'/],
    [['analyses.x.endpoint=null'], /analyses\.x\.endpoint: expected a recorded endpoint \(a, b\)/],
  ])('several endpoints are refused with %j', (changes, message) => {
    expect(problems(changes)).toMatch(message);
  });
});
