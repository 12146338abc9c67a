import type { BoundAnalysis } from '../../analysis/index.ts';
import type { TrialSums } from '../../analysis/selection/trial-sums.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { ALLOCATION, GaussianGenerator, OUTCOMES, sequenceMeans } from '../../trial/gaussian/gaussian-generator.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { fourCrossovers } from './four-crossovers.ts';
import { PairKernel } from './pair-kernel.ts';

/** No normal number of a stream is farther from zero than this: the tail's rejection rule bounds it by 3.65 + √(−2 log 2⁻⁵⁴) < 12.4. */
const MAX_NORMAL = 16;

/** A study and its general path. */
export interface KernelStudy {
  readonly study: Study;
  readonly planned: readonly PlannedAnalysis[];
  readonly key: Int32Array;
  readonly generator: TrialGenerator;
}

/**
 * The commonest trial of a planner, made and summed up in one pass: a complete two-period Gaussian crossover in pairs of
 * patients, judged by any number of analyses that read the same sums of its differences (crossover and paired t tests, equivalence, non-inferiority). Nothing is stored but the
 * period differences. Bit for bit the numbers of the general path, which `tests/power/crossover-kernel` holds it to, and which does the work whenever a trial could be
 * degenerate, and on an engine without WebAssembly and its SIMD instructions: four trials are made at a time (`four-crossovers.ts`). Only `compile-study.ts` calls it.
 * @param bound  the analyses, and `trials` the sums that they share
 * @returns undefined where the study is anything else
 */
export function crossoverKernel(
  { study: { trial }, planned, generator, key }: KernelStudy,
  bound: readonly BoundAnalysis[],
  trials: TrialSums,
): PairKernel | undefined {
  if (trial.kind !== 'gaussian' || trial.gaussian.distribution !== 'normal') return undefined;
  // Several endpoints, or one by a name of its own, take the general path.
  if (trial.gaussian.endpoints !== undefined) return undefined;
  if (!(generator instanceof GaussianGenerator) || !generator.isComplete || !inPairs(trial.design)) return undefined;
  const sums = bound[0]?.sums;
  const referenceFirst = sums === undefined ? undefined : sequenceWithReferenceFirst(trial.design, planned[0]);
  if (sums === undefined || referenceFirst === undefined || !bound.every((analysis) => analysis.sums === sums)) return undefined;
  const { sdBetween, sdWithin } = trial.gaussian;
  const means = Float64Array.from(trial.design.sequences.flatMap((sequence) => [...sequenceMeans(trial.design, trial.gaussian, sequence)]));
  const pairs = trial.design.participants / 2;
  const paired = sums.parts.has('paired');
  const four = fourCrossovers({
    key,
    paired,
    pairs,
    means,
    sdBetween,
    sdWithin,
    referenceFirst,
    allocation: ALLOCATION,
    outcomes: OUTCOMES,
  });
  if (four === undefined) return undefined;
  const surelyVaries = 2e-13 * (Math.max(...means.map(Math.abs)) + MAX_NORMAL * (sdBetween + sdWithin));
  return new PairKernel({ generator, four, pairs, surelyVaries, trials, sums }, bound);
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
