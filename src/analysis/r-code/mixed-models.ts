import type { AnalysisSpec } from '../analysis.ts';
import type { MethodOptions } from '../method-options.ts';
import { denseModelCode } from './dense-model.ts';
import { covariateCode, plannedCode, printCode, sequenceCode } from './data.ts';
import type { RSource } from './source.ts';
import { rString, rStrings } from './strings.ts';

/** R code of a p-value from `t` and `df`. */
export function pCode({ alternative }: AnalysisSpec): string {
  return { 'two-sided': '2 * pt(-abs(t), df)', less: 'pt(t, df)', greater: 'pt(t, df, lower.tail = FALSE)' }[alternative];
}

/** Names in lmerTest and mmrm of the rules for degrees of freedom. */
export const ddfWords: Readonly<Record<string, string>> = { 'kenward-roger': 'Kenward-Roger', satterthwaite: 'Satterthwaite' };

/** R code that makes factors of sequence, period and treatment. */
export const factorCode = `rows$sequence <- factor(rows$sequence); rows$period <- factor(rows$period)
rows$treatment <- relevel(factor(rows$treatment), ref = reference)
`;

/**
 * R code that gives every row the treatment of the period before as `before`; in period 1 it is the reference, which carries nothing over. Rows after a period
 * of unknown treatment are left out, as are those of the first period in a file that begins with a later one.
 */
function beforeCode(source: RSource): string {
  const isFirst = (source.firstPeriod ?? 1) <= 1;
  return `${plannedCode(source)}previous <- given$treatment[match(paste(rows$subject, rows$period - 1), paste(given$subject, given$period))]
${isFirst ? 'previous[rows$period == 1] <- reference # nothing is carried over\n' : ''}rows <- rows[!is.na(previous), ]; previous <- previous[!is.na(previous)]
rows$before <- factor(previous, levels = unique(c(reference, previous)))
`;
}

/** R code that stops where the contrast `L` of the columns of `X` is no function of their fit: R would drop a column and give another effect. */
export const estimableCode = `stopifnot("the treatment effect cannot be separated from the other effects" = length(L) == ncol(X) && qr(rbind(X, L))$rank == qr(X)$rank)
`;

/** R code that keeps those of the `terms` that differ between rows: R refuses a factor of one level, which has no effect. */
export const termsCode = 'terms <- terms[sapply(rows[terms], function(term) length(unique(term)) > 1)]\n';

/** R code that makes the `rows` of the model, and the `terms` of its fixed effects. */
function modelRows(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  const numeric = [...(options.adjustment === 'baseline' ? ['b'] : []), ...(question.covariates ?? []).map((_, i) => `x${i + 1}`)];
  const carries = options.carryover === 'first-order';
  const terms = ['sequence', 'period', ...(carries ? ['before'] : []), 'treatment', ...numeric];
  const needed = `cells[${['y', ...numeric].map((name) => `!is.na(cells$${name})`).join(' & ')}, ]`;
  const before = carries ? beforeCode(source) : '';
  return `${sequenceCode(source)}${covariateCode(question, source)}rows <- ${needed}\n${before}${factorCode}terms <- ${rStrings(terms)}\n${termsCode}`;
}

/** R code that makes the columns `X` of the model and the weights `L` of the effect, or of the difference of differences. */
function weightsCode({ minus }: AnalysisSpec): string {
  return `X <- model.matrix(reformulate(terms), rows)
L <- setNames(numeric(ncol(X)), colnames(X))
L[paste0("treatment", comparator)] <- 1
${
  minus === undefined
    ? ''
    : `for (each in list(list(${rString(minus.comparator)}, -1), list(${rString(minus.reference)}, 1))) {
  name <- paste0("treatment", each[[1]])
  if (name %in% names(L)) L[name] <- L[name] + each[[2]]
}
`
}${estimableCode}`;
}

/** Whether a model has more variances, or other standard errors, than lme4 has. */
function differs({ variance = 'equal', randomEffects = 'automatic', standardErrors = 'model' }: MethodOptions): boolean {
  return variance !== 'equal' || randomEffects === 'participant-and-infusion' || standardErrors === 'robust';
}

/** R code that makes `estimate`, `se` and `df` from `X` and `L` where the variances differ. */
function denseContrastCode({
  df,
  variance = 'equal',
  randomEffects = 'automatic',
  standardErrors = 'model',
  covariance,
}: MethodOptions): string {
  const residual = {
    equal: 'rep(1, nrow(rows))',
    'by-treatment': 'as.character(rows$treatment)',
    'by-period': 'as.character(rows$period)',
  };
  const hasInfusions = randomEffects === 'participant-and-infusion' || (randomEffects === 'automatic' && variance === 'by-treatment');
  const groups = `infusion <- sub("^[^+]*[+]?", "", given$treatment)
group <- if (length(unique(infusion)) > 1) sub("^[^+]*[+]?", "", as.character(rows$treatment)) else as.character(rows$treatment)
`;
  const rule = { 'kenward-roger': 'kenward-roger', satterthwaite: 'satterthwaite' }[String(df)] ?? 'residual';
  const found = standardErrors === 'robust' ? 'robust_dense(fit, L, rows$subject)' : `infer_dense(fit, L, "${rule}")`;
  return `${denseModelCode}
independent <- sort(qr(X)$pivot[seq_len(qr(X)$rank)])
X <- X[, independent]; L <- L[independent]
${hasInfusions ? groups : ''}G <- variance_matrices(rows$subject, ${hasInfusions ? 'group' : 'NULL'}, ${residual[String(variance) as keyof typeof residual]}, ${variance === 'by-treatment' ? 'TRUE' : 'FALSE'})
fit <- fit_dense(rows$y, X, G${covariance === 'compound-symmetry' ? ', negative = TRUE' : ''})
found <- ${found}
estimate <- found[["estimate"]]; se <- found[["se"]]; df <- found[["df"]]
`;
}

/** R code that makes `estimate`, `se` and `df` of the effect, or of the difference of differences, in the random-intercept model. */
export function modelContrastCode(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  const rows = modelRows(question, options, source);
  if (differs(options)) return `${rows}${weightsCode(question)}${denseContrastCode(options)}`;
  const fit = `library(lmerTest) # Kenward-Roger needs pbkrtest
fit <- lmer(reformulate(c(terms, "(1 | subject)"), "y"), data = rows, REML = TRUE)
`;
  const weights = `${weightsCode(question)}L <- L[names(fixef(fit))]
`;
  const ddf = ddfWords[String(options.df)];
  const inference =
    ddf === undefined
      ? 'estimate <- sum(L * fixef(fit)); se <- sqrt(c(L %*% as.matrix(vcov(fit)) %*% L)); df <- nrow(rows) - length(fixef(fit))\n'
      : `found <- contest1D(fit, L, ddf = "${ddf}"); estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]\n`;
  return `${rows}${fit}${weights}${inference}`;
}

/**
 * R code after that of the contrast that makes `combined`: estimate, standard error and degrees of freedom of a number of effects and a number of means under the
 * reference, these averaged over sequences and periods with equal weights and at the mean of every covariate.
 */
export function modelShareCode(options: MethodOptions): string {
  const whole = 'X <- model.matrix(reformulate(terms), rows)';
  const figures = differs(options)
    ? `found <- infer_dense(fit, (of_effect * effect_weights + of_reference * M)[independent], "kenward-roger")
  c(found[["estimate"]], found[["se"]], found[["df"]])`
    : `found <- contest1D(fit, (of_effect * effect_weights + of_reference * M)[names(fixef(fit))], ddf = "Kenward-Roger")
  c(found[["Estimate"]], found[["Std. Error"]], found[["df"]])`;
  return `${whole}
M <- setNames(numeric(ncol(X)), colnames(X)); M["(Intercept)"] <- 1
for (i in which(terms != "treatment")) M[attr(X, "assign") == i] <- if (is.factor(rows[[terms[i]]])) 1 / nlevels(rows[[terms[i]]]) else mean(rows[[terms[i]]])
stopifnot("the mean under the reference cannot be separated from the other effects" = qr(rbind(X, M))$rank == qr(X)$rank)
effect_weights <- setNames(as.numeric(names(M) == paste0("treatment", comparator)), names(M))
combined <- function(of_effect, of_reference) {
  ${figures}
}
`;
}

/** R code that says what its figures lack where it has to make do with another program. */
export function fallbackCode(program: string, { df }: MethodOptions): string {
  const lacking =
    df === 'kenward-roger'
      ? 'no Kenward-Roger adjustment of the standard error, no degrees of freedom and no p'
      : 'no degrees of freedom and no p';
  return `cat("note: fitted by ${program}: ${lacking}; \`analyze\` gives them\\n")\n`;
}

/** R code of the mixed model of one visit: lme4 with lmerTest and pbkrtest, or nlme where the covariance may be negative. */
export function mixedModelCode(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  if (options.covariance === 'compound-symmetry' && !differs(options)) {
    const rows = modelRows(question, options, source);
    return `${rows}effect <- paste0("treatment", comparator)
# nlme gives no Satterthwaite or Kenward-Roger degrees of freedom: the estimate and its standard error without adjustment only
${fallbackCode("nlme's gls", options)}library(nlme)
fit <- gls(reformulate(terms, "y"), data = rows, correlation = corCompSymm(form = ~ 1 | subject), method = "REML")
${printCode({ estimate: 'coef(fit)[effect]', standardError: 'sqrt(vcov(fit)[effect, effect])' })}`;
  }
  return `${modelContrastCode(question, options, source)}t <- estimate / se
reach <- qt(${(1 + question.level) / 2}, df) * se
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: pCode(question), lower: 'estimate - reach', upper: 'estimate + reach' })}`;
}
