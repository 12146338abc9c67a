import { describe, expect, it } from 'vitest';
import { allocate } from '../../src/design/allocate.ts';
import { levelOf, type Allocation, type AllocationFactor } from '../../src/design/allocation-kind.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const key = rootKey('allocation');
const factors: readonly AllocationFactor[] = [
  { covariate: 'sex', cuts: [0.5] },
  { covariate: 'age', cuts: [35, 50] },
];

/** Covariates of the patients of a trial: sex, and age from 20 to 70. */
function covariates(count: number, replicate = 0): Float64Array[] {
  const stream = new Stream();
  const rows = Array.from({ length: count }, (_, patient) => {
    stream.startAt(key, replicate, patient, 99);
    return [stream.uniform() < 0.6 ? 0 : 1, 20 + 50 * stream.uniform()];
  });
  return [0, 1].map((factor) => Float64Array.from(rows, (row) => row[factor]));
}

function allocated(allocation: Allocation, count: number, { weights = [1, 1], blockSize = 4, replicate = 0 } = {}): Int32Array {
  const sequence = new Int32Array(count);
  const stream = new Stream();
  allocate(
    { weights, blockSize, allocation },
    (index) => stream.startAt(key, replicate, 0, 1, index),
    sequence,
    count,
    covariates(count, replicate),
  );
  return sequence;
}

const numbers = (sequence: ArrayLike<number>, codes: number): number[] =>
  Array.from({ length: codes }, (_, code) => Array.from(sequence).filter((each) => each === code).length);

const kinds: readonly Allocation[] = [
  { kind: 'permuted-blocks' },
  { kind: 'random-blocks', blockSizes: [2, 4, 6] },
  { kind: 'simple' },
  { kind: 'stratified-blocks', factors },
  { kind: 'minimisation', factors, probability: 0.8 },
];

describe.each(kinds)('$kind', (allocation) => {
  it('an allocation places the first patients alike however many there are', () => {
    const many = allocated(allocation, 100);
    for (const count of [1, 2, 7, 33]) expect([...allocated(allocation, count)]).toEqual([...many.subarray(0, count)]);
  });

  it('an allocation gives every sequence its share in the long run, and another order in every trial', () => {
    let first = 0;
    for (let replicate = 0; replicate < 200; replicate++) first += numbers(allocated(allocation, 50, { replicate }), 2)[0];
    // 10 000 patients; simple allocation has the largest error, 0.005.
    expect(Math.abs(first / 10_000 - 0.5)).toBeLessThan(0.015);
    expect([...allocated(allocation, 50)]).not.toEqual([...allocated(allocation, 50, { replicate: 1 })]);
  });
});

it('weights are kept exactly at the end of every block, and by simple allocation in the long run', () => {
  const blocks = allocated({ kind: 'permuted-blocks' }, 60, { weights: [2, 1], blockSize: 6 });
  for (let end = 6; end <= 60; end += 6) expect(numbers(blocks.subarray(0, end), 2)).toEqual([(2 * end) / 3, end / 3]);
  expect(numbers(allocated({ kind: 'random-blocks', blockSizes: [3, 6] }, 6000, { weights: [2, 1] }), 2)[0] / 6000).toBeCloseTo(2 / 3, 2);
  // SE of a share of 2/3 of 20 000: 0.0033.
  expect(Math.abs(numbers(allocated({ kind: 'simple' }, 20_000, { weights: [2, 1] }), 2)[0] / 20_000 - 2 / 3)).toBeLessThan(0.01);
});

it('blocks of random size are never out of balance by more than half of the largest', () => {
  const sequence = allocated({ kind: 'random-blocks', blockSizes: [2, 4, 6] }, 600);
  let excess = 0;
  const reached = new Set<number>();
  sequence.forEach((code) => {
    excess += code === 0 ? 1 : -1;
    reached.add(Math.abs(excess));
  });
  expect(Math.max(...reached)).toBe(3);
});

it('within every stratum stratified blocks are balanced at the end of every block', () => {
  const sequence = allocated({ kind: 'stratified-blocks', factors }, 300);
  const values = covariates(300);
  const strata = new Map<string, number[]>();
  sequence.forEach((code, patient) => {
    const stratum = factors.map((factor, i) => levelOf(factor, values[i][patient])).join(' ');
    strata.set(stratum, [...(strata.get(stratum) ?? []), code]);
  });
  expect(strata.size).toBe(6);
  for (const codes of strata.values())
    for (let end = 4; end <= codes.length; end += 4) expect(numbers(codes.slice(0, end), 2)).toEqual([end / 2, end / 2]);
});

/** Mean over trials of the largest difference of the sequences' numbers in any level of any factor. */
function marginalImbalance(allocation: Allocation): number {
  let sum = 0;
  for (let replicate = 0; replicate < 300; replicate++) {
    const sequence = allocated(allocation, 30, { replicate });
    const values = covariates(30, replicate);
    const differences = factors.flatMap((factor, i) =>
      Array.from({ length: factor.cuts.length + 1 }, (_, level) => {
        const here = [...sequence].filter((__, patient) => levelOf(factor, values[i][patient]) === level);
        return Math.abs(numbers(here, 2)[0] - numbers(here, 2)[1]);
      }),
    );
    sum += Math.max(...differences);
  }
  return sum / 300;
}

it('minimisation balances the factors better than blocks, the better the more surely it follows the balance', () => {
  const sure = marginalImbalance({ kind: 'minimisation', factors, probability: 1 });
  const likely = marginalImbalance({ kind: 'minimisation', factors, probability: 0.8 });
  const blocks = marginalImbalance({ kind: 'permuted-blocks' });
  const simple = marginalImbalance({ kind: 'simple' });
  expect(sure).toBeLessThan(likely);
  expect(likely).toBeLessThan(blocks);
  expect(blocks).toBeLessThan(simple);
});

it('minimisation with certainty takes the sequence that Pocock and Simon would', () => {
  // One factor of one level in effect: the sequences must alternate in pairs.
  const values = [Float64Array.from({ length: 40 }, () => 0)];
  const sequence = new Int32Array(40);
  const stream = new Stream();
  const allocation: Allocation = { kind: 'minimisation', factors: [factors[0]], probability: 1 };
  allocate({ weights: [1, 1], blockSize: 2, allocation }, (index) => stream.startAt(key, 0, 0, 1, index), sequence, 40, values);
  for (let pair = 0; pair < 40; pair += 2) expect(sequence[pair] + sequence[pair + 1]).toBe(1);
});

it('of four sequences minimisation reaches every one, and the others with equal probability', () => {
  const counts = [0, 0, 0, 0];
  for (let replicate = 0; replicate < 2000; replicate++)
    counts[allocated({ kind: 'minimisation', factors, probability: 0.7 }, 1, { weights: [1, 1, 1, 1], replicate })[0]]++;
  // 500 each, SD 19.
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(80);
});

it('a block that cannot hold the weights is refused', () => {
  expect(() => allocated({ kind: 'random-blocks', blockSizes: [3] }, 10)).toThrow(RangeError);
  expect(() => allocated({ kind: 'stratified-blocks', factors }, 10, { blockSize: 3 })).toThrow(RangeError);
});
