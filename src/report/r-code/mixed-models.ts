import type { AnalysisQuestion, MethodOptions } from '../../analysis/index.ts';
import { covariateCode, measureCode, printCode, type RSource, sequenceCode } from './data.ts';
import { rString } from './strings.ts';

/** R code of a p-value from `t` and `df`. */
function pCode({ alternative }: AnalysisQuestion): string {
  return { 'two-sided': '2 * pt(-abs(t), df)', less: 'pt(t, df)', greater: 'pt(t, df, lower.tail = FALSE)' }[alternative];
}

const ddfWords: Readonly<Record<string, string>> = { 'kenward-roger': 'Kenward-Roger', satterthwaite: 'Satterthwaite' };

const factorCode = `rows$sequence <- factor(rows$sequence); rows$period <- factor(rows$period)
rows$treatment <- relevel(factor(rows$treatment), ref = reference)
`;

/** R code that gives every row the treatment of the period before as `before`; in period 1 it is the reference, which carries nothing over. */
const beforeCode = `previous <- cells$treatment[match(paste(rows$subject, rows$period - 1), paste(cells$subject, cells$period))]
rows$before <- relevel(factor(ifelse(is.na(previous), reference, previous)), ref = reference)
`;

/** R code that makes the `rows` of the model, and the formula of its fixed effects. */
function modelRows(question: AnalysisQuestion, options: MethodOptions, source: RSource): { rows: string; formula: string } {
  const numeric = [...(options.adjustment === 'baseline' ? ['b'] : []), ...(question.covariates ?? []).map((_, i) => `x${i + 1}`)];
  const carries = options.carryover === 'first-order';
  const formula = ['y ~ sequence + period', ...(carries ? ['before'] : []), 'treatment', ...numeric].join(' + ');
  const needed = `cells[${['y', ...numeric].map((name) => `!is.na(cells$${name})`).join(' & ')}, ]`;
  const before = carries ? beforeCode : '';
  return { rows: `${sequenceCode(source)}${covariateCode(question, source)}rows <- ${needed}\n${before}${factorCode}`, formula };
}

/** R code that makes `estimate`, `se` and `df` of the effect, or of the difference of differences, in the random-intercept model. */
export function modelContrastCode(question: AnalysisQuestion, options: MethodOptions, source: RSource): string {
  const { rows, formula } = modelRows(question, options, source);
  const fit = `library(lmerTest) # Kenward-Roger needs pbkrtest
fit <- lmer(${formula} + (1 | subject), data = rows, REML = TRUE)
`;
  const { minus } = question;
  const weights = `L <- setNames(numeric(length(fixef(fit))), names(fixef(fit)))
L[paste0("treatment", comparator)] <- 1
${
  minus === undefined
    ? ''
    : `for (each in list(list(${rString(minus.comparator)}, -1), list(${rString(minus.reference)}, 1))) {
  name <- paste0("treatment", each[[1]])
  if (name %in% names(L)) L[name] <- L[name] + each[[2]]
}
`
}`;
  const ddf = ddfWords[String(options.df)];
  const inference =
    ddf === undefined
      ? 'estimate <- sum(L * fixef(fit)); se <- sqrt(c(L %*% as.matrix(vcov(fit)) %*% L)); df <- nrow(rows) - length(fixef(fit))\n'
      : `found <- contest1D(fit, L, ddf = "${ddf}"); estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]\n`;
  return `${rows}${fit}${weights}${inference}`;
}

/** R code of the mixed model of one visit: lme4 with lmerTest and pbkrtest, or nlme where the covariance may be negative. */
export function mixedModelCode(question: AnalysisQuestion, options: MethodOptions, source: RSource): string {
  if (options.covariance === 'compound-symmetry') {
    const { rows, formula } = modelRows(question, options, source);
    return `${rows}effect <- paste0("treatment", comparator)
# nlme gives no Satterthwaite or Kenward-Roger degrees of freedom: the estimate and its standard error only
library(nlme)
fit <- gls(${formula}, data = rows, correlation = corCompSymm(form = ~ 1 | subject), method = "REML")
${printCode({ estimate: 'coef(fit)[effect]', standardError: 'sqrt(vcov(fit)[effect, effect])' })}`;
  }
  return `${modelContrastCode(question, options, source)}t <- estimate / se
reach <- qt(${(1 + question.level) / 2}, df) * se
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: pCode(question), lower: 'estimate - reach', upper: 'estimate + reach' })}`;
}

/**
 * R code of the repeated-measures models: lmerTest for `subject-period`; for the unstructured ones the package mmrm where it is installed (its
 * Kenward–Roger degrees of freedom use the observed Hessian, ours the expected information), else nlme's estimate and standard error.
 */
export function mmrmCode(question: AnalysisQuestion, options: MethodOptions, source: RSource): string {
  const visits = question.visits ?? [question.visit];
  const adjusts = options.adjustment === 'baseline';
  const long = `visits <- c(${visits.map(rString).join(', ')})
rows <- do.call(rbind, lapply(visits, function(visit) {
  cells$visit <- visit
  cells$y <- recorded(${rString(question.endpoint)}, visit)
${measureCode(question)
  .map((line) => `  ${line}\n`)
  .join('')}  cells[!is.na(cells$y)${adjusts ? ' & !is.na(cells$b)' : ''}, ]
}))
rows$visit <- factor(rows$visit, levels = visits)
asked <- ${visits.includes(question.visit) ? rString(question.visit) : 'visits # their average'}
weights <- function(names, effect) { # of the effect at the visits asked
  L <- setNames(numeric(length(names)), names)
  L[effect] <- 1
  for (visit in setdiff(asked, visits[1])) L[grepl(paste0("visit", visit, ":"), names, fixed = TRUE) & endsWith(names, effect)] <- 1 / length(asked)
  L
}
`;
  const print = `t <- estimate / se\n${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: pCode(question) })}`;
  const ddf = ddfWords[String(options.df)] ?? 'Satterthwaite';
  if (options.covariance === 'subject-period') {
    return `${sequenceCode(source)}${long}${factorCode}library(lmerTest)
fit <- lmer(y ~ visit * (sequence + period + treatment${adjusts ? ' + b' : ''}) + (1 | subject) + (1 | subject:period), data = rows, REML = TRUE)
L <- weights(names(fixef(fit)), paste0("treatment", comparator))
found <- contest1D(fit, L, ddf = "${ddf}")
estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]
${print}`;
  }
  const isDifferences = options.covariance !== 'unstructured';
  const shape = isDifferences
    ? `rows <- merge(rows[rows$period == 1, ], rows[rows$period == 2, ], by = c("subject", "visit"), suffixes = c("1", "2"))
rows <- rows[(rows$treatment1 == reference & rows$treatment2 == comparator) | (rows$treatment1 == comparator & rows$treatment2 == reference), ]
rows$y <- (rows$y1 - rows$y2) / 2; rows$first <- as.numeric(rows$treatment1 == comparator); rows$cell <- rows$visit
${adjusts ? 'rows$x <- rows$b1 - rows$b2\n' : ''}effect <- "first"
`
    : `${factorCode}rows$cell <- interaction(rows$period, rows$visit)\neffect <- paste0("treatment", comparator)\n`;
  const means = isDifferences ? (adjusts ? 'x + first' : 'first') : `sequence + period + treatment${adjusts ? ' + b' : ''}`;
  const formula = `y ~ visit * (${means})`;
  return `${isDifferences ? '' : sequenceCode(source)}${long}${shape}rows$subject <- factor(rows$subject)
if (requireNamespace("mmrm", quietly = TRUE)) {
  library(mmrm)
  fit <- mmrm(${formula} + us(cell | subject), data = rows, method = "${ddf}"${ddf === 'Kenward-Roger' ? ', vcov = "Kenward-Roger-Linear"' : ''})
  found <- df_1d(fit, weights(names(coef(fit)), effect))
  estimate <- found$est; se <- found$se; df <- found$df
} else {
  library(nlme)
  fit <- gls(${formula}, data = rows, method = "REML", correlation = corSymm(form = ~ as.integer(cell) | subject), weights = varIdent(form = ~ 1 | cell))
  L <- weights(names(coef(fit)), effect)
  estimate <- sum(L * coef(fit)); se <- sqrt(drop(t(L) %*% vcov(fit) %*% L)); df <- NA
}
${print}`;
}
