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
  if (numbers.length < draws) numbers = new Float64Array(draws);
  stream.uniforms(numbers, draws);
  if (block.length < blockSize) block = new Int32Array(blockSize);
  const shuffled = block;
  let draw = 0;
  for (let start = 0; start < count; start += blockSize) {
    fillBlock(weights, copies, shuffled);
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
let numbers = new Float64Array(0);

/** The sequence codes of one block before it is shuffled. */
export function blockCodes(weights: readonly number[], blockSize: number): Int32Array {
  const codes = new Int32Array(blockSize);
  fillBlock(weights, blockSize / weights.reduce((total, weight) => total + weight, 0), codes);
  return codes;
}

/** Fills a block with its sequence codes in order. @param copies  how many of each unit of weight */
function fillBlock(weights: readonly number[], copies: number, codes: Int32Array): void {
  let place = 0;
  for (let code = 0; code < weights.length; code++) for (const end = place + weights[code] * copies; place < end;) codes[place++] = code;
}

/** How many uniform numbers of its stream an allocation in permuted blocks reads. */
export function numbersOfBlocks(weights: readonly number[], blockSize: number, count: number): number {
  return weights.length === 1 ? 0 : Math.ceil(count / blockSize) * (blockSize - 1);
}
