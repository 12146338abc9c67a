import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { dfRules } from '../../statistics/mixed-models/random-intercept-inference.ts';
import type { AnalysisSpec } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { ConditionContrast } from '../estimators/condition-contrast.ts';
import type { Contrast } from '../estimators/contrast.ts';
import { meanDifference } from '../estimand.ts';
import { RandomInterceptContrast } from '../estimators/random-intercept-contrast.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { tTestAgainstZero } from '../exact-power.ts';
import { hasInfusionEffects, randomEffectsRules, varianceRules, variancesDiffer } from '../selection/condition-groups.ts';
import { mixedModelCode } from '../r-code/mixed-models.ts';

const options = {
  df: {
    kind: 'choice',
    default: 'kenward-roger',
    options: dfRules,
    about:
      'degrees of freedom: Kenward–Roger (expected information, adjusted standard error), Satterthwaite (observed information), or observations minus fixed effects',
    source: 'definition',
  },
  covariance: {
    kind: 'choice',
    default: 'random-intercept',
    options: ['random-intercept', 'compound-symmetry'],
    about: 'a variance between subjects of at least 0, or one covariance within subjects that may be negative',
    source: 'definition',
  },
  adjustment: {
    kind: 'choice',
    default: 'none',
    options: ['none', 'baseline'],
    about: 'whether the baseline of each period is a covariate',
    source: 'definition',
  },
  carryover: {
    kind: 'choice',
    default: 'none',
    options: ['none', 'first-order'],
    about: 'whether the treatment of the period before has an effect of its own, the same whatever follows it',
    source: 'definition',
  },
  variance: {
    kind: 'choice',
    default: 'equal',
    options: varianceRules,
    about: 'one variance of the residuals, or one for each treatment or each period',
    source: 'definition',
  },
  randomEffects: {
    kind: 'choice',
    default: 'automatic',
    options: randomEffectsRules,
    about:
      'what has a random effect: the participant, or also each infusion of a participant (each condition, where the conditions name one infusion); automatic = the latter where variances differ by treatment and participants have several values of one',
    source: 'definition',
  },
  standardErrors: {
    kind: 'choice',
    default: 'model',
    options: ['model', 'robust'],
    about:
      'standard errors of the fitted variances, or the cluster-robust CR2 (participants are the clusters) with Bell–McCaffrey degrees of freedom, whatever df says',
    source: 'definition',
  },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

function contrastOf(question: AnalysisSpec, { df, covariance, adjustment, carryover, ...rest }: Options): Contrast {
  const { variance, randomEffects, standardErrors } = rest;
  const shared = {
    df,
    negative: covariance === 'compound-symmetry',
    withBaseline: adjustment === 'baseline',
    carryover: carryover === 'first-order',
  };
  const infusions = hasInfusionEffects({ variance, randomEffects });
  if (!variancesDiffer({ variance, randomEffects }) && standardErrors === 'model')
    return new RandomInterceptContrast(question, { ...shared, closedForm: true });
  return new ConditionContrast(question, { ...shared, variance, infusions, isRobust: standardErrors === 'robust' });
}

/**
 * Linear mixed model of one visit: the effect of the comparator minus the reference from every recorded value, REML.
 *
 *     yᵢⱼ = sequence + period (+ carry-over) + treatment (+ baseline of the period + covariates) + bᵢ + eᵢⱼ,   bᵢ ~ N(0, σ²_subject), eᵢⱼ ~ N(0, σ²)
 *
 * for subject i and period j, any number of periods, treatments and sequences, all as factors. Columns that depend linearly on earlier
 * ones (order: intercept, sequence, period, baseline, covariates, carry-over, other treatments, comparator) are dropped. Complete data of two sequences in two
 * periods with σ²_subject > 0 give exactly the crossover t test; patients with one period contribute between-patient information.
 * Where the sequences (and covariates) leave no difference between subjects, as in a single Latin square, subjects are as good as fixed and the effect
 * is estimated within them, on the residual degrees of freedom; effects between subjects are then left out of the details.
 * With `minus` the effect is a difference of differences. Assumes no carry-over unless asked to adjust for it, normal errors (of equal variance unless `variance` says otherwise), and values missing at random.
 *
 * With `variance: by-treatment` or `by-period`, V(eᵢⱼ) = σ²_treatment or σ²_period; with `participant-and-infusion` a second random effect bᵢg ~ N(0, σ²_infusion), the same for all values of a
 * subject under one infusion g (`tablet+infusion`; where the treatments name one infusion, under one treatment), with a variance of its own for each g when variances differ by treatment. REML by
 * Newton steps on all variances, each at least 0. `standardErrors: robust` keeps the estimate and takes its standard error from the residuals of the subjects (CR2, the fitted model as working
 * model) with Bell–McCaffrey degrees of freedom; it holds whatever the variances are, and needs some subjects in every sequence.
 *
 * On the boundary (details `singular`: σ²_subject estimated as 0, which happens when values of one subject are no more alike than values of
 * two) the standard error ignores the pairing. There Satterthwaite gives N − p degrees of freedom, too many; Kenward–Roger keeps both
 * components in its information and about the degrees of freedom of the pairing. With truly negative correlation the standard error is
 * then too small and the p-value with it (anti-conservative); `compound-symmetry` lets the covariance go below zero and agrees with the crossover t test on complete data.
 *
 * @param question  every subject-period with a value (and baseline and covariates where asked) counts; `complete` are subjects with all periods
 * @returns the effect in the unit of the measure; details `varianceComponents` {subject, residual, infusion} (each by its treatments, periods or infusions where they differ), `singular`, `logLik` (restricted),
 *          `periodEffect` (later minus earlier), `sequenceEffect` (second minus first of the sequences by name), `baselineSlope`, all `fixedEffects`, with carry-over
 *          also `unknownCarryover`, the values left out because the treatment of the period before is not known; not estimable if the effect is aliased with sequence, period
 *          or covariates, if values do not vary within subjects, or with too few values for the variance within subjects
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Patterson & Thompson (1971) Biometrika 58:545–554, DOI 10.1093/biomet/58.3.545; Kenward & Roger (1997) Biometrics 53:983–997, DOI 10.2307/2533558; Bell & McCaffrey (2002) Survey Methodology 28:169–181; Pustejovsky & Tipton (2018) J Bus Econ Stat 36:672–683, DOI 10.1080/07350015.2016.1247004; Jones & Kenward (2014) Design and Analysis of Cross-Over Trials, 3rd ed., ch. 5
 */
export const mixedModel: AnalysisMethod<typeof options> = {
  kind: 'mixed-model',
  label: 'linear mixed model (REML, random subject)',
  phrase: 'a linear mixed model with a random participant effect (REML)',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'slow',
  detailLabels: {
    unknownCarryover: 'values left out after an unknown treatment',
  },
  takesCovariates: true,
  takesContrasts: true,
  pairing: () => 'model',
  readsBaselines: ({ adjustment }) => adjustment === 'baseline',
  estimand: () => meanDifference,
  bind: (question, options) => bindContrast(question, contrastOf(question, options)),
  modelTerms: ({ carryover, covariance }) => ({ carryover: carryover === 'first-order', atLeastZero: covariance === 'random-intercept' }),
  exactPower: ({ df, adjustment, variance, randomEffects, standardErrors }) => {
    if (standardErrors === 'robust') return 'no formula for robust standard errors';
    if (variancesDiffer({ variance, randomEffects })) return 'no formula with variances that differ';
    if (adjustment === 'baseline') return 'no formula with baselines as covariates';
    return df === 'residual' ? 'no formula for residual degrees of freedom' : tTestAgainstZero;
  },
  rCode: mixedModelCode,
};
