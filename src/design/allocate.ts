import type { Stream } from '../random/stream.ts';
import { permutedBlocks } from './allocation.ts';
import { levelOf, type Allocation, type AllocationFactor } from './allocation-kind.ts';
import type { Design } from './design.ts';
import { Minimisation } from './minimisation.ts';

/** Gives stream number `index` of the allocation of a trial, at its beginning. */
export type AllocationStream = (index: number) => Stream;

/**
 * Puts the patients of a trial into sequences. Patients come in the order of their numbers, and the first n of them are allocated alike whatever n.
 *
 * @param sequence  receives the sequence code of each of the first `count` patients
 * @param values    values of the factors' covariates by factor and patient; read by stratified blocks and minimisation
 * @throws RangeError if a block cannot hold the weights
 * @see Rosenberger & Lachin (2015) Randomization in Clinical Trials, 2nd ed., ch. 3, 5 and 7, DOI 10.1002/9781118742112
 */
export function allocate(
  { weights, blockSize, allocation = { kind: 'permuted-blocks' } }: Pick<Design, 'weights' | 'blockSize' | 'allocation'>,
  streamOf: AllocationStream,
  sequence: Int32Array,
  count: number,
  values: readonly Float64Array[] = [],
): void {
  switch (allocation.kind) {
    case 'permuted-blocks':
      permutedBlocks(weights, blockSize, streamOf(0), sequence, count);
      return;
    case 'random-blocks':
      randomBlocks(weights, allocation.blockSizes, streamOf(0), sequence, count);
      return;
    case 'simple':
      simple(weights, streamOf(0), sequence, count);
      return;
    case 'stratified-blocks':
      stratifiedBlocks({ weights, blockSize, factors: allocation.factors, values }, streamOf, sequence, count);
      return;
    case 'minimisation':
      new Minimisation(weights.length, allocation.factors, allocation.probability).allocate(streamOf(0), sequence, count, values);
  }
}

/** The covariates that an allocation balances. */
export function factorsOf(allocation: Allocation | undefined): readonly AllocationFactor[] {
  return allocation !== undefined && 'factors' in allocation ? allocation.factors : [];
}

/** Every patient by a draw of their own, in proportion to the weights. */
function simple(weights: readonly number[], stream: Stream, sequence: Int32Array, count: number): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let patient = 0; patient < count; patient++) {
    let left = stream.uniform() * total - weights[0];
    let code = 0;
    while (left >= 0 && code < weights.length - 1) left -= weights[++code];
    sequence[patient] = code;
  }
}

/** Permuted blocks whose sizes are drawn too, so that nobody can tell the end of a block. */
function randomBlocks(weights: readonly number[], sizes: readonly number[], stream: Stream, sequence: Int32Array, count: number): void {
  for (let start = 0; start < count;) {
    const size = sizes[Math.floor(stream.uniform() * sizes.length)];
    const block = shuffledBlock(weights, size, stream);
    for (let place = 0; place < size && start < count; place++) sequence[start++] = block[place];
  }
}

/** What stratified blocks are filled by: blocks, factors, and the values of each factor by patient. */
interface Strata {
  readonly weights: readonly number[];
  readonly blockSize: number;
  readonly factors: readonly AllocationFactor[];
  readonly values: readonly Float64Array[];
}

/** Permuted blocks within every combination of the factors' levels, each with a stream of its own. */
function stratifiedBlocks(
  { weights, blockSize, factors, values }: Strata,
  streamOf: AllocationStream,
  sequence: Int32Array,
  count: number,
): void {
  const strata = new Map<number, { blocks: number; waiting: number[] }>();
  for (let patient = 0; patient < count; patient++) {
    const stratum = factors.reduce((code, factor, i) => code * (factor.cuts.length + 1) + levelOf(factor, values[i][patient]), 0);
    const state = strata.get(stratum) ?? { blocks: 0, waiting: [] };
    strata.set(stratum, state);
    if (state.waiting.length === 0)
      state.waiting = shuffledBlock(weights, blockSize, streamOf(1 + stratum * MAX_BLOCKS + state.blocks++)).reverse();
    sequence[patient] = state.waiting.pop() ?? 0;
  }
}

/** Blocks of one stratum that have streams of their own; more than a trial can have patients in memory would need. */
const MAX_BLOCKS = 1_000_000;

/** One block that holds every sequence in proportion to its weight, shuffled by Fisher–Yates. */
function shuffledBlock(weights: readonly number[], size: number, stream: Stream): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const copies = size / total;
  if (!Number.isInteger(copies) || copies < 1)
    throw new RangeError(`a block of ${size} cannot hold sequences weighted ${weights.join(':')}; it needs a multiple of ${total}`);
  const block = weights.flatMap((weight, code) => Array<number>(weight * copies).fill(code));
  for (let last = size - 1; last > 0; last--) {
    const other = Math.floor(stream.uniform() * (last + 1));
    [block[last], block[other]] = [block[other], block[last]];
  }
  return block;
}
