import { adverseEffectNames } from '../outcomes/parameters.ts';
import type { DeclaredDrug, DrugEffect, TargetBinding } from '../pharmacology/declared-drug.ts';
import type { Kinetics } from '../pharmacology/kinetics-shapes.ts';
import {
  REFERENCE_MIDAZOLAM_MG_PER_KG,
  type Infusion,
  type InfusionKind,
  type Pretreatment,
  type PretreatmentKind,
} from '../pharmacology/parameters.ts';
import { STATED_DOSE } from '../response/benefit.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** Concentration at which `dissociation.cadssPerReference` is stated: the end of 0.5 mg/kg over 40 min, ng/mL (Zarate 2006, cited by Zanos & Gould 2018). */
export const REFERENCE_CONCENTRATION = 185;

/** What the short forms say beside a declaration. */
export interface ShortForm {
  readonly drug: DeclaredDrug;
  /** Whether a drug is given, whatever its dose. */
  readonly isActive: boolean;
  /** Whether it leaves the craving of the section `craving`. */
  readonly craves: boolean;
}

type Sections = Pick<MechanisticTrial, 'response' | 'dissociation' | 'belief' | 'adverseEffects'>;

/** The declaration that each short form of an infusion stands for; a kind that is missing here does not compile. */
const infusionForms: { readonly [Kind in InfusionKind]: (infusion: Infusion<Kind>, sections: Sections) => ShortForm } = {
  ketamine: ({ doseMgPerKg, ...infusion }, sections) => ({
    drug: {
      ...nothing,
      dose: { ...once, mgPerKg: doseMgPerKg },
      kinetics: { ...infusion, shape: 'infusion' },
      effects: { severity: benefitOf(sections), cadss: dissociationOf(sections) },
      felt: { probability: 0, endpoint: 'cadss', scale: sections.belief.dissociationNoticeScale },
      adverseEffects: adverseOf(sections, doseMgPerKg > 0),
    },
    isActive: doseMgPerKg > 0,
    craves: true,
  }),
  saline: (_, sections) => ({ drug: { ...nothing, adverseEffects: adverseOf(sections, false) }, isActive: false, craves: false }),
  midazolam: ({ doseMgPerKg, noticedProbability }, sections) => ({
    drug: {
      ...nothing,
      dose: { ...once, mgPerKg: doseMgPerKg },
      // Felt in proportion to its dose (assumed linear, relative to 0.045 mg/kg).
      felt: { probability: noticedProbability * (doseMgPerKg / REFERENCE_MIDAZOLAM_MG_PER_KG), scale: 1 },
      adverseEffects: adverseOf(sections, doseMgPerKg > 0),
    },
    isActive: doseMgPerKg > 0,
    craves: false,
  }),
};

/** The declaration that each short form of a pretreatment stands for. */
const pretreatmentForms: { readonly [Kind in PretreatmentKind]: (pretreatment: Pretreatment<Kind>) => ShortForm } = {
  inert: () => ({ drug: nothing, isActive: false, craves: false }),
  tablet: ({ doseMg, ed50Mg, target, adherence, peakHours, plateauHours, blockadeHalfTimeHours, blockadeHalfTimeCv }) => ({
    drug: {
      ...nothing,
      adherence,
      dose: { ...once, mg: doseMg },
      kinetics: plateau(peakHours, plateauHours, blockadeHalfTimeHours, blockadeHalfTimeCv),
      targets: { [target]: { ...antagonist, ed50Mg } },
    },
    isActive: true,
    craves: false,
  }),
  depot: ({ plateauBlockade, target, adherence, onsetHours, plateauDays, blockadeHalfTimeHours, blockadeHalfTimeCv }) => ({
    drug: {
      ...nothing,
      adherence,
      dose: { ...once, mg: 1 },
      kinetics: plateau(onsetHours, onsetHours + 24 * plateauDays, blockadeHalfTimeHours, blockadeHalfTimeCv),
      targets: { [target]: { ...antagonist, occupancy: plateauBlockade } },
    },
    isActive: true,
    craves: false,
  }),
};

/** The declaration for which the short form of an infusion stands. */
export function infusionForm<Kind extends InfusionKind>(infusion: Infusion<Kind>, sections: Sections): ShortForm {
  return infusionForms[infusion.kind as Kind](infusion, sections);
}

/** The declaration for which the short form of a pretreatment stands. */
export function pretreatmentForm<Kind extends PretreatmentKind>(pretreatment: Pretreatment<Kind>): ShortForm {
  const { leadMinutes } = pretreatment;
  const form = pretreatmentForms[pretreatment.kind as Kind](pretreatment);
  return leadMinutes === undefined ? form : { ...form, drug: { ...form.drug, leadMinutes } };
}

const once = { mg: 0, mgPerKg: 0, mgPerM2: 0, times: 1, everyHours: 24 } as const;
const antagonist: TargetBinding = { ec50NgPerMl: 0, ed50Mg: 0, occupancy: 0, hill: 1, intrinsicActivity: 0 };

function plateau(riseHours: number, plateauHours: number, halfTimeHours: number, halfTimeCv: number): Kinetics {
  return { shape: 'plateau', riseHours, plateauHours, halfTimeHours, halfTimeCv };
}

const nothing: DeclaredDrug = {
  kind: 'declared',
  adherence: 1,
  dose: once,
  kinetics: plateau(1, 1, 1, 0),
  targets: {},
  effects: {},
  felt: { probability: 0, scale: 1 },
  adverseEffects: {},
};

function adverseOf({ adverseEffects }: Sections, active: boolean): Record<string, number> {
  return Object.fromEntries(
    adverseEffectNames.map((name) => [name, active ? adverseEffects[name].withKetamine : adverseEffects[name].withoutDrug]),
  );
}

function benefitOf({ response }: Sections): DrugEffect {
  return {
    course: 'lasting',
    size: response.benefit,
    variation: response.benefitLogitSd,
    correlation: response.benefitCorrelation,
    statedDose: STATED_DOSE,
    halfDose: response.halfEffectDoseMgPerKg,
    onsetHalfHours: response.onsetHalfHours,
    persistenceScaleDays: response.persistenceScaleDays,
    persistenceShape: response.persistenceShape,
    persistenceLogSd: response.persistenceLogSd,
    persistenceCorrelation: response.persistenceCorrelation,
    repeatFactor: response.repeatFactor,
    dependence: { opioid: response.opioidDependence, other: response.otherDependence },
  };
}

function dissociationOf({ dissociation }: Sections): DrugEffect {
  return {
    course: 'level',
    size: dissociation.cadssPerReference,
    variation: 0,
    correlation: 0,
    referenceNgPerMl: REFERENCE_CONCENTRATION,
    dependence: { opioid: dissociation.opioidDependence },
  };
}
