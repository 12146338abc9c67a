import type { AnalysisSpec } from '../analysis.ts';
import type { Design, Scale } from '../estimators/margins.ts';
import type { VarianceRule } from '../selection/condition-groups.ts';
import { pairsCode, periodsCode } from './data.ts';
import { modelContrastCode } from './mixed-models.ts';
import type { RSource } from './source.ts';

/** R code that puts the responses of period 1 under the reference into `a`, under the comparator into `b`. */
export const groupsCode = `first <- cells[cells$period == 1 & !is.na(cells$y), ]
a <- first$y[first$treatment == reference]; b <- first$y[first$treatment == comparator]
`;

const transformations: Readonly<Record<Scale, string>> = {
  difference: '',
  ratio: 'cells$y <- log(cells$y)\n',
  'ratio-log1p': 'cells$y <- log1p(cells$y)\n',
};

/** R code that makes `estimate`, `se` and `df` of the contrast that design and scale name. */
export function contrastCode(
  question: AnalysisSpec,
  { design, scale, variance }: { design: Design; scale: Scale; variance: VarianceRule },
  source: RSource,
): string {
  return `${transformations[scale]}${estimateCode(question, { design, variance }, source)}`;
}

function estimateCode(question: AnalysisSpec, { design, variance }: { design: Design; variance: VarianceRule }, source: RSource): string {
  const figures = 'se <- test$stderr; df <- test$parameter\n';
  switch (design) {
    case 'paired':
      return `${pairsCode}test <- t.test(b, a, paired = TRUE)\nestimate <- mean(b - a); ${figures}`;
    case 'parallel':
      return `${groupsCode}test <- t.test(b, a, var.equal = TRUE)\nestimate <- mean(b) - mean(a); ${figures}`;
    case 'model':
      return modelContrastCode(question, { df: 'kenward-roger', variance }, source);
    case 'crossover':
      return `${periodsCode}test <- t.test(wide$d[wide$comparatorFirst], wide$d[!wide$comparatorFirst], var.equal = TRUE)
estimate <- -diff(test$estimate) / 2; se <- test$stderr / 2; df <- test$parameter\n`;
  }
}
