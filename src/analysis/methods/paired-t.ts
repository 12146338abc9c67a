import type { AnalysisSpec } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { meanDifference } from '../estimand.ts';
import { PairedContrast } from '../estimators/paired-contrast.ts';
import { tTestAgainstZero } from '../exact-power.ts';
import { pairsCode, printCode, rAlternative } from '../r-code/data.ts';

const options = {} as const;

/**
 * Paired t test: the mean over subjects of the response under the comparator minus the response under the reference.
 *
 * With d = comparator − reference for each of n subjects, the estimate is mean(d) with SE = sd(d)/√n on n − 1 degrees of freedom.
 * It takes any order of treatments, a fixed order included, and so confounds an effect of period with one of treatment: in a fixed
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
  phrase: 'a paired t test',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'fast',
  pairing: () => 'paired',
  estimand: () => meanDifference,
  bind: (question, _, sums) => bindContrast(question, new PairedContrast(question, { sums })),
  exactPower: () => tTestAgainstZero,
  rCode: pairedTCode,
};

function pairedTCode(question: AnalysisSpec): string {
  return `${pairsCode}test <- t.test(b, a, paired = TRUE, alternative = ${rAlternative(question)})
both_sides <- t.test(b, a, paired = TRUE, conf.level = ${question.level})
${printCode({ estimate: 'mean(b - a)', standardError: 'test$stderr', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1]', upper: 'both_sides$conf.int[2]' })}`;
}
