import type { AnalysisMethod, AnalysisQuestion, BoundAnalysis } from './analysis.ts';
import { meanDifference } from './estimand.ts';
import { PairedDifferences } from './paired-differences.ts';
import { notEstimable } from './responses.ts';
import { isRoundingNoise, TEstimate } from './t-estimate.ts';

const options = {} as const;

/**
 * Paired t test: the mean over subjects of the response under the comparator minus the response under the reference.
 *
 * With d = comparator − reference for each of n subjects, the estimate is mean(d) with SE = sd(d)/√n on n − 1 degrees of freedom.
 * It takes any order of treatments, a fixed order included, and so cannot tell an effect of period from one of treatment: in a fixed
 * order, or with unequal sequences, an effect of period biases it. Assumes differences that are nearly normal and subjects that are independent.
 *
 * @param question  the unit of the estimate is that of the measure; a subject with several periods under one treatment counts with their mean
 * @returns the effect; not estimable with fewer than two subjects with both treatments, or if d does not vary
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Student (1908) The probable error of a mean. Biometrika 6:1–25, DOI 10.1093/biomet/6.1.1
 */
export const pairedT: AnalysisMethod<typeof options> = {
  kind: 'paired-t',
  label: 'paired t test',
  takes: 'any',
  scope: 'visit',
  options,
  estimand: () => meanDifference,
  bind: (question) => bindPairedT(question),
};

function bindPairedT(question: AnalysisQuestion): BoundAnalysis {
  const pairs = new PairedDifferences(question);
  let standardDeviation = 0;
  const estimate: TEstimate = new TEstimate(question, pairs.tally, () => ({
    meanReference: meanOf(pairs.reference, pairs.count),
    meanComparator: meanOf(pairs.comparator, pairs.count),
    sdDifference: standardDeviation,
    standardisedDifference: estimate.estimate / standardDeviation,
  }));
  return {
    reads: pairs.reads,
    run(data) {
      const problem = pairs.select(data);
      if (problem !== undefined) return problem;
      const { count, differences } = pairs;
      if (count < 2)
        return notEstimable(`only ${count} subject${count === 1 ? ' has' : 's have'} values under both treatments, at least 2 are needed`);
      const mean = meanOf(differences, count);
      let squares = 0;
      for (let i = 0; i < count; i++) squares += (differences[i] - mean) ** 2;
      standardDeviation = Math.sqrt(squares / (count - 1));
      if (isRoundingNoise(standardDeviation, pairs.largest)) return notEstimable('the paired differences do not vary');
      return estimate.set(mean, standardDeviation / Math.sqrt(count), count - 1);
    },
  };
}

function meanOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  return sum / count;
}
