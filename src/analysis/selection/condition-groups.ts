/** Which variances a mixed model of one visit has: one, one for each treatment, or one for each period. */
export const varianceRules = ['equal', 'by-treatment', 'by-period'] as const;
export type VarianceRule = (typeof varianceRules)[number];

/** What has a random effect in such a model; `automatic` leaves it to the variances. */
export const randomEffectsRules = ['automatic', 'participant', 'participant-and-infusion'] as const;
export type RandomEffectsRule = (typeof randomEffectsRules)[number];

/** The variances of a mixed model of one visit. */
export interface Variances {
  readonly variance: VarianceRule;
  readonly randomEffects: RandomEffectsRule;
}

/** Whether each infusion of a participant has a random effect beside the participant. */
export function hasInfusionEffects({ variance, randomEffects }: Variances): boolean {
  return randomEffects === 'participant-and-infusion' || (randomEffects === 'automatic' && variance === 'by-treatment');
}

/** Whether a model has more variances than the random intercept and one residual. */
export function variancesDiffer(variances: Variances): boolean {
  return variances.variance !== 'equal' || hasInfusionEffects(variances);
}

/** Groups of treatments whose measurements in one subject share an effect, by treatment code. */
export interface ConditionGroups {
  readonly groupOf: readonly number[];
  readonly names: readonly string[];
}

/**
 * The infusion that a treatment names (`tablet+infusion`) where the treatments name more than one; else the treatment itself, so that
 * what a subject receives more than once is alike.
 */
export function conditionGroups(treatments: readonly string[]): ConditionGroups {
  const infusions = treatments.map((name) => (name.includes('+') ? name.slice(name.indexOf('+') + 1) : ''));
  const names = new Set(infusions).size > 1 ? [...new Set(infusions)] : [...treatments];
  const keys = new Set(infusions).size > 1 ? infusions : treatments;
  return { groupOf: keys.map((key) => names.indexOf(key)), names };
}
