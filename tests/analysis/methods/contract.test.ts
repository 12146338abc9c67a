import { describe, expect, it } from 'vitest';
import {
  type AnalysisSpec,
  bindAnalysis,
  type Estimate,
  type MethodName,
  type MethodOptions,
  methods,
} from '../../../src/analysis/index.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { namedSequences } from '../../../src/trial/sequence.ts';
import { columnKey, type TrialData } from '../../../src/trial/trial-data.ts';
import { question } from '../trial-of.ts';

/** Options and question a method cannot do without. */
const needed: Partial<Record<MethodName, { options?: MethodOptions; asked?: Partial<AnalysisSpec> }>> = {
  tost: { options: { margin: 3 } },
  'non-inferiority': { options: { margin: 3 }, asked: { alternative: 'less' } },
};

/** Methods whose interval stands between order statistics and has the level that it reaches. */
const ranks: readonly MethodName[] = ['wilcoxon', 'rank-crossover'];

const visits = ['day1', 'day7'] as const;
const key = (visit: string): string => columnKey('y', visit);

/** A source of repeatable numbers in (0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** A two-period trial of 14 subjects in two sequences, with one endpoint at a baseline and two visits. */
function crossover(binary: boolean, seed = 11): TrialData {
  const next = numbers(seed);
  const subjectCount = 14;
  const columns = new Map(['baseline', ...visits].map((visit) => [key(visit), new Float64Array(2 * subjectCount)]));
  const treatment = new Int32Array(2 * subjectCount);
  const sequence = Int32Array.from({ length: subjectCount }, (_, subject) => subject % 2);
  for (let subject = 0; subject < subjectCount; subject++) {
    const level = 20 + 8 * next();
    for (let period = 0; period < 2; period++) {
      const row = 2 * subject + period;
      treatment[row] = (sequence[subject] + period) % 2;
      columns.get(key('baseline'))?.set([level + 3 * next()], row);
      for (const visit of visits) {
        const score = level + 3 * treatment[row] + 6 * next() - 12;
        columns.get(key(visit))?.set([binary ? (score > 14.5 ? 1 : 0) : score], row);
      }
    }
  }
  return {
    subjectCount,
    periodCount: 2,
    treatments: ['A', 'B'],
    sequences: namedSequences([
      ['A', 'B'],
      ['B', 'A'],
    ]),
    sequence,
    treatment,
    columns,
    covariates: new Map(),
  };
}

/** The same trial with every recorded value transformed. */
function transformed(data: TrialData, change: (value: number, row: number) => number): TrialData {
  const columns = new Map([...data.columns].map(([name, column]) => [name, column.map((value, row) => change(value, row))]));
  return { ...data, columns };
}

/** The same trial with its subjects in another order. */
function reordered(data: TrialData): TrialData {
  const order = Array.from({ length: data.subjectCount }, (_, i) => (5 * i + 3) % data.subjectCount);
  const rows = order.flatMap((subject) => [2 * subject, 2 * subject + 1]);
  return {
    ...data,
    sequence: Int32Array.from(order, (subject) => data.sequence[subject]),
    treatment: Int32Array.from(rows, (row) => data.treatment[row]),
    columns: new Map([...data.columns].map(([name, column]) => [name, Float64Array.from(rows, (row) => column[row])])),
  };
}

const swappedAlternative = { 'two-sided': 'two-sided', less: 'greater', greater: 'less' } as const;

describe.each(Object.keys(methods) as MethodName[])('%s', (name) => {
  const method = methods[name];
  const { options = {}, asked = {} } = needed[name] ?? {};
  const binary = method.outcomeType === 'binary';
  const data = crossover(binary);
  const ask = (changes: Partial<AnalysisSpec> = {}): AnalysisSpec =>
    question({ ...asked, ...(method.scope === 'visits' ? { visits } : {}), ...changes });
  const outcome = (trial: TrialData, changes: Partial<AnalysisSpec> = {}) => bindAnalysis(name, ask(changes), options).run(trial);
  const estimated = (trial: TrialData, changes: Partial<AnalysisSpec> = {}): Estimate => {
    const result = outcome(trial, changes);
    if (result.status !== 'estimated') throw new Error(result.reason);
    return result;
  };
  const relabelled = (changes: Partial<AnalysisSpec> = {}): Partial<AnalysisSpec> => {
    const alternative = changes.alternative ?? asked.alternative ?? 'two-sided';
    return { ...changes, reference: 'B', comparator: 'A', alternative: swappedAlternative[alternative] };
  };

  it('a method gives finite figures that agree with each other', () => {
    const result = estimated(data);
    expect(Number.isFinite(result.estimate)).toBe(true);
    expect(result.pValue).toBeGreaterThanOrEqual(0);
    expect(result.pValue).toBeLessThanOrEqual(1);
    if (ranks.includes(name)) expect(result.interval.level).toBe(result.details().achievedLevel);
    else expect(result.interval.level).toBe(0.95);
    expect(result.interval.lower).toBeLessThanOrEqual(result.estimate);
    expect(result.interval.upper).toBeGreaterThanOrEqual(result.estimate);
    expect(result.rejects(result.pValue * 1.001 + 1e-12)).toBe(true);
    expect(result.rejects(result.pValue * 0.999)).toBe(false);
    expect(result.counts).toEqual({ subjects: 14, complete: 14, perSequence: { 'A-B': 7, 'B-A': 7 } });
    expect(() => JSON.stringify(result.details())).not.toThrow();
  });

  it('a method says what it aims at and what it reads', () => {
    expect(
      method.estimand({
        ...Object.fromEntries(Object.entries(method.options).map(([key, { default: value }]) => [key, value])),
        ...options,
      } as never).words,
    ).toMatch(/^the /);
    const bound = bindAnalysis(name, ask(), options);
    expect(bound.columns).toContain(key('day1'));
    const onlyRead = new Map([...data.columns].filter(([column]) => bound.columns.includes(column)));
    expect(bound.run({ ...data, columns: onlyRead })).toMatchObject({ status: 'estimated' });
  });

  it('an estimate changes sign, and nothing else, when the treatments trade names', () => {
    const [one, other] = [estimated(data), estimated(data, relabelled())];
    expect(other.estimate).toBeCloseTo(-one.estimate, 9);
    expect(other.pValue).toBeCloseTo(one.pValue, 9);
    expect(other.interval.lower).toBeCloseTo(-one.interval.upper, 6);
    expect(other.interval.upper).toBeCloseTo(-one.interval.lower, 6);
  });

  it('a method does not mind the order of the subjects', () => {
    const [one, other] = [estimated(data), estimated(reordered(data))];
    expect(other.estimate).toBeCloseTo(one.estimate, 9);
    expect(other.pValue).toBeCloseTo(one.pValue, 9);
  });

  it('a method gives the same for the same data, whatever it saw in between', () => {
    const bound = bindAnalysis(name, ask(), options);
    const first = bound.run(data);
    const kept = first.status === 'estimated' ? [first.estimate, first.pValue] : [];
    bound.run(crossover(binary, 99));
    const again = bound.run(data);
    expect(again.status === 'estimated' ? [again.estimate, again.pValue] : undefined).toEqual(kept);
  });

  if (!binary) {
    it('an estimate ignores a constant added to every value', () => {
      const [one, other] = [estimated(data), estimated(transformed(data, (value) => value + 64))];
      expect(other.estimate).toBeCloseTo(one.estimate, 6);
      expect(other.pValue).toBeCloseTo(one.pValue, 6);
    });

    it('an estimate scales with the unit of the values', () => {
      const scaledOptions = typeof options.margin === 'number' ? { ...options, margin: 8 * options.margin } : options;
      const one = estimated(data);
      const other = bindAnalysis(name, ask(), scaledOptions).run(transformed(data, (value) => 8 * value));
      expect(other.status).toBe('estimated');
      if (other.status !== 'estimated') return;
      expect(other.estimate / 8).toBeCloseTo(one.estimate, 6);
      expect(other.pValue).toBeCloseTo(one.pValue, 6);
    });

    it('a method does not estimate from constant data, unless it is exact: then p is 1', () => {
      const constant = outcome(transformed(data, () => 12));
      if (ranks.includes(name) || name === 'permutation') expect(constant).toMatchObject({ status: 'estimated', estimate: 0, pValue: 1 });
      else expect(constant).toMatchObject({ status: 'not-estimable', reason: expect.stringMatching(/ do not vary/) as string });
    });
  }

  if (!binary && method.scope === 'visit') {
    it('a method rejects a true null hypothesis at the nominal rate', () => {
      const replicates = 2000;
      // At its margin tost is a test of level at most 5 %, and of 5 % when the other margin is far; non-inferiority likewise.
      const shift = name === 'tost' || name === 'non-inferiority' ? 3 : 0;
      const bound = bindAnalysis(name, ask(), name === 'tost' ? { lower: -1000, upper: 3 } : options);
      const trial = crossover(false);
      const stream = new Stream().startAt(rootKey('null hypothesis'), 0, 0, 1);
      let rejected = 0;
      for (let replicate = 0; replicate < replicates; replicate++) {
        for (const column of trial.columns.values()) {
          for (let row = 0; row < column.length; row++) column[row] = 20 + stream.normal() + (trial.treatment[row] === 1 ? shift : 0);
        }
        const result = bound.run(trial);
        if (result.status === 'estimated' && result.rejects(0.05)) rejected++;
      }
      const standardError = Math.sqrt((0.05 * 0.95) / replicates);
      expect(rejected / replicates).toBeLessThan(0.05 + 4 * standardError);
      expect(rejected / replicates).toBeGreaterThan(0.05 - 4 * standardError - (method.kind === 'permutation' ? 0.005 : 0));
    });
  }

  it('a method takes one-sided alternatives whose p-values are complementary or larger', () => {
    if (name === 'tost' || name === 'non-inferiority') return;
    const [less, greater] = [estimated(data, { alternative: 'less' }).pValue, estimated(data, { alternative: 'greater' }).pValue];
    expect(less + greater).toBeGreaterThan(1 - 1e-9);
    expect(Math.min(less, greater)).toBeLessThanOrEqual(estimated(data).pValue + 1e-9);
  });

  it('a method reports what is missing, and estimates from what is there', () => {
    expect(outcome({ ...data, columns: new Map() })).toEqual({
      status: 'not-estimable',
      reason: expect.stringMatching(/y at visit/) as string,
    });
    expect(outcome(data, { endpoint: 'z' })).toEqual({ status: 'not-estimable', reason: expect.stringMatching(/z at visit/) as string });
    expect(outcome(data, { comparator: 'C' })).toEqual({ status: 'not-estimable', reason: expect.stringMatching(/C/) as string });
    expect(outcome(transformed(data, () => NaN))).toMatchObject({ status: 'not-estimable' });
    const incomplete = estimated(transformed(data, (value, row) => (row === 4 ? NaN : value)));
    expect(incomplete.counts.subjects).toBe(14);
    expect(Number.isFinite(incomplete.pValue)).toBe(true);
  });

  it('a method refuses a question it cannot mean', () => {
    expect(() => outcome(data, { comparator: 'A' })).toThrow(RangeError);
    expect(() => outcome(data, { level: 1 })).toThrow(RangeError);
    expect(() => bindAnalysis(name, ask(), { ...options, nonsense: 1 })).toThrow(/nonsense/);
  });
});
