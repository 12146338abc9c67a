import type { AnalysisSpec } from '../../analysis/index.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { GaussianGenerator } from '../../trial/gaussian/gaussian-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { PairKernel, type GeneralPath } from './pair-kernel.ts';

/** A study and its general path. */
export interface KernelStudy extends GeneralPath {
  readonly study: Study;
  readonly planned: readonly PlannedAnalysis[];
}

/**
 * The commonest question of a planner, made and analysed in one pass: a complete two-period Gaussian crossover in pairs of
 * patients, judged by one crossover t test. Nothing is stored but the period differences. Bit for bit the numbers of the
 * general path, which `tests/power/crossover-kernel` holds it to, and which does the work whenever a trial could be
 * degenerate. Where the engine has WebAssembly with SIMD, four trials are made at a time (`four-crossovers.ts`), again with
 * the same bits. This is the only door of the folder, and `compile-study.ts` the only one that knocks.
 *
 * @param inFours  false to do without WebAssembly
 * @returns undefined where the study is anything else
 */
export function crossoverKernel(compiled: KernelStudy, [question]: readonly AnalysisSpec[], inFours = true): PairKernel | undefined {
  const { study, planned, generator } = compiled;
  const { trial } = study;
  if (trial.kind !== 'gaussian' || trial.gaussian.distribution !== 'normal') return undefined;
  // Several endpoints, or one by a name of its own, take the general path.
  if (trial.gaussian.endpoints !== undefined) return undefined;
  if (!(generator instanceof GaussianGenerator) || !generator.isComplete || planned.length !== 1) return undefined;
  const [analysis] = planned;
  if (!isPooledT(analysis) || !inPairs(trial.design)) return undefined;
  const referenceFirst = sequenceWithReferenceFirst(trial.design, analysis);
  return referenceFirst === undefined ? undefined : new PairKernel(compiled, { question, trial, referenceFirst, inFours });
}

function isPooledT({ method, measure, population, options }: PlannedAnalysis): boolean {
  return method === 'crossover-t' && measure === 'value' && population === 'all' && options.variance === 'pooled';
}

/** Whether patients are allocated in whole pairs, one to each of two sequences. */
function inPairs({ allocation, sequences, weights, blockSize, participants }: TrialModel['design']): boolean {
  const inBlocks = allocation === undefined || allocation.kind === 'permuted-blocks';
  const even = blockSize === 2 && weights[0] === 1 && weights[1] === 1 && participants % 2 === 0 && participants > 2;
  return inBlocks && even && sequences.length === 2;
}

/** The position of the sequence reference → comparator where the other one is its mirror image. */
function sequenceWithReferenceFirst({ sequences }: TrialModel['design'], { reference, comparator }: PlannedAnalysis): number | undefined {
  const same = (sequence: readonly string[], wanted: readonly string[]): boolean =>
    sequence.length === wanted.length && wanted.every((condition, period) => sequence[period] === condition);
  if (reference === comparator) return undefined;
  const position = sequences.findIndex((sequence) => same(sequence, [reference, comparator]));
  return position >= 0 && same(sequences[1 - position], [comparator, reference]) ? position : undefined;
}
