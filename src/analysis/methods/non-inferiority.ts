import { log } from '../../elementary/index.ts';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec, BoundAnalysis } from '../analysis.ts';
import type { AnalysisMethod, OptionProblem } from '../analysis-method.ts';
import {
  contrastOf,
  contrastOptions,
  contrastWithReference,
  estimandOfScale,
  marginsOnScale,
  shareProblem,
  sharesOfReference,
  varianceProblem,
} from '../estimators/margins.ts';
import { NonInferiorityEstimate, ShareNonInferiorityEstimate } from '../estimators/non-inferiority-estimate.ts';
import { variancesDiffer } from '../selection/condition-groups.ts';
import { tTestPower } from '../../statistics/test-power/t-power.ts';
import type { ExactPower } from '../exact-power.ts';
import { contrastCode, shareCode, shareDf } from '../r-code/contrasts.ts';
import { printCode } from '../r-code/data.ts';
import type { TrialSums } from '../sums/trial-sums.ts';
import type { RSource } from '../r-code/source.ts';

const options = {
  ...contrastOptions,
  margin: {
    default: 0,
    unit: 'as scale',
    min: 0,
    max: 1e15,
    about:
      'how much worse the comparator may be: a difference, a share of the mean under the reference (marginUnit), or on a ratio scale a ratio above 1',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

/**
 * One-sided t test of non-inferiority: whether the comparator is not worse than the reference by as much as a margin.
 *
 * With alternative `greater` (higher is better) it tests effect ≤ −margin by t = (estimate + margin)/SE; with `less` (lower is better, as
 * on depression scales) effect ≥ margin by t = (estimate − margin)/SE. On ratio scales the margin is the logarithm of the ratio given.
 * With `marginUnit: share-of-reference` the margin is a share s of the mean under the reference, R: t = (effect ± s|R|)/SE, the standard error that of this linear combination (Sasabuchi's
 * test; with `design: model` with its own Kenward–Roger degrees of freedom, R being the least-squares mean), and besides R must differ from zero at the same one-sided level, without which Fieller's interval of the ratio of means has no bounds; p is the larger of the two.
 * The estimate and its assumptions are those of `crossover-t`, `paired-t`, `parallel-t` or `mixed-model`.
 *
 * @returns the effect with its interval; the p-value is one-sided; details: the margin and the one-sided bound at the level asked; not estimable as the underlying test
 * @throws RangeError when bound with a two-sided alternative, or without a positive margin (on ratio scales, one above 1)
 * @see Committee for Proprietary Medicinal Products (2001) Br J Clin Pharmacol 52:223–228, DOI 10.1046/j.0306-5251.2001.01397-3.x; for shares Hauschke et al. (1999) Stat Med 18:93–105,
 *   DOI 10.1002/(SICI)1097-0258(19990115)18:1<93::AID-SIM992>3.0.CO;2-8
 */
export const nonInferiority: AnalysisMethod<typeof options> = {
  kind: 'non-inferiority',
  label: 'one-sided t test of non-inferiority',
  phrase: 'a one-sided t test of non-inferiority',
  outcomeType: 'continuous',
  scope: 'visit',
  takesContrasts: true,
  options,
  nullHypothesis: 'non-inferiority',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: {
    margin: 'margin',
    oneSidedBound: 'one-sided bound',
    marginAsShare: 'margin, share of the mean under R',
  },
  pairing: ({ design }) => design,
  modelTerms: () => ({ carryover: false, atLeastZero: true }),
  margins: ({ margin, scale, marginUnit }) =>
    marginUnit === 'share-of-reference'
      ? sharesOfReference([-margin, margin])
      : marginsOnScale([scale === 'difference' ? -margin : 1 / margin, margin], scale),
  optionProblem,
  estimand: ({ scale }) => estimandOfScale(scale),
  bind: bindNonInferiority,
  exactPower,
  rCode: nonInferiorityCode,
};

function bindNonInferiority(question: AnalysisSpec, values: Options, sums?: TrialSums): BoundAnalysis {
  const { design, scale, margin, marginUnit } = values;
  if (question.alternative === 'two-sided') {
    throw new RangeError('non-inferiority is one-sided: choose alternative less (lower is better) or greater (higher is better)');
  }
  if (!(margin > (scale === 'difference' ? 0 : 1))) {
    throw new RangeError(`non-inferiority needs a margin above ${scale === 'difference' ? 0 : 1}, got ${margin}`);
  }
  if (marginUnit === 'share-of-reference') {
    const problem = optionProblem(values);
    if (problem !== undefined) throw new RangeError(`non-inferiority ${problem.option}: ${problem.message}`);
    const compared = contrastWithReference(question, design, values);
    const shared = new ShareNonInferiorityEstimate(question, compared, margin);
    return { columns: compared.reads, run: (data) => compared.read(data) ?? shared };
  }
  const contrast = contrastOf(question, design, scale, values, sums);
  const estimate = new NonInferiorityEstimate(question, contrast, scale === 'difference' ? margin : log(margin));
  return { columns: contrast.reads, sums: contrast.sums, run: (data) => contrast.read(data) ?? estimate };
}

/** A margin that says nothing, or the impossible. */
function optionProblem(values: Options): OptionProblem | undefined {
  return shareProblem(values, [-values.margin]) ?? givenProblem(values);
}

function givenProblem({ scale, margin, design, ...variances }: Options): OptionProblem | undefined {
  const idle = varianceProblem(design, variances);
  if (idle !== undefined) return idle;
  if (scale === 'difference') return margin === 0 ? { option: 'margin', message: 'expected a margin above 0, got 0' } : undefined;
  if (margin > 1) return undefined;
  return { option: 'margin', message: `expected a ratio above 1, got ${margin === 0 ? 'nothing' : margin}` };
}

function exactPower({ scale, margin, marginUnit, ...variances }: Options): ExactPower | string {
  if (marginUnit === 'share-of-reference') return 'no formula for margins that are shares of the reference';
  if (variancesDiffer(variances)) return 'no formula with variances that differ';
  const limit = scale === 'difference' ? margin : log(margin);
  return ({ alpha, alternative }, { effect, standardError, df }) =>
    tTestPower((alternative === 'less' ? limit - effect : effect + limit) / standardError, df, alpha, 1);
}

function nonInferiorityCode(question: AnalysisSpec, values: Options, source: RSource): string {
  const isGreater = question.alternative === 'greater';
  if (values.marginUnit === 'share-of-reference') {
    const [signed, tail] = isGreater ? [-values.margin, ', lower.tail = FALSE'] : [values.margin, ''];
    return `${contrastCode(question, values, source)}${shareCode(values)}p_margin <- pt(against(${signed}), ${shareDf(values.design, String(signed))}${tail})
p_reference <- pt(of_reference, ${shareDf(values.design)}, lower.tail = FALSE)
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: 'max(p_margin, p_reference)' })}`;
  }
  const margin = values.scale === 'difference' ? String(values.margin) : `log(${values.margin})`;
  const p = isGreater ? `pt((estimate + ${margin}) / se, df, lower.tail = FALSE)` : `pt((estimate - ${margin}) / se, df)`;
  return `${contrastCode(question, values, source)}${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: p })}`;
}
