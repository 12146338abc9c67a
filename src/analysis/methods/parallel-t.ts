import type { AnalysisSpec } from '../analysis.ts';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { meanDifference } from '../estimand.ts';
import { ParallelContrast } from '../estimators/parallel-contrast.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { groupsCode } from '../r-code/contrasts.ts';
import { printCode, rAlternative } from '../r-code/data.ts';

const options = {
  variance: {
    kind: 'choice',
    default: 'pooled',
    options: ['pooled', 'welch'],
    about: 'one variance of the responses for both groups, or one for each (Welch–Satterthwaite degrees of freedom)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/**
 * Two-sample t test of period 1: the effect of the comparator minus the reference between those who were given them first.
 *
 *     effect = mean of comparator-first − mean of reference-first,   SE = s √(1/n₁ + 1/n₂) on n₁ + n₂ − 2 degrees of freedom
 *
 * The analysis of parallel groups; in a crossover it uses the first period alone, which no carry-over can reach, and nothing of the pairing.
 * Assumes independent subjects with normal responses of equal variance (or, by Welch's test, a variance for each group).
 *
 * @param question  subjects with a value in period 1 count; those given another treatment there are left out
 * @returns the effect in the unit of the measure; details: group means and sizes, pooled SD, both variance assumptions;
 *          not estimable if a group is empty, with fewer than three subjects, or if the responses do not vary
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Student (1908) Biometrika 6:1–25, DOI 10.1093/biomet/6.1.1; Welch (1947) Biometrika 34:28–35, DOI 10.1093/biomet/34.1-2.28
 */
export const parallelT: AnalysisMethod<typeof options> = {
  kind: 'parallel-t',
  label: 'two-sample t test of period 1',
  phrase: 'a two-sample t test of the first period',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'fast',
  pairing: () => 'parallel',
  estimand: () => meanDifference,
  bind: (question, { variance }, sums) => bindContrast(question, new ParallelContrast(question, variance, { sums })),
  rCode: parallelTCode,
};

function parallelTCode(question: AnalysisSpec, { variance }: ParameterValues<typeof options>): string {
  const equal = variance === 'welch' ? 'FALSE' : 'TRUE';
  return `${groupsCode}test <- t.test(b, a, var.equal = ${equal}, alternative = ${rAlternative(question)})
both_sides <- t.test(b, a, var.equal = ${equal}, conf.level = ${question.level})
${printCode({ estimate: 'mean(b) - mean(a)', standardError: 'test$stderr', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1]', upper: 'both_sides$conf.int[2]' })}`;
}
