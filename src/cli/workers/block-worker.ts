import { type CompiledStudy } from '../../power/simulation/compiled-study.ts';
import { compileStudy } from '../../power/simulation/compile-study.ts';
import type { Block } from '../../power/simulation/blocks.ts';
import { addCurve, emptyCurve, runCurve, type CurveCounts } from '../../power/sample-size/power-curve.ts';
import { runReplicates } from '../../power/simulation/replicate-loop.ts';
import type { Study } from '../../study/study.ts';
import type { Tally } from '../../power/simulation/tally.ts';
import { trueEffects } from '../../power/simulation/truth.ts';
import { type TrueEffect } from '../../power/true-effect.ts';
import { taskFinished } from './collect-garbage.ts';

/** Work for one worker thread: some blocks of trials of one study. */
export interface BlockTask {
  /** Names the study, so that a worker compiles it once. */
  readonly id: string;
  readonly study: Study;
  readonly truths: readonly number[];
  readonly blocks: readonly Block[];
}

let compiled: { id: string; study: CompiledStudy } | undefined;

function ready(id: string, study: Study): CompiledStudy {
  if (compiled?.id !== id) compiled = { id, study: compileStudy(study) };
  return compiled.study;
}

/** Runs the blocks of a task in a worker thread; one tally per block, in their order. */
export default function runBlocks({ id, study, truths, blocks }: BlockTask): Tally[] {
  const compiledStudy = ready(id, study);
  const tallies = blocks.map(({ first, count }) => runReplicates(compiledStudy, truths, first, count));
  taskFinished();
  return tallies;
}

/** What one block of a recorded task gives. */
export interface RecordedBlock {
  readonly tally: Tally;
  /** One byte per trial for each analysis in turn, then for the claim: 1 for a success. */
  readonly record: Uint8Array;
}

/** Runs the blocks of a task and records in which trials every analysis and the claim succeeded. */
export function runRecordedBlocks({ id, study, truths, blocks }: BlockTask): RecordedBlock[] {
  const compiledStudy = ready(id, study);
  const recorded = blocks.map(({ first, count }) => {
    const record = new Uint8Array((compiledStudy.names.length + 1) * count);
    return { tally: runReplicates(compiledStudy, truths, first, count, record), record };
  });
  taskFinished();
  return recorded;
}

/** A study whose true effects are wanted. */
export interface TruthTask {
  readonly study: Study;
}

/** Finds the true effects of a study's analyses. */
export function runTruth({ study }: TruthTask): TrueEffect[] {
  const effects = trueEffects(compileStudy(study));
  taskFinished();
  return effects;
}

/** Work on a power curve: blocks of trials of the largest size, analysed at every size. */
export interface CurveTask {
  readonly id: string;
  readonly study: Study;
  readonly sizes: readonly number[];
  readonly blocks: readonly Block[];
}

/** Runs the blocks of a curve's task in a worker thread. */
export function runCurveBlocks({ id, study, sizes, blocks }: CurveTask): CurveCounts {
  const compiledStudy = ready(id, study);
  const curve = emptyCurve(compiledStudy.bound.length, sizes.length);
  for (const { first, count } of blocks) addCurve(curve, runCurve(compiledStudy, sizes, first, count));
  return curve;
}
