import type { AnalysisQuestion } from '../../analysis/index.ts';
import { pairsCode, periodsCode, printCode, rAlternative } from './data.ts';

const tableCode = `${periodsCode}counts <- function(rows) c(sum(rows$d > 0), sum(rows$d == 0), sum(rows$d < 0))
AB <- counts(wide[!wide$comparatorFirst, ]); BA <- counts(wide[wide$comparatorFirst, ])
estimate <- (mean(wide$d[wide$comparatorFirst]) - mean(wide$d[!wide$comparatorFirst])) / 2
`;

/** Success under the reference in period 1 of reference-first subjects: our "greater" is the table's "less". */
const turned = { 'two-sided': 'two.sided', less: 'greater', greater: 'less' } as const;

/** R code of the binary methods. */
export const binaryTestCode = {
  mcnemar: (question: AnalysisQuestion): string => `${pairsCode}only_b <- sum(b > a); only_a <- sum(a > b)
p <- if (only_a + only_b == 0) 1 else binom.test(only_b, only_a + only_b, alternative = ${rAlternative(question)})$p.value
se <- sqrt(only_a + only_b - (only_b - only_a)^2 / length(a)) / length(a)
reach <- qnorm(${(1 + question.level) / 2}) * se
${printCode({ estimate: 'mean(b - a)', standardError: 'se', statistic: 'only_b', pValue: 'p', lower: 'mean(b - a) - reach', upper: 'mean(b - a) + reach' })}`,

  'mainland-gart': ({ alternative }: AnalysisQuestion): string => `${tableCode}table <- rbind(AB[c(1, 3)], BA[c(1, 3)])
p <- if (sum(table) == 0) 1 else fisher.test(table, alternative = "${turned[alternative]}")$p.value
${printCode({ estimate: 'estimate', pValue: 'p' })}`,

  prescott: ({ alternative }: AnalysisQuestion): string => `${tableCode}columns <- AB + BA; n <- sum(columns)
grid <- expand.grid(first = 0:columns[1], second = 0:columns[3])
grid$equal <- sum(AB) - grid$first - grid$second
grid <- grid[grid$equal >= 0 & grid$equal <= columns[2], ]
probability <- exp(lchoose(columns[1], grid$first) + lchoose(columns[2], grid$equal) + lchoose(columns[3], grid$second) - lchoose(n, sum(AB)))
T <- grid$first - grid$second; t <- AB[1] - AB[3]; expected <- sum(AB) * (columns[1] - columns[3]) / n
p <- sum(probability[${{ 'two-sided': 'abs(T - expected) >= abs(t - expected) - 1e-9', less: 'T >= t', greater: 'T <= t' }[alternative]}])
${printCode({ estimate: 'estimate', statistic: 't', pValue: 'min(1, p)' })}`,
} as const;
