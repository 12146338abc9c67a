import { blocksShape } from '../check-arguments.ts';
import { check, type Shape } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import type { TrueEffect } from '../true-effect.ts';
import type { Block } from './blocks.ts';
import { compileStudy } from './compile-study.ts';
import type { CompiledStudy } from './compiled-study.ts';
import { addCurve, emptyCurve, runCurve, type CurveCounts } from './nested-trials.ts';
import { replicateEstimates, type ReplicateEstimate } from './replay-estimates.ts';
import { runReplicates } from './replicate-loop.ts';
import { simulatedFigures } from '../figures/simulated-figures.ts';
import type { Tally } from './tally.ts';
import { trueEffects } from './truth.ts';

/** Some blocks of trials of one study. Plain data: it can be handed to another thread. */
export interface BlockTask {
  /** Names the study, so that a thread compiles it once. */
  readonly id: string;
  readonly study: Study;
  /** The true effect of every analysis; NaN where there is none. */
  readonly truths: readonly number[];
  readonly blocks: readonly Block[];
}

/** What one block of a recorded task gives. */
export interface RecordedBlock {
  readonly tally: Tally;
  /** One byte per trial for each analysis in turn, then for the claim: 1 for a success. */
  readonly record: Uint8Array;
}

/** A study whose true effects are wanted. */
export interface TruthTask {
  readonly study: Study;
}

/** Work on a power curve: blocks of trials of the largest size, analysed at every size. */
export interface CurveTask {
  readonly id: string;
  readonly study: Study;
  readonly sizes: readonly number[];
  readonly blocks: readonly Block[];
}

/** The study that this thread compiled last. */
let compiled: { id: string; study: CompiledStudy } | undefined;

function compiledFor(id: string, study: Study): CompiledStudy {
  if (compiled?.id !== id) {
    checkStudy('task.study', study);
    compiled = { id, study: compileStudy(study) };
  }
  return compiled.study;
}

/** Runs the blocks of a task: one tally per block, in their order. */
export function runBlocks({ id, study, truths, blocks }: BlockTask): Tally[] {
  const compiledStudy = compiledFor(id, study);
  return blocks.map(({ first, count }) => runReplicates(compiledStudy, truths, first, count));
}

/** Runs the blocks of a task and records in which trials every analysis and the claim succeeded. */
export function runRecordedBlocks({ id, study, truths, blocks }: BlockTask): RecordedBlock[] {
  const compiledStudy = compiledFor(id, study);
  return blocks.map(({ first, count }) => {
    const record = new Uint8Array((compiledStudy.names.length + 1) * count);
    return { tally: runReplicates(compiledStudy, truths, first, count, record), record };
  });
}

/** Finds the true effects of a study's analyses. */
export function runTruth({ study }: TruthTask): TrueEffect[] {
  // No trial is simulated, so that a study may ask for none.
  checkStudy('task.study', { ...study, power: { ...study.power, replicates: 1 } });
  return trueEffects(compileStudy(study));
}

/** Runs the blocks of a curve's task and adds up what they give. */
export function runCurveBlocks({ id, study, sizes, blocks }: CurveTask): CurveCounts {
  const compiledStudy = compiledFor(id, study);
  const curve = emptyCurve(compiledStudy.bound.length, sizes.length);
  for (const { first, count } of blocks) addCurve(curve, runCurve(compiledStudy, sizes, first, count));
  return curve;
}

/** Runs the blocks of a task and gives what every analysis estimates in every trial. */
export function runEstimatedBlocks({ id, study, blocks }: BlockTask): ReplicateEstimate[] {
  const compiledStudy = compiledFor(id, study);
  return blocks.flatMap(({ first, count }) => replicateEstimates(compiledStudy, first, count));
}

/** Runs the blocks of a task and gives the figures of every trial, in the order of the trials. */
export function runFigureBlocks({ study, blocks }: BlockTask): number[][] {
  checkStudy('task.study', study);
  return simulatedFigures(study, blocks);
}

/** All work there is, by its kind: the task and what it gives. */
export interface Work {
  readonly blocks: { readonly task: BlockTask; readonly outcome: Tally[] };
  readonly recorded: { readonly task: BlockTask; readonly outcome: RecordedBlock[] };
  readonly estimates: { readonly task: BlockTask; readonly outcome: ReplicateEstimate[] };
  readonly figures: { readonly task: BlockTask; readonly outcome: number[][] };
  readonly curve: { readonly task: CurveTask; readonly outcome: CurveCounts };
  readonly truth: { readonly task: TruthTask; readonly outcome: TrueEffect[] };
}

export type TaskKind = keyof Work;

/** The task of a kind. */
export type TaskOf<Kind extends TaskKind> = Work[Kind]['task'];

/** What the task of a kind gives. */
export type OutcomeOf<Kind extends TaskKind> = Work[Kind]['outcome'];

const blockTask: Shape = { fields: { id: 'text', study: 'object', truths: { list: 'anything' }, blocks: blocksShape } };

/** The parts of every kind of task; its study is checked when it is compiled. */
const taskShapes: Readonly<Record<TaskKind, Shape>> = {
  blocks: blockTask,
  recorded: blockTask,
  estimates: blockTask,
  figures: blockTask,
  curve: { fields: { id: 'text', study: 'object', sizes: { list: 'size', least: 1 }, blocks: blocksShape } },
  truth: { fields: { study: 'object' } },
};

const workOf: { readonly [Kind in TaskKind]: (task: TaskOf<Kind>) => OutcomeOf<Kind> } = {
  blocks: runBlocks,
  recorded: runRecordedBlocks,
  estimates: runEstimatedBlocks,
  figures: runFigureBlocks,
  curve: runCurveBlocks,
  truth: runTruth,
};

/**
 * Does one task in this thread.
 *
 * @example
 * ```ts
 * import { doTask } from 'crossover-sim/power';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const blocks = [{ first: 0, count: 500 }];
 * const [tally] = doTask('blocks', { id: 'my study', study, truths: [3], blocks }); // as a web worker would
 * tally.trials; // → 500
 * ```
 */
export function doTask<Kind extends TaskKind>(kind: Kind, task: TaskOf<Kind>): OutcomeOf<Kind> {
  check('kind', kind, { oneOf: Object.keys(workOf) });
  check('task', task, taskShapes[kind]);
  return workOf[kind](task);
}
