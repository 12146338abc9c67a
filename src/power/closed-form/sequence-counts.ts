import { exp } from '../../elementary/index.ts';
import type { Design } from '../../design/design.ts';
import { logGamma } from '../../statistics/distributions/gamma-function.ts';

/** Numbers of patients in the sequences, and how probable they are. */
export interface SequenceCounts {
  readonly counts: readonly number[];
  readonly probability: number;
}

/** Ways to cut a block beyond which they are no longer listed. */
const MOST = 20_000;

/**
 * The numbers of patients that permuted blocks put into the sequences: fixed where the blocks are whole; where the last block is cut after r of its
 * patients, those of each sequence among them are multivariate hypergeometric.
 *
 * @returns every possible set of numbers; the probabilities add to 1; undefined where there are too many to list
 * @see Rosenberger & Lachin (2015) Randomization in Clinical Trials, 2nd ed., ch. 3
 */
export function sequenceCounts({
  participants,
  sequences,
  weights,
  blockSize,
}: Pick<Design, 'participants' | 'sequences' | 'weights' | 'blockSize'>): SequenceCounts[] | undefined {
  if (sequences.length === 1) return [{ counts: [participants], probability: 1 }];
  const blocks = Math.floor(participants / blockSize);
  const rest = participants - blocks * blockSize;
  const copies = blockSize / weights.reduce((sum, weight) => sum + weight, 0);
  const inBlock = weights.map((weight) => weight * copies);
  const parts = partsOfBlock(inBlock, rest);
  return parts?.map((part) => ({
    counts: part.map((count, sequence) => blocks * inBlock[sequence] + count),
    probability: exp(part.reduce((sum, count, sequence) => sum + logChoose(inBlock[sequence], count), 0) - logChoose(blockSize, rest)),
  }));
}

/** All ways in which `rest` patients of a block can be shared out among its sequences. */
function partsOfBlock([first, ...others]: readonly number[], rest: number): number[][] | undefined {
  if (others.length === 0) return [[rest]];
  const room = others.reduce((sum, count) => sum + count, 0);
  const found: number[][] = [];
  for (let ofFirst = Math.max(0, rest - room); ofFirst <= Math.min(first, rest); ofFirst++) {
    const further = partsOfBlock(others, rest - ofFirst);
    if (further === undefined || found.length + further.length > MOST) return undefined;
    for (const part of further) found.push([ofFirst, ...part]);
  }
  return found;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
