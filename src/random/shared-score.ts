/** Weights of a standard normal score of which a share stays with the patient: √ρ of the patient's own and √(1 − ρ) of the occasion's, so that two occasions correlate by ρ. */
export interface ScoreWeights {
  readonly patient: number;
  readonly occasion: number;
}

/** @param correlation  ρ, 0–1 */
export function scoreWeights(correlation: number): ScoreWeights {
  return { patient: Math.sqrt(correlation), occasion: Math.sqrt(1 - correlation) };
}

/** The score of one occasion. @param patientScore, occasionScore  standard normal, independent */
export function sharedScore(weights: ScoreWeights, patientScore: number, occasionScore: number): number {
  return weights.patient * patientScore + weights.occasion * occasionScore;
}
