import { conditionParts, type Design } from '../design/design.ts';
import { infusionEffects, type InfusionEffects } from '../pharmacology/infusion-effects.ts';
import type { Pretreatment } from '../pharmacology/parameters.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** What one condition gives: a pretreatment and, `leadHours` later, an infusion. */
export interface Condition {
  readonly name: string;
  readonly pretreatment: Pretreatment;
  readonly infusion: InfusionEffects;
  readonly leadHours: number;
}

/** Names of a design's conditions in order of first use, the reference first where it is used. */
export function conditionNames(design: Pick<Design, 'sequences' | 'reference'>): string[] {
  const names = [...new Set(design.sequences.flat())];
  return names.includes(design.reference) ? [design.reference, ...names.filter((name) => name !== design.reference)] : names;
}

/**
 * Looks a condition's parts up among the declared treatments.
 * @throws RangeError if a part is not declared
 */
export function compileCondition(name: string, model: MechanisticTrial): Condition {
  const parts = conditionParts(name, model.design.infusion);
  const pretreatment = model.pretreatments[parts.pretreatment];
  const infusion = model.infusions[parts.infusion];
  if (pretreatment === undefined) throw new RangeError(`condition ${name} names pretreatment ${parts.pretreatment}, which is not declared`);
  if (infusion === undefined) throw new RangeError(`condition ${name} names infusion ${parts.infusion}, which is not declared`);
  return {
    name,
    pretreatment,
    infusion: infusionEffects(infusion),
    leadHours: (pretreatment.leadMinutes ?? model.design.leadMinutes) / 60,
  };
}
