import { REFERENCE_MIDAZOLAM_MG_PER_KG, type Infusion, type InfusionKind } from './parameters.ts';

/** What the model needs to know about an infusion, whatever its kind. */
export interface InfusionEffects {
  /** The ketamine that is given, with its kinetics, antidepressant benefit, dissociation and craving; absent where none is. */
  readonly ketamine?: Infusion<'ketamine'>;
  /** Whether a drug is given, so that adverse effects follow with their probability under an active infusion. */
  readonly isActive: boolean;
  /** Probability that the infusion is noticed for itself and taken for the active one, 0–1; ketamine is noticed by its dissociation. */
  readonly noticedProbability: number;
}

/** The one place where a kind of infusion is told from another; a kind that is missing here does not compile. */
const effectsByKind: { readonly [Kind in InfusionKind]: (infusion: Infusion<Kind>) => InfusionEffects } = {
  ketamine: (ketamine) => ({ ketamine, isActive: ketamine.doseMgPerKg > 0, noticedProbability: 0 }),
  saline: () => ({ isActive: false, noticedProbability: 0 }),
  midazolam: ({ doseMgPerKg, noticedProbability }) => ({
    isActive: doseMgPerKg > 0,
    noticedProbability: noticedProbability * (doseMgPerKg / REFERENCE_MIDAZOLAM_MG_PER_KG),
  }),
};

/**
 * What an infusion does, by its kind: ketamine acts by its concentration, midazolam is felt in proportion to its dose (assumed linear, relative to
 * 0.045 mg/kg), saline does nothing.
 */
export function infusionEffects<Kind extends InfusionKind>(infusion: Infusion<Kind>): InfusionEffects {
  return effectsByKind[infusion.kind as Kind](infusion);
}
