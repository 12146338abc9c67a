import type { ParameterValues } from '../parameters/parameter-table.ts';
import type { adverseEffectParameters } from './parameters.ts';

type AdverseEffect = ParameterValues<(typeof adverseEffectParameters)['nausea']>;

/** Probability of an adverse effect after one infusion; a blocker that was taken multiplies the odds. */
export function adverseEffectProbability(effect: AdverseEffect, activeInfusion: boolean, blockerTaken: boolean): number {
  const probability = activeInfusion ? effect.withKetamine : effect.withoutDrug;
  if (!blockerTaken || probability === 1) return probability;
  const odds = (probability / (1 - probability)) * effect.blockerOddsRatio;
  return odds / (1 + odds);
}
