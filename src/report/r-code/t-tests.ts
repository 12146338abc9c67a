import type { AnalysisQuestion, MethodOptions } from '../../analysis/index.ts';
import { pairsCode, periodsCode, printCode, rAlternative, type RSource } from './data.ts';
import { modelContrastCode } from './mixed-models.ts';

/** R code of the methods judged by Student's t; reading of the data stands before it. */
export const tTestCode = {
  'paired-t': (
    question: AnalysisQuestion,
  ): string => `${pairsCode}test <- t.test(b, a, paired = TRUE, alternative = ${rAlternative(question)})
both_sides <- t.test(b, a, paired = TRUE, conf.level = ${question.level})
${printCode({ estimate: 'mean(b - a)', standardError: 'test$stderr', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1]', upper: 'both_sides$conf.int[2]' })}`,

  'crossover-t': (question: AnalysisQuestion, { variance }: MethodOptions): string => {
    const arguments_ = `wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = ${variance === 'welch' ? 'FALSE' : 'TRUE'}`;
    return `${periodsCode}test <- t.test(${arguments_}, alternative = ${rAlternative(question)})
both_sides <- t.test(${arguments_}, conf.level = ${question.level})
${printCode({ estimate: '-diff(test$estimate) / 2', standardError: 'test$stderr / 2', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1] / 2', upper: 'both_sides$conf.int[2] / 2' })}`;
  },

  'parallel-t': (question: AnalysisQuestion, { variance }: MethodOptions): string => {
    const equal = variance === 'welch' ? 'FALSE' : 'TRUE';
    return `${groupsCode}test <- t.test(b, a, var.equal = ${equal}, alternative = ${rAlternative(question)})
both_sides <- t.test(b, a, var.equal = ${equal}, conf.level = ${question.level})
${printCode({ estimate: 'mean(b) - mean(a)', standardError: 'test$stderr', df: 'test$parameter', pValue: 'test$p.value', lower: 'both_sides$conf.int[1]', upper: 'both_sides$conf.int[2]' })}`;
  },

  'crossover-ancova': (question: AnalysisQuestion): string => `${periodsCode}wide$x <- wide$b1 - wide$b2
fit <- summary(lm(d ~ comparatorFirst + x, data = wide))
effect <- fit$coefficients["comparatorFirstTRUE", ]
df <- fit$df[2]
p <- ${{ 'two-sided': '2 * pt(-abs(effect[3]), df)', less: 'pt(effect[3], df)', greater: 'pt(effect[3], df, lower.tail = FALSE)' }[question.alternative]}
reach <- qt(${(1 + question.level) / 2}, df) * effect[2] / 2
${printCode({ estimate: 'effect[1] / 2', standardError: 'effect[2] / 2', df: 'df', pValue: 'p', lower: 'effect[1] / 2 - reach', upper: 'effect[1] / 2 + reach' })}`,

  tost: (question: AnalysisQuestion, options: MethodOptions, source: RSource): string => {
    const isRatio = options.scale !== 'difference';
    const [margin, lower, upper] = [Number(options.margin), Number(options.lower), Number(options.upper)];
    const given =
      margin !== 0
        ? isRatio
          ? [1 / margin, margin]
          : [-margin, margin]
        : isRatio && lower === 0 && upper === 0
          ? [0.8, 1.25]
          : [lower, upper];
    const limits = isRatio ? `log(c(${given.join(', ')}))` : `c(${given.join(', ')})`;
    return `${contrastCode(question, options, source)}margins <- ${limits}
p_lower <- pt((estimate - margins[1]) / se, df, lower.tail = FALSE)
p_upper <- pt((estimate - margins[2]) / se, df)
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: 'max(p_lower, p_upper)' })}`;
  },

  'non-inferiority': (question: AnalysisQuestion, options: MethodOptions, source: RSource): string => {
    const margin = options.scale === 'difference' ? String(options.margin) : `log(${options.margin})`;
    const p =
      question.alternative === 'greater'
        ? `pt((estimate + ${margin}) / se, df, lower.tail = FALSE)`
        : `pt((estimate - ${margin}) / se, df)`;
    return `${contrastCode(question, options, source)}${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: p })}`;
  },
} as const;

/** R code that puts the responses of period 1 under the reference into `a`, under the comparator into `b`. */
const groupsCode = `first <- cells[cells$period == 1 & !is.na(cells$y), ]
a <- first$y[first$treatment == reference]; b <- first$y[first$treatment == comparator]
`;

/** R code that makes `estimate`, `se` and `df` of the contrast that design and scale name. */
function contrastCode(question: AnalysisQuestion, { design, scale }: MethodOptions, source: RSource): string {
  const change = { difference: '', ratio: 'cells$y <- log(cells$y)\n', 'ratio-log1p': 'cells$y <- log1p(cells$y)\n' }[String(scale)] ?? '';
  const figures = 'se <- test$stderr; df <- test$parameter\n';
  switch (String(design)) {
    case 'paired':
      return `${change}${pairsCode}test <- t.test(b, a, paired = TRUE)\nestimate <- mean(b - a); ${figures}`;
    case 'parallel':
      return `${change}${groupsCode}test <- t.test(b, a, var.equal = TRUE)\nestimate <- mean(b) - mean(a); ${figures}`;
    case 'model':
      return `${change}${modelContrastCode(question, { df: 'kenward-roger' }, source)}`;
    default:
      return `${change}${periodsCode}test <- t.test(wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = TRUE)
estimate <- -diff(test$estimate) / 2; se <- test$stderr / 2; df <- test$parameter\n`;
  }
}
