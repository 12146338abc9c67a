import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec, BoundAnalysis } from '../analysis.ts';
import type { AnalysisMethod, OptionProblem } from '../analysis-method.ts';
import { EquivalenceEstimate, ShareEquivalenceEstimate } from '../estimators/equivalence-estimate.ts';
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
import { variancesDiffer } from '../selection/condition-groups.ts';
import { tostPower } from '../../statistics/test-power/tost-power.ts';
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
      'equivalence within −margin to +margin (ratio: 1/margin to margin; share of the reference: 0.5 is half of its mean); 0 = not given, use lower and upper',
    source: 'assumed',
  },
  lower: { default: 0, unit: 'as scale', min: -1e15, max: 1e15, about: 'lower margin, when margin is not given', source: 'assumed' },
  upper: { default: 0, unit: 'as scale', min: -1e15, max: 1e15, about: 'upper margin, when margin is not given', source: 'assumed' },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

/**
 * Two one-sided t tests of equivalence (TOST): whether the effect lies between a lower and an upper margin.
 *
 * t_lower = (estimate − lower)/SE and t_upper = (estimate − upper)/SE; p is the larger of P(T ≥ t_lower) and P(T ≤ t_upper), so
 * non-equivalence is rejected at α exactly when the 1 − 2α interval lies within the margins. The estimate is that of `crossover-t`,
 * of `paired-t`, of `parallel-t` or of `mixed-model`, on the difference, the log response, or log(1 + response). `alternative` is not used. Assumptions as there.
 *
 * With `marginUnit: share-of-reference` the margins are shares of the mean under the reference, so that a margin cannot hold the loss of all of it. With D the effect and R the mean under
 * the reference, t_lower = (D − lower·|R|)/SE and t_upper = (D − upper·|R|)/SE, each with the standard error of its own linear combination (Sasabuchi's tests), and with `design: model` its own Kenward–Roger
 * degrees of freedom; R is then the least-squares mean, averaged over sequences and periods with equal weights. Equivalence is shown exactly
 * when Fieller's 1 − 2α interval of the ratio of means is bounded and lies within 1 + lower to 1 + upper (for R above zero): where the mean under the reference is not different from zero, it
 * is never shown. Assumes normal responses, and the same covariance of the two treatments' responses in both sequences.
 *
 * @param options  margins in the unit of the measure, shares of the mean under the reference, or ratios when the scale is one (0.8 and 1.25 when none are given)
 * @returns the effect (a log ratio on the ratio scales) with its interval at the level asked; details: both t and p, the 90 % interval, on
 *          ratio scales also the ratio with interval and the within-subject coefficient of variation, with shares the mean under the reference and the ratio of means with Fieller's interval;
 *          `statistic` is the t of the larger p;
 *          not estimable as the underlying test, and on the ratio scale when a response is not positive
 * @throws RangeError when bound without margins on the difference scale, or with lower ≥ upper
 * @see Schuirmann (1987) J Pharmacokinet Biopharm 15:657–680, DOI 10.1007/BF01068419; for shares Hauschke, Kieser, Diletti & Burke (1999) Sample size determination for proving equivalence
 *   based on the ratio of two means for normally distributed data. Stat Med 18:93–105, DOI 10.1002/(SICI)1097-0258(19990115)18:1<93::AID-SIM992>3.0.CO;2-8, and Locke (1984) An exact
 *   confidence interval from untransformed data for the ratio of two formulation means. J Pharmacokinet Biopharm 12:649–655, DOI 10.1007/BF01059558
 */
export const tost: AnalysisMethod<typeof options> = {
  kind: 'tost',
  label: 'two one-sided t tests of equivalence',
  phrase: 'two one-sided t tests of equivalence',
  outcomeType: 'continuous',
  scope: 'visit',
  takesContrasts: true,
  options,
  nullHypothesis: 'equivalence',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: {
    lower: 'test against the lower margin',
    upper: 'test against the upper margin',
    'margins.lower': 'lower margin',
    'margins.upper': 'upper margin',
    interval90: '90 % interval',
    ratio: 'ratio (C to R)',
    ratioInterval90: '90 % interval of the ratio',
    withinCoefficientOfVariation: 'coefficient of variation within participants',
    referenceMean: 'mean under R',
    'marginsAsShares.lower': 'lower margin, share of the mean under R',
    'marginsAsShares.upper': 'upper margin, share of the mean under R',
    ratioOfMeans: 'ratio of means (C to R)',
    ratioOfMeansInterval90: '90 % interval of the ratio of means (Fieller)',
  },
  pairing: ({ design }) => design,
  modelTerms: () => ({ carryover: false, atLeastZero: true }),
  margins: (values) =>
    values.marginUnit === 'share-of-reference'
      ? sharesOfReference(givenMargins(values))
      : marginsOnScale(givenMargins(values), values.scale),
  optionProblem,
  estimand: ({ scale }) => estimandOfScale(scale),
  bind: bindTost,
  exactPower,
  rCode: tostCode,
};

function bindTost(question: AnalysisSpec, values: Options, sums?: TrialSums): BoundAnalysis {
  if (values.marginUnit === 'share-of-reference') return bindShares(question, values);
  const contrast = contrastOf(question, values.design, values.scale, values, sums);
  const [lower, upper] = marginsOf(values);
  const estimate = new EquivalenceEstimate(contrast, question.level, lower, upper, values.scale);
  return { columns: contrast.reads, sums: contrast.sums, run: (data) => contrast.read(data) ?? estimate };
}

function bindShares(question: AnalysisSpec, values: Options): BoundAnalysis {
  const problem = optionProblem(values);
  if (problem !== undefined) throw new RangeError(`tost ${problem.option}: ${problem.message}`);
  const contrast = contrastWithReference(question, values.design, values);
  const estimate = new ShareEquivalenceEstimate(contrast, question.level, givenMargins(values));
  return { columns: contrast.reads, run: (data) => contrast.read(data) ?? estimate };
}

/** Lower and upper margin as they are stated: differences, ratios, or shares. */
function givenMargins({ scale, margin, lower, upper }: Options): [lower: number, upper: number] {
  const isRatio = scale !== 'difference';
  if (margin !== 0) return isRatio ? [1 / margin, margin] : [-margin, margin];
  // The convention of average bioequivalence: 80 % to 125 % (FDA 2001, Statistical Approaches to Establishing Bioequivalence).
  return isRatio && lower === 0 && upper === 0 ? [0.8, 1.25] : [lower, upper];
}

/** Margins on the scale of the estimate (logarithms for ratios). */
function marginsOf(options: Options): readonly [lower: number, upper: number] {
  const margins = givenMargins(options);
  if (!(margins[0] < margins[1]))
    throw new RangeError(`tost needs a margin, or lower < upper, got lower ${margins[0]} and upper ${margins[1]}`);
  if (options.scale !== 'difference' && !(margins[0] > 0))
    throw new RangeError(`tost on a ratio needs positive margins, got ${margins[0]}`);
  return marginsOnScale(margins, options.scale).ofEstimate;
}

/** Margins that say nothing, too much, or the impossible. */
function optionProblem(values: Options): OptionProblem | undefined {
  return shareProblem(values, givenMargins(values)) ?? givenProblem(values);
}

function givenProblem({ scale, margin, lower, upper, design, ...variances }: Options): OptionProblem | undefined {
  const idle = varianceProblem(design, variances);
  if (idle !== undefined) return idle;
  const isRatio = scale !== 'difference';
  const isSilent = lower === 0 && upper === 0;
  if (margin !== 0) {
    if (!isSilent) return { option: 'margin', message: 'expected a margin, or lower and upper, got both' };
    return isRatio && !(margin > 1) ? { option: 'margin', message: `expected a ratio above 1, got ${margin}` } : undefined;
  }
  if (isSilent) return isRatio ? undefined : { option: 'margin', message: 'expected a margin above 0 (or lower and upper), got 0' };
  if (!(lower < upper)) return { option: 'lower', message: `expected less than upper (${upper}), got ${lower}` };
  return isRatio && !(lower > 0) ? { option: 'lower', message: `expected a ratio above 0, got ${lower}` } : undefined;
}

function exactPower(values: Options): ExactPower | string {
  if (values.marginUnit === 'share-of-reference') return 'no formula for margins that are shares of the reference';
  if (variancesDiffer(values)) return 'no formula with variances that differ';
  const [lower, upper] = marginsOnScale(givenMargins(values), values.scale).ofEstimate;
  return ({ alpha }, { effect, standardError, df }) => tostPower({ effect, lower, upper, alpha }, standardError, df);
}

function tostCode(question: AnalysisSpec, values: Options, source: RSource): string {
  const given = `c(${givenMargins(values).join(', ')})`;
  if (values.marginUnit === 'share-of-reference') {
    return `${contrastCode(question, values, source)}${shareCode(values)}margins <- ${given}
p_lower <- pt(against(margins[1]), ${shareDf(values.design, 'margins[1]')}, lower.tail = FALSE)
p_upper <- pt(against(margins[2]), ${shareDf(values.design, 'margins[2]')})
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: 'max(p_lower, p_upper)' })}`;
  }
  const limits = values.scale === 'difference' ? given : `log(${given})`;
  return `${contrastCode(question, values, source)}margins <- ${limits}
p_lower <- pt((estimate - margins[1]) / se, df, lower.tail = FALSE)
p_upper <- pt((estimate - margins[2]) / se, df)
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: 'max(p_lower, p_upper)' })}`;
}
