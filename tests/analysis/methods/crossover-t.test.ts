import { describe, expect, it } from 'vitest';
import { bindAnalysis, type Estimate, type MethodName, type MethodOptions, type Outcome } from '../../../src/analysis/index.ts';
import { readTrial } from '../reference-data.ts';
import { crossoverTrial, question, trialOf } from '../trial-of.ts';

type Pair = readonly [number, number];
const ab: readonly Pair[] = [
  [10, 14],
  [12, 13],
  [9, 15],
  [11, 11],
];
const ba: readonly Pair[] = [
  [15, 9],
  [13, 12],
  [18, 10],
];

function run(
  data: Parameters<ReturnType<typeof bindAnalysis>['run']>[0],
  method: MethodName,
  changes = {},
  options: MethodOptions = {},
): Outcome {
  return bindAnalysis(method, question(changes), options).run(data);
}

function estimated(outcome: Outcome): Estimate {
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  return outcome;
}

it('the crossover t test gives the published result of the formoterol trial (Senn 2002, chapter 3)', () => {
  const data = readTrial('published/senn_asthma_pef.csv', 'y');
  const { estimate, standardError, df, counts } = estimated(run(data, 'crossover-t', { visit: 'only' }));
  expect([estimate, standardError].map((figure) => figure.toFixed(1))).toEqual(['46.6', '10.8']);
  expect(df).toBe(11);
  expect(counts).toEqual({ subjects: 13, complete: 13, perSequence: { AB: 6, BA: 7 } });
});

it('the crossover t test ignores any effect of period, which the paired t test does not', () => {
  const later = ([first, second]: Pair): Pair => [first, second + 50];
  const [before, after] = [crossoverTrial(ab, ba), crossoverTrial(ab.map(later), ba.map(later))];
  expect(estimated(run(after, 'crossover-t')).estimate).toBeCloseTo(estimated(run(before, 'crossover-t')).estimate, 12);
  expect(estimated(run(after, 'paired-t')).estimate).not.toBeCloseTo(estimated(run(before, 'paired-t')).estimate, 1);
});

it('the crossover t test is biased by minus half the difference in carry-over, and tests it', () => {
  const data = crossoverTrial(
    ab.map(([first, second]) => [first, second + 6]),
    ba,
  );
  const [with6, without] = [estimated(run(data, 'crossover-t')), estimated(run(crossoverTrial(ab, ba), 'crossover-t'))];
  const carryover = (result: Estimate) => (result.details().carryover as { estimate: number }).estimate;
  const [effects, carryovers] = [
    [with6.estimate, without.estimate],
    [carryover(with6), carryover(without)],
  ];
  expect(carryovers[0] - carryovers[1]).toBeCloseTo(6, 12); // the reference carries over: comparator − reference is −6
  expect(effects[0]).toBeCloseTo(effects[1] + 3, 12);
});

describe('what the crossover t test cannot estimate', () => {
  const fixedOrder = trialOf(ab.map((values) => ({ treatments: ['A', 'B'], values: { 'y@day1': values } })));
  const threePeriods = trialOf(
    [0, 1, 2, 3, 4].map((i) => ({ treatments: i % 2 ? ['A', 'B', 'A'] : ['B', 'A', 'B'], values: { 'y@day1': [i * i, 3 * i, 7 - i] } })),
  );

  it.each<[string, Parameters<typeof run>[0], RegExp]>([
    ['a fixed order', fixedOrder, /treatment cannot be separated from period/],
    ['three periods', threePeriods, /2 periods, the data have 3/],
    ['two subjects', crossoverTrial(ab.slice(0, 1), ba.slice(0, 1)), /3 complete subjects, got 2/],
    ['constant differences', crossoverTrial([[11.5, 8.7], [10.1, 7.3]], [[8.7, 11.5], [1, 3.8]]), /do not vary/], // prettier-ignore
  ])('the crossover t test gives the reason where it cannot estimate: %s', (_name, data, reason) => {
    expect(run(data, 'crossover-t')).toEqual({ status: 'not-estimable', reason: expect.stringMatching(reason) as string });
  });

  it('the paired t test takes a fixed order and any number of periods', () => {
    expect(estimated(run(fixedOrder, 'paired-t')).estimate).toBeCloseTo(2.75, 12);
    expect(estimated(run(threePeriods, 'paired-t')).counts.complete).toBe(5);
  });
});

it('the crossover t test leaves out subjects of other treatments and says how many', () => {
  const others = trialOf([
    ...ab.map((values) => ({ treatments: ['A', 'B'], values: { 'y@day1': values } })),
    ...ba.map((values) => ({ treatments: ['B', 'A'], values: { 'y@day1': values } })),
    { treatments: ['C', 'A'], values: { 'y@day1': [100, 200] } },
    { treatments: ['A', 'A'], values: { 'y@day1': [100, 200] } },
  ]);
  const [one, other] = [estimated(run(others, 'crossover-t')), estimated(run(crossoverTrial(ab, ba), 'crossover-t'))];
  expect(one.estimate).toBe(other.estimate);
  expect(one.details().subjectsOfOtherOrders).toBe(2);
  expect(one.counts).toMatchObject({ subjects: 9, complete: 7 });
});

describe('non-inferiority', () => {
  const data = crossoverTrial(ab, ba);

  it('non-inferiority is a shifted one-sided test of the same estimate', () => {
    const plain = estimated(run(data, 'crossover-t'));
    const higherIsBetter = estimated(run(data, 'non-inferiority', { alternative: 'greater' }, { margin: 2 }));
    const lowerIsBetter = estimated(run(data, 'non-inferiority', { alternative: 'less' }, { margin: 2 }));
    expect(higherIsBetter.estimate).toBe(plain.estimate);
    expect(higherIsBetter.statistic).toBeCloseTo((plain.estimate + 2) / plain.standardError, 12);
    expect(lowerIsBetter.statistic).toBeCloseTo((plain.estimate - 2) / plain.standardError, 12);
    expect(higherIsBetter.rejects(0.025)).toBe(true);
    expect(lowerIsBetter.rejects(0.025)).toBe(false);
  });

  it('non-inferiority agrees with its bound', () => {
    for (const margin of [0.5, 1, 3, 9]) {
      const result = estimated(run(data, 'non-inferiority', { alternative: 'less', level: 0.95 }, { margin }));
      const { bound } = result.details().oneSidedBound as { bound: number };
      expect(result.rejects(0.05)).toBe(bound <= margin);
    }
  });

  it('non-inferiority needs a direction and a margin', () => {
    expect(() => run(data, 'non-inferiority', {}, { margin: 2 })).toThrow(/one-sided/);
    expect(() => run(data, 'non-inferiority', { alternative: 'less' })).toThrow(/margin above 0/);
    expect(() => run(data, 'tost', {}, { scale: 'ratio', lower: -1, upper: 2 })).toThrow(/positive margins/);
  });
});

describe('permutation', () => {
  const data = crossoverTrial(ab, ba);

  it('the permutation p-value cannot go below one in the number of arrangements', () => {
    const result = estimated(run(data, 'permutation', { alternative: 'greater' }));
    expect(result.details().arrangements).toBe(35);
    expect(result.pValue).toBeCloseTo(1 / 35, 12);
  });

  it('the permutation test has an interval that its tests accept inside and reject outside', () => {
    const { lower, upper } = estimated(run(data, 'permutation', { level: 0.8 })).interval;
    const tailAt = (effect: number, alternative: 'greater' | 'less') => {
      const shifted = crossoverTrial(
        ab.map(([first, second]) => [first, second - effect]),
        ba.map(([first, second]) => [first - effect, second]),
      );
      return estimated(run(shifted, 'permutation', { alternative })).pValue;
    };
    expect(tailAt(lower - 0.01, 'greater')).toBeLessThanOrEqual(0.1);
    expect(tailAt(lower + 0.01, 'greater')).toBeGreaterThan(0.1);
    expect(tailAt(upper + 0.01, 'less')).toBeLessThanOrEqual(0.1);
    expect(tailAt(upper - 0.01, 'less')).toBeGreaterThan(0.1);
  });

  it('the permutation test samples with a seed when there are too many arrangements', () => {
    const sampled = (seed: number) => estimated(run(data, 'permutation', {}, { arrangements: 10, samples: 4999, seed })).pValue;
    const exact = estimated(run(data, 'permutation')).pValue;
    expect(sampled(1)).toBe(sampled(1));
    expect(sampled(1)).not.toBe(sampled(2));
    expect(Math.abs(sampled(1) - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 4999) + 1 / 5000);
  });
});
