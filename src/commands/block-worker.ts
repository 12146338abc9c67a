import { compileStudy, type CompiledStudy } from '../power/compiled-study.ts';
import type { Block } from '../power/estimate-power.ts';
import { runReplicates } from '../power/replicate-loop.ts';
import type { Study } from '../power/study.ts';
import type { Tally } from '../power/tally.ts';

/** Work for one worker thread: some blocks of trials of one study. */
export interface BlockTask {
  /** Names the study, so that a worker compiles it once. */
  readonly id: string;
  readonly study: Study;
  readonly truths: readonly number[];
  readonly blocks: readonly Block[];
}

let compiled: { id: string; study: CompiledStudy } | undefined;

/** Runs the blocks of a task in a worker thread; one tally per block, in their order. */
export default function runBlocks({ id, study, truths, blocks }: BlockTask): Tally[] {
  if (compiled?.id !== id) compiled = { id, study: compileStudy(study) };
  const { study: ready } = compiled;
  return blocks.map(({ first, count }) => runReplicates(ready, truths, first, count));
}
