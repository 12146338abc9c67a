import type { AnalysisSpec } from '../analysis.ts';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { CrossoverContrast } from '../estimators/crossover-contrast.ts';
import { meanDifference } from '../estimand.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { tTestAgainstZero } from '../exact-power.ts';
import { periodsCode, printCode, rAlternative } from '../r-code/data.ts';

const options = {
  variance: {
    kind: 'choice',
    default: 'pooled',
    options: ['pooled', 'welch'],
    about: 'one variance of the period differences for both sequences, or one for each (Welch–Satterthwaite degrees of freedom)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/**
 * Two-period crossover t test (Hills–Armitage): the effect of the comparator minus the reference, adjusted for period.
 *
 * With d = period 1 − period 2 for each subject, the effect of period is common to both sequences and cancels in
 *
 *     effect = (mean d of comparator-first − mean d of reference-first) / 2
 *
 * whose d are compared by the two-sample t test with pooled variance (or Welch's). For complete data it equals the mixed model with
 * sequence, period and treatment fixed and subject random, covariance unrestricted. Assumes no carry-over: carry-over that differs
 * between the treatments biases it by minus half the difference (comparator's − reference's). The test of carry-over and the analysis of period 1 alone in
 * `details` are for inspection only: choosing between analyses by the former inflates the type I error (Freeman 1989).
 *
 * @param question  subjects with both periods count; subjects with other treatments are left out and counted in `details`
 * @returns the effect in the unit of the measure on n − 2 degrees of freedom (Welch: fewer); details `periodEffect` (period 2 − 1),
 *          `carryover` (sum of periods, reference-first − comparator-first), `periodOneOnly`, both variance assumptions, cell means;
 *          not estimable if a sequence is empty (a fixed order), with fewer than three subjects, other than two periods, or if d does not vary within the sequences
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Hills & Armitage (1979) Br J Clin Pharmacol 8:7–20, DOI 10.1111/j.1365-2125.1979.tb05903.x; Senn (2002) Cross-over Trials in Clinical Research, 2nd ed., ch. 3; Freeman (1989) Stat Med 8:1421–1432, DOI 10.1002/sim.4780081202
 */
export const crossoverT: AnalysisMethod<typeof options> = {
  kind: 'crossover-t',
  label: 'crossover t test (Hills–Armitage)',
  phrase: 'the two-period crossover t test of Hills and Armitage',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'fast',
  pairing: () => 'crossover',
  estimand: () => meanDifference,
  bind: (question, { variance }, sums) => bindContrast(question, new CrossoverContrast(question, variance, { sums })),
  exactPower: ({ variance }) => (variance === 'welch' ? 'no formula for unequal variances' : tTestAgainstZero),
  rCode: crossoverTCode,
};

function crossoverTCode(question: AnalysisSpec, { variance }: ParameterValues<typeof options>): string {
  const arguments_ = `wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = ${variance === 'welch' ? 'FALSE' : 'TRUE'}`;
  return `${periodsCode}test <- t.test(${arguments_}, alternative = ${rAlternative(question)})
both_sides <- t.test(${arguments_}, conf.level = ${question.level})
${printCode({ estimate: '-diff(test$estimate) / 2', standardError: 'test$stderr / 2', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1] / 2', upper: 'both_sides$conf.int[2] / 2' })}`;
}
