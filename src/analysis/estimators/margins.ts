import { log, log1p } from '../../elementary/index.ts';
import type { ParameterTable } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec } from '../analysis.ts';
import type { Margins, OptionProblem } from '../analysis-method.ts';
import { ConditionContrast, conditionModel } from './condition-contrast.ts';
import type { Contrast } from './contrast.ts';
import type { Transformation } from '../selection/transformation.ts';
import { CrossoverContrast } from './crossover-contrast.ts';
import { type Estimand, meanDifference, meanLogOnePlusRatio, meanLogRatio } from '../estimand.ts';
import { PairedContrast } from './paired-contrast.ts';
import { ParallelContrast } from './parallel-contrast.ts';
import { type ComparedWithReference, knowsReference } from './share-of-reference.ts';
import { randomEffectsRules, type Variances, varianceRules, variancesDiffer } from '../selection/condition-groups.ts';
import type { TrialSums } from '../sums/trial-sums.ts';
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
  variance: {
    kind: 'choice',
    default: 'equal',
    options: varianceRules,
    about:
      'with design model: one variance of the residuals, or one for each treatment (with random effects of the conditions of a participant, unless randomEffects says otherwise) or each period',
    source: 'definition',
  },
  randomEffects: {
    kind: 'choice',
    default: 'automatic',
    options: randomEffectsRules,
    about: 'with design model: what has a random effect, as for mixed-model',
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
  marginUnit: {
    kind: 'choice',
    default: 'scale',
    options: ['scale', 'share-of-reference'],
    about:
      'unit of the margins: that of the scale; or shares of the mean under the reference, by Sasabuchi’s tests and Fieller’s interval of the ratio of means',
    source: 'definition',
  },
} as const satisfies ParameterTable;

export type Design = 'crossover' | 'paired' | 'parallel' | 'model';
export type MarginUnit = 'scale' | 'share-of-reference';
export type Scale = 'difference' | 'ratio' | 'ratio-log1p';

const transformations: Readonly<Record<Scale, Transformation | undefined>> = {
  difference: undefined,
  ratio: { of: log, magnitude: 1 },
  'ratio-log1p': { of: log1p, magnitude: 0 },
};

/** The contrast that a design, a scale and, for a model, its variances name. */
export function contrastOf(
  question: AnalysisSpec,
  design: Design,
  scale: Scale,
  variances: Variances = { variance: 'equal', randomEffects: 'automatic' },
  sums?: TrialSums,
): Contrast & { readonly withinVariance?: number } {
  const transformation = transformations[scale];
  switch (design) {
    case 'paired':
      return new PairedContrast(question, { transformation, sums });
    case 'parallel':
      return new ParallelContrast(question, 'pooled', { transformation, sums });
    case 'model':
      if (variancesDiffer(variances)) return new ConditionContrast(question, { ...conditionModel(variances), transformation });
      return new RandomInterceptContrast(question, { ...plainModel, ...(transformation === undefined ? {} : { transformation }) });
    case 'crossover':
      return new CrossoverContrast(question, 'pooled', { transformation, sums });
  }
}

/** A choice of variances or random effects that says nothing: only a model has them. */
export function varianceProblem(design: Design, { variance, randomEffects }: Variances): OptionProblem | undefined {
  if (design === 'model') return undefined;
  if (variance !== 'equal') return { option: 'variance', message: `expected design model with variances ${variance}, got ${design}` };
  if (randomEffects === 'automatic') return undefined;
  return { option: 'randomEffects', message: `expected design model with random effects of ${randomEffects}, got ${design}` };
}

/** What a contrast on that scale aims at. */
export function estimandOfScale(scale: Scale): Estimand {
  return { difference: meanDifference, ratio: meanLogRatio, 'ratio-log1p': meanLogOnePlusRatio }[scale];
}

/** Margins as they are stated, and their logarithms where they are ratios. */
export function marginsOnScale(stated: readonly [lower: number, upper: number], scale: Scale): Margins {
  return { stated, ofEstimate: scale === 'difference' ? stated : [log(stated[0]), log(stated[1])] };
}

/** Margins that are shares of the mean under the reference: of the estimate they are known only with that mean. */
export function sharesOfReference(stated: readonly [lower: number, upper: number]): Margins {
  return { stated, unit: 'share-of-reference', ofEstimate: stated };
}

/**
 * Margins of the effect on the scale of the estimate, where shares of the mean under the reference are turned into the unit of the response.
 * @param referenceMean  mean under the reference; needed where the margins are shares of it
 */
export function marginsOfEffect({ unit, ofEstimate }: Margins, referenceMean: number | undefined): readonly [lower: number, upper: number] {
  if (unit === undefined) return ofEstimate;
  const size = Math.abs(referenceMean ?? NaN);
  return [ofEstimate[0] * size, ofEstimate[1] * size];
}

/** Why margins cannot be shares of the mean under the reference as asked; undefined where they can, or are not. */
export function shareProblem(
  { scale, marginUnit }: { readonly scale: Scale; readonly marginUnit: MarginUnit },
  shares: readonly number[],
): OptionProblem | undefined {
  if (marginUnit !== 'share-of-reference') return undefined;
  if (scale !== 'difference')
    return {
      option: 'marginUnit',
      message: `expected scale difference for a share of the reference (margins of a ratio are shares), got ${scale}`,
    };
  const whole = shares.find((share) => !(share > -1));
  return whole === undefined
    ? undefined
    : {
        option: 'margin',
        message: `expected a share of the mean under the reference, below 1, got ${Math.abs(whole)}: a loss of the whole mean would lie within it (marginUnit: scale gives margins in the unit of the response)`,
      };
}

/**
 * The contrast of margins that are shares of the reference.
 * @throws RangeError for a difference of differences, whose ratio to that mean is no ratio of means
 */
export function contrastWithReference(question: AnalysisSpec, design: Design, variances: Variances): ComparedWithReference {
  if (question.minus !== undefined) throw new RangeError('margins of a difference of differences cannot be shares of the reference');
  if (design === 'model')
    return variancesDiffer(variances)
      ? new ConditionContrast(question, { ...conditionModel(variances), withReference: true })
      : new RandomInterceptContrast(question, { ...plainModel, withReference: true });
  const contrast = contrastOf(question, design, 'difference');
  if (!knowsReference(contrast)) throw new RangeError(`no mean under the reference is known with design ${design}`);
  return contrast;
}
