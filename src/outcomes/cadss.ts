import { poisson } from '../random/variates.ts';
import { scoreWeights, sharedScore } from '../random/shared-score.ts';
import type { EndpointTraits } from './endpoint.ts';
import type { GammaQuantileTable } from './gamma-quantile-table.ts';
import type { DissociationModel } from './parameters.ts';

/** Highest CADSS total: 23 items scored 0–4. */
export const CADSS_MAXIMUM = 92;

export const cadssTraits: EndpointTraits = {
  label: 'Clinician-Administered Dissociative States Scale, total',
  shortLabel: 'CADSS',
  unit: 'points',
  maximum: CADSS_MAXIMUM,
  process: 'dissociation',
};

/**
 * A patient's frailty for one infusion: gamma distributed with mean 1 over all infusions; its normal score is √ρ · patient + √(1 − ρ) · occasion, so frailty varies together with
 * whatever those scores are correlated with.
 * @param weights  of both scores, from the correlation
 */
export function frailty(
  model: DissociationModel,
  table: GammaQuantileTable,
  patientScore: number,
  occasionScore: number,
  weights = scoreWeights(model.frailtyCorrelation),
): number {
  return table.at(sharedScore(weights, patientScore, occasionScore));
}

/**
 * Clinician-Administered Dissociative States Scale total, a whole number 0–92: a Poisson count about the patient's level, so gamma-mixed over patients.
 * @param uniform  the uniform number of this rating; for the same number more dissociation never gives a lower score
 * @see Bremner et al. (1998) J Trauma Stress 11:125–136, DOI 10.1023/A:1024465317902; van Schalkwyk et al. (2018) J Affect Disord, DOI 10.1016/j.jad.2017.09.023
 */
export function cadssTotal(level: number, uniform: number): number {
  return Math.min(CADSS_MAXIMUM, poisson(uniform, level));
}
