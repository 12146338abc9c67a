import { conditionParts, type Design } from '../design/design.ts';
import { pretreatmentNamed, studiedDrugNamed, type TrialDrug } from './drugs.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** What one condition gives: a pretreatment and, `leadHours` later, the studied drug. */
export interface Condition {
  readonly name: string;
  readonly pretreatment: TrialDrug;
  readonly studied: TrialDrug;
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
  const pretreatment = pretreatmentNamed(model, parts.pretreatment);
  const studied = studiedDrugNamed(model, parts.infusion);
  if (pretreatment === undefined) throw new RangeError(`condition ${name} names pretreatment ${parts.pretreatment}, which is not declared`);
  if (studied === undefined) throw new RangeError(`condition ${name} names infusion ${parts.infusion}, which is not declared`);
  return {
    name,
    pretreatment,
    studied,
    leadHours: (pretreatment.declaration.leadMinutes ?? model.design.leadMinutes) / 60,
  };
}
