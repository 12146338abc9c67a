import type { AnalysisResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import { comparisonWords, effectUnit, responseWords } from './analysis-sentence.ts';
import { effectWords } from './figure-words.ts';

type Planned = Study['analyses'][string];

/** Longest unit that stands behind a number in a table. */
const MAX_UNIT = 8;

/** A true effect as a sentence says it. */
export interface ComparedEffect {
  readonly comparison: string;
  readonly size: string;
  readonly response: string;
}

/** The true effect of an analysis in words; undefined where the one that is known is not what it estimates. */
export function comparedEffect(
  { analyses, trial }: Study,
  name: string,
  result: Pick<AnalysisResult, 'trueEffect' | 'empiricalSe'>,
): ComparedEffect | undefined {
  if (result.trueEffect === null) return undefined;
  const planned = analyses[name];
  return {
    comparison: comparisonWords({ ...planned, covariates: [] }),
    size: trueEffectWords(planned, result),
    response: responseWords(planned, trial),
  };
}

/** A true effect with its unit, where that is short. */
export function trueEffectWords(planned: Planned, { trueEffect, empiricalSe }: Pick<AnalysisResult, 'trueEffect' | 'empiricalSe'>): string {
  const size = effectWords(trueEffect, empiricalSe);
  const unit = effectUnit(planned);
  return trueEffect === null || unit.length > MAX_UNIT ? size : `${size} ${unit}`;
}
