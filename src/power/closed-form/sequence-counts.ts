import type { Design } from '../../design/design.ts';
import { logGamma } from '../../statistics/distributions/gamma-function.ts';

/** Numbers of patients in the sequences, and how probable they are. */
export interface SequenceCounts {
  readonly counts: readonly number[];
  readonly probability: number;
}

/**
 * The numbers of patients that permuted blocks put into one or two sequences: fixed where the blocks are whole; where the last block is cut after r of its
 * patients, those of the first sequence among them are hypergeometric.
 *
 * @returns every possible pair of numbers; the probabilities add to 1
 * @see Rosenberger & Lachin (2015) Randomization in Clinical Trials, 2nd ed., ch. 3
 */
export function sequenceCounts({
  participants,
  sequences,
  weights,
  blockSize,
}: Pick<Design, 'participants' | 'sequences' | 'weights' | 'blockSize'>): SequenceCounts[] {
  if (sequences.length === 1) return [{ counts: [participants], probability: 1 }];
  const blocks = Math.floor(participants / blockSize);
  const rest = participants - blocks * blockSize;
  const copies = blockSize / (weights[0] + weights[1]);
  const [first, second] = [weights[0] * copies, weights[1] * copies];
  const found: SequenceCounts[] = [];
  for (let ofFirst = Math.max(0, rest - second); ofFirst <= Math.min(first, rest); ofFirst++) {
    const probability = Math.exp(logChoose(first, ofFirst) + logChoose(second, rest - ofFirst) - logChoose(blockSize, rest));
    found.push({ counts: [blocks * first + ofFirst, blocks * second + rest - ofFirst], probability });
  }
  return found;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
