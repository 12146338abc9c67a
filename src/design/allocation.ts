import type { Stream } from '../random/stream.ts';

/**
 * Randomisation to sequences in permuted blocks.
 *
 * Every block holds each sequence in proportion to its weight and is shuffled by Fisher–Yates, so the first n patients of a trial are the same whatever n.
 * With one sequence nothing is drawn.
 *
 * @param weights    relative numbers of patients per sequence, positive integers
 * @param blockSize  a multiple of the sum of the weights
 * @param sequence   receives the sequence code of each of the first `count` patients
 * @throws RangeError if the block cannot hold the weights
 * @see Rosenberger & Lachin (2015) Randomization in Clinical Trials, 2nd ed., ch. 3
 */
export function permutedBlocks(weights: readonly number[], blockSize: number, stream: Stream, sequence: Int32Array, count: number): void {
  let total = 0;
  for (const weight of weights) total += weight;
  const copies = blockSize / total;
  if (!Number.isInteger(copies) || copies < 1) {
    throw new RangeError(`a block of ${blockSize} cannot hold sequences weighted ${weights.join(':')}; it needs a multiple of ${total}`);
  }
  if (weights.length === 1) {
    sequence.fill(0, 0, count);
    return;
  }
  const draws = numbersOfBlocks(weights, blockSize, count);
  if (uniforms.length < draws) uniforms = new Float64Array(draws);
  stream.uniforms(uniforms, draws);
  blocksFrom(weights, blockSize, uniforms, sequence, count);
}

/** How many uniform numbers of its stream an allocation in permuted blocks reads. */
export function numbersOfBlocks(weights: readonly number[], blockSize: number, count: number): number {
  return weights.length === 1 ? 0 : Math.ceil(count / blockSize) * (blockSize - 1);
}

/** What `permutedBlocks` does with several sequences, once their numbers are drawn. */
export function blocksFrom(
  weights: readonly number[],
  blockSize: number,
  numbers: Float64Array,
  sequence: Int32Array,
  count: number,
): void {
  if (blockSize === 2) {
    // The general loop below for one pair, without its loops.
    for (let start = 0; start < count - 1; start += 2) {
      const second = (2 * numbers[start >> 1]) | 0;
      sequence[start] = 1 - second;
      sequence[start + 1] = second;
    }
    if (count % 2 === 1) sequence[count - 1] = 1 - ((2 * numbers[count >> 1]) | 0);
    return;
  }
  const copies = blockSize / weights.reduce((total, weight) => total + weight, 0);
  if (block.length < blockSize) block = new Int32Array(blockSize);
  const shuffled = block;
  let draw = 0;
  for (let start = 0; start < count; start += blockSize) {
    let place = 0;
    for (let code = 0; code < weights.length; code++) {
      for (const end = place + weights[code] * copies; place < end; place++) shuffled[place] = code;
    }
    for (let last = blockSize - 1; last > 0; last--) {
      const other = Math.floor(numbers[draw++] * (last + 1));
      const code = shuffled[other];
      shuffled[other] = shuffled[last];
      shuffled[last] = code;
    }
    const used = Math.min(blockSize, count - start);
    for (let position = 0; position < used; position++) sequence[start + position] = shuffled[position];
  }
}

let block = new Int32Array(0);
let uniforms = new Float64Array(0);
