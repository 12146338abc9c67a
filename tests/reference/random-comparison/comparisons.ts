import type { AnalysisSpec, MethodName, MethodOptions } from '../../../src/analysis/index.ts';
import { rCode, type RSource } from '../../../src/report/r-code/index.ts';

/** How R is told a question. */
export type RCode = (question: AnalysisSpec, options: MethodOptions, source: RSource) => string;

/** One method to be compared with R: what is asked, how R is told, and the agreement that a correct program reaches. */
export interface Comparison {
  readonly method: MethodName;
  readonly options?: MethodOptions;
  readonly asked?: Partial<AnalysisSpec>;
  /** The shipped scenario that its trials come from; the main one where left out. */
  readonly scenario?: string;
  /** Smallest and largest number of participants of its data sets. */
  readonly least?: number;
  readonly most?: number;
  /** Relative; absolute for figures below 1e-3. Algebra agrees to 1e-8; lme4 and nlme stop their optimisers earlier. */
  readonly tolerance: number;
  /** R code that prints the figures; the program's own `analyze --r` where left out. */
  readonly r?: RCode;
}

const responder: Partial<AnalysisSpec> = { measure: 'responder' };
const withKetamine: Partial<AnalysisSpec> = { reference: 'placebo+ketamine', comparator: 'naltrexone+ketamine' };
const interaction: Partial<AnalysisSpec> = { ...withKetamine, minus: { reference: 'placebo+saline', comparator: 'naltrexone+saline' } };
const carries: MethodOptions = { carryover: 'first-order' };
const twoVisits: Partial<AnalysisSpec> = { visits: ['day1', 'day7'], visit: 'average' };
const threeVisits: Partial<AnalysisSpec> = { visits: ['day1', 'day3', 'day7'], visit: 'day3' };

/** lme4 driven as far as it goes; its default stops at about 1e-4 of the variances. */
export const toTheEnd =
  'REML = TRUE, control = lmerControl(optCtrl = list(xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 1e-14, ftol_rel = 1e-15)))';

/** A model that lost a column is not the one asked for. */
const noneDropped = 'stopifnot(is.null(attr(getME(fit, "X"), "col.dropped")))';

function lmer(method: MethodName): RCode {
  return (question, options, source) =>
    (rCode(method, question, options, source) ?? '').replaceAll('REML = TRUE)', `${toTheEnd}\n${noneDropped}`);
}

/** lm drops what it cannot tell and goes on. */
function ancova(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  return (rCode('crossover-ancova', question, options, source) ?? '').replace('df <- fit$df[2]', 'stopifnot(!any(fit$aliased))\n$&');
}

/** The rows that `analyze --r` makes for mmrm, handed to the base-R program beside this file. */
function unstructured(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  const isDifferences = options.covariance !== 'unstructured';
  const visits = question.visits ?? [question.visit];
  const [rowsCode] = (rCode('mmrm', question, options, source) ?? '').split('if (requireNamespace("mmrm"');
  const asked = visits.indexOf(question.visit);
  const shares = visits.map((_, visit) => (asked < 0 ? 1 / visits.length : visit === asked ? 1 : 0));
  const slope = options.adjustment === 'baseline' ? (isDifferences ? 'x + ' : 'b + ') : '';
  const design = isDifferences ? `~ ${slope}first` : `~ ${slope}sequence + period + treatment`;
  const slot = isDifferences ? 'as.integer(rows$visit)' : 'as.integer(rows$cell)';
  return `${rowsCode}
own <- model.matrix(${design}, rows)
X <- do.call(cbind, lapply(levels(rows$visit), function(visit) own * (rows$visit == visit)))
L <- as.vector(outer(c(rep(0, ncol(own) - 1), 1), c(${shares.join(', ')})))
print_fit(reml_unstructured(rows$y, X, as.character(rows$subject), ${slot}, L), ${ruleOf(options)})
`;
}

/** Compound symmetry by the same program: nlme has no degrees of freedom for it. */
function compoundSymmetry(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  const [rowsCode] = (rCode('mixed-model', question, options, source) ?? '').split('# nlme gives no');
  return `${rowsCode}
X <- model.matrix(~ sequence + period + treatment, rows)
print_fit(reml_compound_symmetry(rows$y, X, as.character(rows$subject), as.numeric(colnames(X) == effect)), ${ruleOf(options)})
`;
}

function ruleOf({ df }: MethodOptions): string {
  return df === 'satterthwaite' ? '"satterthwaite"' : '"kenward_roger"';
}

/** Every method of the registry against R. */
export const comparisons: readonly Comparison[] = [
  { method: 'paired-t', tolerance: 1e-8 },
  { method: 'crossover-t', tolerance: 1e-8 },
  { method: 'crossover-t', options: { variance: 'welch' }, asked: { measure: 'change' }, tolerance: 1e-8 },
  { method: 'parallel-t', tolerance: 1e-8 },
  { method: 'parallel-t', options: { variance: 'welch' }, asked: { measure: 'change' }, tolerance: 1e-8 },
  { method: 'crossover-ancova', tolerance: 1e-8, r: ancova },
  { method: 'mixed-model', tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', options: { df: 'satterthwaite' }, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', options: { adjustment: 'baseline' }, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', asked: { covariates: ['sex', 'age', 'failed_courses'] }, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', options: { covariance: 'compound-symmetry' }, tolerance: 1e-6, r: compoundSymmetry },
  { method: 'mixed-model', options: { covariance: 'compound-symmetry', df: 'satterthwaite' }, tolerance: 1e-6, r: compoundSymmetry },
  { method: 'mixed-model', scenario: 'designs/balaam', least: 10, options: carries, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', scenario: 'designs/extra-period', least: 10, options: carries, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 10, asked: interaction, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 10, asked: withKetamine, options: carries, tolerance: 1e-4, r: lmer('mixed-model') },
  { method: 'mixed-model', options: { variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'mixed-model', options: { variance: 'by-period', df: 'satterthwaite' }, asked: { covariates: ['sex', 'age'] }, tolerance: 1e-6 },
  { method: 'mixed-model', options: { standardErrors: 'robust' }, tolerance: 1e-6 },
  { method: 'mixed-model', options: { standardErrors: 'robust', covariance: 'compound-symmetry' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/balaam', least: 14, options: { ...carries, variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/extra-period', least: 14, options: { ...carries, variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/extra-period', least: 10, options: { variance: 'by-period', randomEffects: 'participant-and-infusion', df: 'satterthwaite' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 14, asked: interaction, options: { variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 14, asked: interaction, options: { variance: 'by-treatment', df: 'satterthwaite' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 14, asked: withKetamine, options: { ...carries, variance: 'by-treatment', randomEffects: 'participant' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 10, asked: interaction, options: { standardErrors: 'robust' }, tolerance: 1e-6 },
  { method: 'mixed-model', scenario: 'designs/four-condition', least: 14, asked: interaction, options: { standardErrors: 'robust', variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'mmrm', asked: threeVisits, tolerance: 1e-6, r: unstructured },
  { method: 'mmrm', options: { df: 'satterthwaite' }, asked: threeVisits, tolerance: 1e-6, r: unstructured },
  { method: 'mmrm', options: { covariance: 'unstructured' }, asked: twoVisits, tolerance: 1e-6, r: unstructured },
  { method: 'mmrm', options: { covariance: 'unstructured', df: 'satterthwaite' }, asked: twoVisits, tolerance: 1e-6, r: unstructured },
  { method: 'mmrm', options: { adjustment: 'baseline' }, asked: threeVisits, tolerance: 1e-6, r: unstructured },
  { method: 'mmrm', options: { covariance: 'subject-period', adjustment: 'baseline' }, asked: twoVisits, tolerance: 1e-4, r: lmer('mmrm') },
  { method: 'mmrm', options: { covariance: 'subject-period' }, asked: twoVisits, tolerance: 1e-4, r: lmer('mmrm') },
  { method: 'mmrm', options: { covariance: 'subject-period', df: 'satterthwaite' }, asked: twoVisits, tolerance: 1e-4, r: lmer('mmrm') },
  { method: 'wilcoxon', tolerance: 1e-8 },
  { method: 'wilcoxon', options: { zeros: 'pratt' }, asked: { alternative: 'greater' }, tolerance: 1e-8 },
  { method: 'rank-crossover', tolerance: 1e-8 },
  { method: 'permutation', most: 14, tolerance: 1e-8 },
  { method: 'mcnemar', asked: responder, tolerance: 1e-8 },
  { method: 'mainland-gart', asked: responder, tolerance: 1e-8 },
  { method: 'prescott', asked: responder, tolerance: 1e-8 },
  { method: 'fisher-exact', asked: responder, tolerance: 1e-8 },
  { method: 'fisher-exact', asked: { ...responder, alternative: 'less' }, tolerance: 1e-8 },
  { method: 'fisher-exact', scenario: 'courses/six-infusions', least: 20, asked: responder, options: { period: 'last' }, tolerance: 1e-8 },
  { method: 'tost', options: { margin: 4 }, tolerance: 1e-8 },
  { method: 'tost', options: { scale: 'ratio-log1p', lower: 0.7, upper: 1.4, design: 'paired' }, tolerance: 1e-8 },
  { method: 'tost', options: { margin: 4, design: 'parallel' }, tolerance: 1e-8 },
  { method: 'tost', options: { margin: 0.5, marginUnit: 'share-of-reference', design: 'model', variance: 'by-treatment' }, tolerance: 1e-6 },
  { method: 'tost', scenario: 'designs/extra-period', least: 14, options: { margin: 0.5, marginUnit: 'share-of-reference', design: 'model', variance: 'by-treatment', randomEffects: 'participant' }, tolerance: 1e-6 },
  { method: 'non-inferiority', options: { margin: 2 }, asked: { alternative: 'less' }, tolerance: 1e-8 },
]; // prettier-ignore
