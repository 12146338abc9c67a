import { expect, it } from 'vitest';
import { permutedBlocks } from '../../src/design/allocation.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const key = rootKey('batches');

it('a batch of normals is what as many single draws give, and leaves the stream where they do', () => {
  const single = new Stream().startAt(key, 3, 0, 7);
  const batch = new Stream().startAt(key, 3, 0, 7);
  const numbers = new Float64Array(100_001);
  for (const count of [1, 2, 100_001]) {
    batch.normals(numbers, count);
    for (let i = 0; i < count; i++) if (numbers[i] !== single.normal()) expect.fail(`draw ${i} of ${count} differs`);
    expect(batch.bits()).toBe(single.bits());
  }
});

it.each([
  { weights: [1, 1], size: 2 },
  { weights: [2, 1], size: 6 },
])('blocks of $size hold the sequences $weights, and the first patients are the same whatever n', ({ weights, size }) => {
  const long = new Int32Array(61);
  const short = new Int32Array(17);
  permutedBlocks(weights, size, new Stream().startAt(key, 1, 0, 1), long, 61);
  permutedBlocks(weights, size, new Stream().startAt(key, 1, 0, 1), short, 17);
  expect([...short]).toEqual([...long.subarray(0, 17)]);
  for (let start = 0; start + size <= 61; start += size) {
    const block = [...long.subarray(start, start + size)];
    expect(weights.map((_, code) => block.filter((each) => each === code).length)).toEqual(
      weights.map((weight) => (weight * size) / weights.reduce((a, b) => a + b)),
    );
  }
});
