/**
 * Probability of an adverse effect in one period: that under the studied drug, with its odds multiplied by a pretreatment that was taken.
 * @param probability  without the pretreatment   @param oddsRatio  of the pretreatment
 */
export function adverseEffectProbability(probability: number, oddsRatio: number, taken: boolean): number {
  if (!taken || probability === 1) return probability;
  const odds = (probability / (1 - probability)) * oddsRatio;
  return odds / (1 + odds);
}

/** The odds ratio between two probabilities below 1; 1 where either is 0. */
export function oddsRatioBetween(without: number, under: number): number {
  if (!(without > 0) || !(under > 0)) return 1;
  return under / (1 - under) / (without / (1 - without));
}
