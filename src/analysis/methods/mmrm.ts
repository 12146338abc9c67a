import type { ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { meanDifference } from '../estimand.ts';
import { PeriodVisits } from '../selection/period-visits.ts';
import { RepeatedContrast } from '../estimators/repeated-contrast.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { VisitDifferences } from '../selection/visit-differences.ts';
import { mmrmCode } from '../r-code/repeated-measures.ts';

const options = {
  covariance: {
    kind: 'choice',
    default: 'differences-unstructured',
    options: ['differences-unstructured', 'unstructured', 'subject-period'],
    about:
      'period differences by visit with every covariance free, all values by period and visit with every covariance free, or random intercepts of the subject and of the subject in each period',
    source: 'definition',
  },
  df: {
    kind: 'choice',
    default: 'kenward-roger',
    options: ['kenward-roger', 'satterthwaite'],
    about:
      'degrees of freedom: Kenward–Roger (linear variant, expected information, adjusted standard error) or Satterthwaite (observed information)',
    source: 'definition',
  },
  adjustment: {
    kind: 'choice',
    default: 'none',
    options: ['none', 'baseline'],
    about: 'whether the baseline of each period is a covariate, with a slope at each visit',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/**
 * Mixed model for repeated measures of a crossover: the effect of the comparator minus the reference at each visit and averaged over visits, REML.
 *
 *     differences-unstructured   y₁ − y₂ = visit × order, covariance over visits unstructured; two periods; effect = (comparator first − reference first)/2
 *     unstructured               y = visit × (sequence + period + treatment), covariance over period × visit unstructured
 *     subject-period             the same means, yᵢⱼᵥ = … + bᵢ + bᵢⱼ + eᵢⱼᵥ with variances σ²_subject, σ²_subject·period, σ²
 *
 * The estimate is the effect at the question's `visit` when that is one of its `visits`, else their average; details have all of them.
 * `adjustment: baseline` adds the period's baseline (its difference between periods) with a slope at each visit. Complete data with
 * unstructured covariances have a closed form, and at each visit the crossover t test; otherwise Newton steps with analytic derivatives.
 * Assumes no carry-over, normal errors, and values missing at random. Period differences drop a subject's visit unless both periods have it.
 *
 * Kenward–Roger is the linear variant with the expected information (as SAS and pbkrtest; the R package mmrm takes the observed information for
 * its degrees of freedom). A variance component of `subject-period` that would be negative is held at 0 (details `singular`): Satterthwaite then
 * counts the other components only, Kenward–Roger all three, as lmerTest and pbkrtest do.
 *
 * @param question  `visits` (by default `visit` alone); subjects with at least one value (difference) at one visit count, `complete` are those with all
 * @returns the effect in the unit of the measure; details `visits` (a list, in the order asked), `average`, `covariance` or `varianceComponents`, `singular`, `logLik` (restricted),
 *          `steps`; not estimable if a visit has no values in a group, if values do not vary, with too few subjects for the covariance, or where the
 *          fit becomes singular or does not converge
 * @throws RangeError when bound with equal treatments, a level outside (0, 1), or `subject-period` for one visit
 * @see Mallinckrodt et al. (2008) Drug Inf J 42:303–319, DOI 10.1177/009286150804200402; Kenward & Roger (1997) Biometrics 53:983–997, DOI 10.2307/2533558; Kenward & Roger (2010) Biostatistics 11:1–17, DOI 10.1093/biostatistics/kxp046
 */
export const mmrm: AnalysisMethod<typeof options> = {
  kind: 'mmrm',
  label: 'mixed model for repeated measures (REML)',
  phrase: 'a mixed model for repeated measures (REML)',
  outcomeType: 'any',
  scope: 'visits',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'slow',
  detailLabels: {
    asked: 'the estimate above is of',
    average: 'average of the visits',
    steps: 'steps of the fit',
    'varianceComponents.subjectPeriod': 'variance between periods of a participant',
  },
  pairing: () => 'model',
  readsBaselines: ({ adjustment }) => adjustment === 'baseline',
  estimand: () => meanDifference,
  bind: (question, { covariance, df, adjustment }) => {
    const visits = question.visits ?? [question.visit];
    const withBaseline = adjustment === 'baseline';
    if (covariance === 'subject-period' && visits.length < 2) {
      throw new RangeError('mmrm covariance subject-period: expected at least 2 visits, got 1');
    }
    const values =
      covariance === 'differences-unstructured'
        ? new VisitDifferences(question, visits, withBaseline)
        : new PeriodVisits(question, visits, withBaseline, covariance === 'unstructured');
    return bindContrast(question, new RepeatedContrast(question, visits, values, covariance !== 'subject-period', df === 'kenward-roger'));
  },
  rCode: mmrmCode,
};
