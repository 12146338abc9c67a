import type { AnalysisSpec } from '../analysis.ts';
import type { MethodOptions } from '../method-options.ts';
import { measureCode, printCode, sequenceCode } from './data.ts';
import { ddfWords, estimableCode, factorCode, fallbackCode, pCode, termsCode } from './mixed-models.ts';
import type { RSource } from './source.ts';
import { rString, rStrings } from './strings.ts';

/** R code that makes the contrast `L` asked, and stops where the effect at one of the visits cannot be separated, as our own analysis does. */
const everyVisitCode = `X <- model.matrix(reformulate(means), rows)
for (visit in visits) {
  L <- weights(colnames(X), effect, visit)
  ${estimableCode.trimEnd()}
}
L <- weights(colnames(X), effect, asked)
`;

/** The rows of every visit, one a participant and period, and the weights of the effect at the visits asked. */
function visitRowsCode(question: AnalysisSpec, visits: readonly string[], adjusts: boolean): string {
  return `visits <- c(${visits.map(rString).join(', ')})
rows <- do.call(rbind, lapply(visits, function(visit) {
  cells$visit <- visit
  cells$y <- recorded(${rString(question.endpoint)}, visit)
${measureCode(question)
  .map((line) => `  ${line}\n`)
  .join('')}  cells[!is.na(cells$y)${adjusts ? ' & !is.na(cells$b)' : ''}, ]
}))
rows$visit <- factor(rows$visit, levels = visits)
asked <- ${visits.includes(question.visit) ? rString(question.visit) : 'visits # their average'}
weights <- function(names, effect, asked) { # of the effect at the visits asked
  L <- setNames(numeric(length(names)), names)
  L[effect] <- 1
  for (visit in visits[-1]) L[paste0("visit", visit, ":", effect)] <- (visit %in% asked) / length(asked)
  L
}
`;
}

/**
 * R code of the repeated-measures models: lmerTest for `subject-period`; a linear model for the period differences of one visit; for the unstructured ones the package mmrm where it is installed (its
 * Kenward–Roger degrees of freedom use the observed Hessian, ours the expected information), else nlme's estimate and standard error.
 */
export function mmrmCode(question: AnalysisSpec, options: MethodOptions, source: RSource): string {
  const visits = question.visits ?? [question.visit];
  const adjusts = options.adjustment === 'baseline';
  const long = visitRowsCode(question, visits, adjusts);
  const print = `t <- estimate / se\n${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: pCode(question) })}`;
  const ddf = ddfWords[String(options.df)] ?? 'Satterthwaite';
  const isDifferences = options.covariance === 'differences-unstructured';
  const terms = isDifferences ? [...(adjusts ? ['x'] : []), 'first'] : ['sequence', 'period', 'treatment', ...(adjusts ? ['b'] : [])];
  const meansCode = `terms <- ${rStrings(terms)}
${isDifferences ? '' : termsCode}means <- ${visits.length > 1 ? 'paste("visit * (", paste(terms, collapse = " + "), ")")' : 'terms'}
`;
  if (options.covariance === 'subject-period') {
    return `${sequenceCode(source)}${long}${factorCode}library(lmerTest)
${meansCode}fit <- lmer(reformulate(c(means, "(1 | subject)", "(1 | subject:period)"), "y"), data = rows, REML = TRUE)
effect <- paste0("treatment", comparator)
${everyVisitCode}L <- L[names(fixef(fit))]
found <- contest1D(fit, L, ddf = "${ddf}")
estimate <- found[["Estimate"]]; se <- found[["Std. Error"]]; df <- found[["df"]]
${print}`;
  }
  const shape = isDifferences
    ? `rows <- merge(rows[rows$period == 1, ], rows[rows$period == 2, ], by = c("subject", "visit"), suffixes = c("1", "2"))
rows <- rows[(rows$treatment1 == reference & rows$treatment2 == comparator) | (rows$treatment1 == comparator & rows$treatment2 == reference), ]
rows$y <- (rows$y1 - rows$y2) / 2; rows$first <- as.numeric(rows$treatment1 == comparator); rows$cell <- rows$visit
${adjusts ? 'rows$x <- rows$b1 - rows$b2\n' : ''}effect <- "first"
`
    : `${factorCode}rows$cell <- interaction(rows$period, rows$visit)\neffect <- paste0("treatment", comparator)\n`;
  if (isDifferences && visits.length === 1) {
    return `${long}${shape}${meansCode}fit <- lm(reformulate(means, "y"), data = rows) # one visit: one difference for each participant
L <- weights(names(coef(fit)), effect)
estimate <- sum(L * coef(fit)); se <- sqrt(drop(t(L) %*% vcov(fit) %*% L)); df <- df.residual(fit)
${print}`;
  }
  return `${isDifferences ? '' : sequenceCode(source)}${long}${shape}${meansCode}rows$subject <- factor(rows$subject)
${everyVisitCode}if (requireNamespace("mmrm", quietly = TRUE)) {
  library(mmrm)
  fit <- mmrm(reformulate(c(means, "us(cell | subject)"), "y"), data = rows, method = "${ddf}"${ddf === 'Kenward-Roger' ? ', vcov = "Kenward-Roger-Linear"' : ''})
  found <- df_1d(fit, L[names(coef(fit))])
  estimate <- found$est; se <- found$se; df <- found$df
  ${print.replaceAll('\n', '\n  ').trimEnd()}
} else { # without the package mmrm
  ${fallbackCode("nlme's gls, as the package mmrm is not installed", options)}  library(nlme)
  fit <- gls(reformulate(means, "y"), data = rows, method = "REML", correlation = corSymm(form = ~ as.integer(cell) | subject), weights = varIdent(form = ~ 1 | cell))
  estimate <- sum(L * coef(fit)); se <- sqrt(drop(t(L) %*% vcov(fit) %*% L))
  ${printCode({ estimate: 'estimate', standardError: 'se' }).trimEnd()}
}
`;
}
