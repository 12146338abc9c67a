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
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const copies = blockSize / total;
  if (!Number.isInteger(copies) || copies < 1) {
    throw new RangeError(`a block of ${blockSize} cannot hold sequences weighted ${weights.join(':')}; it needs a multiple of ${total}`);
  }
  for (let start = 0; start < count; start += blockSize) {
    let place = start;
    for (let code = 0; code < weights.length; code++) {
      for (let copy = 0; copy < weights[code] * copies; copy++) {
        if (weights.length === 1) {
          if (place < count) sequence[place] = code;
        } else block[place - start] = code;
        place++;
      }
    }
    if (weights.length > 1) shuffleInto(sequence, start, Math.min(blockSize, count - start), blockSize, stream);
  }
}

const block = new Int32Array(1000);

function shuffleInto(sequence: Int32Array, start: number, used: number, size: number, stream: Stream): void {
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(stream.uniform() * (last + 1));
    const code = block[other];
    block[other] = block[last];
    block[last] = code;
  }
  for (let place = 0; place < used; place++) sequence[start + place] = block[place];
}
