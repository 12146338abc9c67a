/** Trials per block. Blocks are what is handed to workers, kept on disk and added up in order; the size is part of the result's last bits. */
export const BLOCK_SIZE = 500;

/** One block of trials. */
export interface Block {
  readonly first: number;
  readonly count: number;
}

/** The blocks of trials `from` … `to − 1`, one by one: there may be millions. */
export function* blocksOf(to: number, from = 0): Generator<Block, undefined> {
  for (let first = from; first < to; first += BLOCK_SIZE) yield { first, count: Math.min(BLOCK_SIZE, to - first) };
}
