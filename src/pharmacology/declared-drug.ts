import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import type { Kinetics } from './kinetics-shapes.ts';

// One table per part of a declaration, a row per value: longer than other files, since a table is looked up and not read.

/** How much of a drug is given, and how often in a period; one of the three amounts. */
export const doseParameters = {
  mg: { default: 0, unit: 'mg', min: 0, max: 1e6, about: 'dose, the same for every patient', source: 'assumed' },
  mgPerKg: { default: 0, unit: 'mg/kg', min: 0, max: 1e4, about: 'dose by body weight', source: 'assumed' },
  mgPerM2: { default: 0, unit: 'mg/m²', min: 0, max: 1e5, about: 'dose by body surface area', source: 'assumed' },
  times: { default: 1, unit: 'doses', min: 1, max: 400, integer: true, about: 'number of doses in a period', source: 'assumed' },
  everyHours: { default: 24, unit: 'h', min: 0.01, max: 10_000, about: 'time from one dose of a period to the next', source: 'assumed' },
} as const satisfies ParameterTable;

/** How much of a target a drug occupies, and what it does there. */
export const targetParameters = {
  ec50NgPerMl: {
    default: 0,
    unit: 'ng/mL',
    min: 0,
    max: 1e9,
    about: 'concentration at the effect site that occupies half of the target; for kinetics with a concentration',
    source: 'assumed',
  },
  ed50Mg: { default: 0, unit: 'mg', min: 0, max: 1e6, about: 'dose that occupies half of the target; for a plateau', source: 'assumed' },
  occupancy: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'occupancy on the plateau whatever the dose, where no ED50 is known; for a plateau',
    source: 'assumed',
  },
  hill: { default: 1, unit: '1', min: 0.1, max: 20, about: 'Hill coefficient of the occupancy curve', source: 'assumed' },
  intrinsicActivity: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of a full agonist’s action at full occupancy: 0 = antagonist, between = partial agonist, 1 = full agonist',
    source: 'assumed',
  },
} as const satisfies ParameterTable;
export type TargetBinding = ParameterValues<typeof targetParameters>;

const effectSize = {
  size: {
    default: 0,
    unit: 'fraction of severity, or points of the endpoint',
    min: -1000,
    max: 1000,
    about: 'effect of the median patient: on severity the share by which it falls, else what is added to the endpoint',
    source: 'assumed',
  },
  variation: {
    default: 0,
    unit: 'logit or log units',
    min: 0,
    max: 5,
    about: 'SD over patients and occasions together of the logit of the size (a lasting effect on severity) or of its logarithm',
    source: 'assumed',
  },
  correlation: {
    default: 0.5,
    unit: 'correlation',
    min: 0,
    max: 1,
    about: 'correlation of a patient’s size between two periods',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** The courses that an effect can have: set off by a dose, or following what is in the body. */
export const effectCourses = {
  lasting: {
    ...effectSize,
    statedDose: {
      default: 0,
      unit: 'unit of the dose',
      min: 0,
      max: 1e6,
      about: 'dose at which the size is stated; 0 = whatever dose is given',
      source: 'assumed',
    },
    halfDose: {
      default: 0,
      unit: 'unit of the dose',
      min: 0,
      max: 1e6,
      about: 'dose with half of the largest effect; 0 = every dose has the same effect',
      source: 'assumed',
    },
    onsetHalfHours: { default: 2, unit: 'h', min: 0.01, max: 1000, about: 'half-time of onset', source: 'assumed' },
    persistenceScaleDays: {
      default: 14,
      unit: 'days',
      min: 0.01,
      max: 10_000,
      about: 'Weibull scale of the waning, median over doses',
      source: 'assumed',
    },
    persistenceShape: {
      default: 1,
      unit: '1',
      min: 0.2,
      max: 10,
      about: 'Weibull shape of the waning; above 1 it accelerates',
      source: 'assumed',
    },
    persistenceLogSd: {
      default: 0,
      unit: 'log units',
      min: 0,
      max: 3,
      about: 'SD of the logarithm of that scale over patients and periods together; 0 = the same in all',
      source: 'assumed',
    },
    persistenceCorrelation: {
      default: 0.5,
      unit: 'correlation',
      min: 0,
      max: 1,
      about: 'correlation of that logarithm between two periods of one patient',
      source: 'assumed',
    },
    repeatFactor: {
      default: 1,
      unit: 'ratio',
      min: 0,
      max: 2,
      about: 'factor on the size for every earlier period with the drug; below 1 tolerance, above 1 accumulation',
      source: 'assumed',
    },
  },
  level: {
    ...effectSize,
    referenceNgPerMl: {
      default: 0,
      unit: 'ng/mL',
      min: 0,
      max: 1e9,
      about:
        'concentration at the effect site at which the size holds, in proportion to it; unread with through (full activation) and on a plateau',
      source: 'assumed',
    },
  },
} as const satisfies Readonly<Record<string, ParameterTable>>;

export type EffectCourse = keyof typeof effectCourses;

/** One effect of a drug on the severity of depression or on an endpoint. */
export type DrugEffect<Course extends EffectCourse = EffectCourse> = {
  [Each in Course]: {
    readonly course: Each;
    /** The target through which the drug itself brings it about. */
    readonly through?: string;
    /** Share of it that full blockade of a target removes, by target; `through` alone counts as 1. */
    readonly dependence: Readonly<Record<string, number>>;
  } & ParameterValues<(typeof effectCourses)[Each]>;
}[Course];

/** What of a studied drug the patient notices. */
export const feltParameters = {
  probability: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'probability that the drug is noticed and taken for the active one, whatever the patient rates',
    source: 'assumed',
  },
  scale: {
    default: 3,
    unit: 'points of the endpoint',
    min: 0.01,
    max: 1e6,
    about: 'peak of the felt endpoint that is noticed with probability 1 − 1/e',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** What a drug does to the kinetics of another. */
export const interactionParameters = {
  clearanceRatio: {
    default: 1,
    unit: 'ratio',
    min: 0.001,
    max: 1000,
    about: 'clearance of the other drug while this one is present, over that without it; the exposure (AUC) changes by its inverse',
    source: 'assumed',
  },
} as const satisfies ParameterTable;
export type KineticInteraction = ParameterValues<typeof interactionParameters>;

/** Probabilities of adverse effects. */
export const adverseProbability = {
  default: 0,
  unit: 'fraction',
  min: 0,
  max: 0.999,
  about: 'probability of this adverse effect under the drug alone',
  source: 'assumed',
} as const;

/** Numbers of a drug that are no part of anything else. */
export const drugParameters = {
  adherence: { default: 1, unit: 'fraction', min: 0, max: 1, about: 'probability that the drug is taken', source: 'assumed' },
} as const satisfies ParameterTable;

/** A drug as a declaration: the engine knows shapes, targets by their names, and effects as a table. */
export interface DeclaredDrug extends ParameterValues<typeof drugParameters> {
  readonly kind: 'declared';
  readonly dose: ParameterValues<typeof doseParameters>;
  readonly kinetics: Kinetics;
  readonly targets: Readonly<Record<string, TargetBinding>>;
  /** By what is moved: `severity`, or an endpoint that is not rated from severity. */
  readonly effects: Readonly<Record<string, DrugEffect>>;
  readonly felt: ParameterValues<typeof feltParameters> & { readonly endpoint?: string };
  readonly adverseEffects: Readonly<Record<string, number>>;
  /** What it does to the kinetics of other drugs, by their names; nothing where it is left out. */
  readonly interactions?: Readonly<Record<string, KineticInteraction>>;
  /** Minutes from this drug, given as a pretreatment, to the studied drug, where it differs from the design's. */
  readonly leadMinutes?: number;
}

/** The unit in which a dose is given. */
export type DoseUnit = 'mg' | 'mg/kg' | 'mg/m²';

/** The dose and its unit: the one amount that is not 0. */
export function statedDose({ mg, mgPerKg, mgPerM2 }: DeclaredDrug['dose']): { readonly amount: number; readonly unit: DoseUnit } {
  if (mgPerKg > 0) return { amount: mgPerKg, unit: 'mg/kg' };
  return mgPerM2 > 0 ? { amount: mgPerM2, unit: 'mg/m²' } : { amount: mg, unit: 'mg' };
}

/** Heights from which the body surface is worked out, m; assumed, since the model's patients have none. */
const HEIGHT = { female: 1.63, male: 1.76 } as const;

/**
 * Body surface area from the weight and an assumed height by sex, m²: √(height in cm · weight / 3600).
 * @see Mosteller (1987) N Engl J Med 317:1098, DOI 10.1056/NEJM198710223171717
 */
export function bodySurface(weight: number, female: boolean): number {
  return Math.sqrt((100 * (female ? HEIGHT.female : HEIGHT.male) * weight) / 3600);
}
