import type { ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec } from '../analysis.ts';
import type { Margins } from '../analysis-method.ts';
import type { Contrast } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { CrossoverContrast } from './crossover-contrast.ts';
import { type Estimand, meanDifference, meanLogOnePlusRatio, meanLogRatio } from '../estimand.ts';
import { PairedContrast } from './paired-contrast.ts';
import { ParallelContrast } from './parallel-contrast.ts';
import { plainModel, RandomInterceptContrast } from './random-intercept-contrast.ts';

/** Options of the methods that compare an effect with margins. */
export const contrastOptions = {
  design: {
    kind: 'choice',
    default: 'crossover',
    options: ['crossover', 'paired', 'parallel', 'model'],
    about:
      'the estimate adjusted for period (crossover t), the mean paired difference (paired t), the first period alone (parallel t), or the mixed model with Kenward–Roger degrees of freedom',
    source: 'definition',
  },
  scale: {
    kind: 'choice',
    default: 'difference',
    options: ['difference', 'ratio', 'ratio-log1p'],
    about:
      'difference; ratio by logarithms (margins are ratios, the estimate is a log ratio); or ratio of 1 + response, which admits zeros',
    source: 'definition',
  },
} as const satisfies ParameterTable;

export type Design = 'crossover' | 'paired' | 'parallel' | 'model';
export type Scale = 'difference' | 'ratio' | 'ratio-log1p';

const transformations: Readonly<Record<Scale, Transformation | undefined>> = {
  difference: undefined,
  ratio: { of: Math.log, magnitude: 1 },
  'ratio-log1p': { of: Math.log1p, magnitude: 0 },
};

/** The contrast that a design and a scale name. */
export function contrastOf(question: AnalysisSpec, design: Design, scale: Scale): Contrast & { readonly withinVariance?: number } {
  const transformation = transformations[scale];
  switch (design) {
    case 'paired':
      return new PairedContrast(question, transformation);
    case 'parallel':
      return new ParallelContrast(question, 'pooled', transformation);
    case 'model':
      return new RandomInterceptContrast(question, { ...plainModel, ...(transformation === undefined ? {} : { transformation }) });
    case 'crossover':
      return new CrossoverContrast(question, 'pooled', transformation);
  }
}

/** What a contrast on that scale aims at. */
export function estimandOfScale(scale: Scale): Estimand {
  return { difference: meanDifference, ratio: meanLogRatio, 'ratio-log1p': meanLogOnePlusRatio }[scale];
}

/** Margins as they are stated, and their logarithms where they are ratios. */
export function marginsOnScale(stated: readonly [lower: number, upper: number], scale: Scale): Margins {
  return { stated, ofEstimate: scale === 'difference' ? stated : [Math.log(stated[0]), Math.log(stated[1])] };
}
