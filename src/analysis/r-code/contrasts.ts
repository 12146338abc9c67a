import type { AnalysisSpec } from '../analysis.ts';
import type { Design, Scale } from '../estimators/margins.ts';
import type { Variances } from '../selection/condition-groups.ts';
import { pairsCode, periodsCode } from './data.ts';
import { modelContrastCode, modelShareCode } from './mixed-models.ts';
import type { RSource } from './source.ts';

/** R code that puts the responses of period 1 under the reference into `a`, under the comparator into `b`. */
export const groupsCode = `first <- cells[cells$period == 1 & !is.na(cells$y), ]
a <- first$y[first$treatment == reference]; b <- first$y[first$treatment == comparator]
`;

/** The same of the last period, among those who were given the one or the other condition in every period. */
export const armsCode = `given <- tapply(cells$treatment, cells$subject, function(each) if (length(unique(each)) == 1) each[1] else NA)
last <- cells[cells$period == max(cells$period) & !is.na(cells$y), ]
arm <- given[as.character(last$subject)]
a <- last$y[!is.na(arm) & arm == reference]; b <- last$y[!is.na(arm) & arm == comparator]
`;

const transformations: Readonly<Record<Scale, string>> = {
  difference: '',
  ratio: 'cells$y <- log(cells$y)\n',
  'ratio-log1p': 'cells$y <- log1p(cells$y)\n',
};

/** R code that makes `estimate`, `se` and `df` of the contrast that design and scale name. */
export function contrastCode(
  question: AnalysisSpec,
  { design, scale, variance, randomEffects }: { design: Design; scale: Scale } & Variances,
  source: RSource,
): string {
  return `${transformations[scale]}${estimateCode(question, { design, variance, randomEffects }, source)}`;
}

function estimateCode(question: AnalysisSpec, { design, ...variances }: { design: Design } & Variances, source: RSource): string {
  const figures = 'se <- test$stderr; df <- test$parameter\n';
  switch (design) {
    case 'paired':
      return `${pairsCode}test <- t.test(b, a, paired = TRUE)\nestimate <- mean(b - a); ${figures}`;
    case 'parallel':
      return `${groupsCode}test <- t.test(b, a, var.equal = TRUE)\nestimate <- mean(b) - mean(a); ${figures}`;
    case 'model':
      return modelContrastCode(question, { df: 'kenward-roger', ...variances }, source);
    case 'crossover':
      return `${periodsCode}test <- t.test(wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = TRUE)
estimate <- -diff(test$estimate) / 2; se <- test$stderr / 2; df <- test$parameter\n`;
  }
}

/** What each design makes of its data for tests against shares of the mean under the reference: a function of the effect plus `weight` times the reference. */
const shareDesigns: Readonly<Record<Exclude<Design, 'model'>, string>> = {
  crossover: `effect <- ifelse(wide$comparatorFirst, wide$d, -wide$d)
under_reference <- ifelse(wide$comparatorFirst, wide$y2, wide$y1)
combined <- function(of_effect, of_reference) {
  z <- of_effect * effect + of_reference * under_reference
  first <- z[wide$comparatorFirst]; second <- z[!wide$comparatorFirst]
  c((mean(first) + mean(second)) / 2, t.test(first, second, var.equal = TRUE)$stderr / 2)
}
`,
  paired: `combined <- function(of_effect, of_reference) {
  z <- of_effect * (b - a) + of_reference * a
  c(mean(z), sd(z) / sqrt(length(z)))
}
`,
  parallel: `combined <- function(of_effect, of_reference) {
  pooled <- (sum((a - mean(a))^2) + sum((b - mean(b))^2)) / (length(a) + length(b) - 2)
  weight <- of_reference - of_effect # of the mean under the reference
  c(of_effect * mean(b) + weight * mean(a), sqrt(pooled * (of_effect^2 / length(b) + weight^2 / length(a))))
}
`,
};

/** R code, after that of the contrast, that makes `against(share)`, the t statistic of the effect against a share of the mean under the reference, and `of_reference`, that of this mean. */
export function shareCode({ design, variance, randomEffects }: { design: Design } & Variances): string {
  return `${design === 'model' ? modelShareCode({ df: 'kenward-roger', variance, randomEffects }) : shareDesigns[design]}under <- combined(0, 1)
of_reference <- abs(under[1]) / under[2]
against <- function(share) { figures <- combined(1, -share * sign(under[1])); figures[1] / figures[2] }
${design === 'model' ? 'df_against <- function(share) combined(1, -share * sign(under[1]))[3]\n' : ''}`;
}

/** R words for the degrees of freedom of the statistic against a share (R code), or without one of the mean under the reference: those of a model are its own for each. */
export function shareDf(design: Design, share?: string): string {
  if (design !== 'model') return 'df';
  return share === undefined ? 'under[3]' : `df_against(${share})`;
}
