import { compileStudy } from './simulation/compiled-study.ts';
import type { PowerResult } from './characteristics/power-result.ts';
import { runReplicates } from './simulation/replicate-loop.ts';
import type { Study } from '../study/study.ts';
import { summarise } from './characteristics/summarise.ts';
import { addTally, emptyTally } from './simulation/tally.ts';
import { trueEffects, truthValues } from './simulation/truth.ts';

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

/**
 * Monte-Carlo operating characteristics of a study, in this thread.
 * The same study gives the same numbers to the last bit, here or on any number of workers.
 *
 * @throws RangeError if the study contradicts itself (a checked scenario never does)
 */
export function estimatePower(study: Study): PowerResult {
  const compiled = compileStudy(study);
  const truths = trueEffects(compiled);
  const values = truthValues(truths);
  const total = emptyTally(study);
  for (const { first, count } of blocksOf(study.power.replicates)) addTally(total, runReplicates(compiled, values, first, count));
  return summarise(study, total, truths);
}
