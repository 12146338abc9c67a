import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import { scalingParameters } from './kinetics-shapes.ts';

/** Ketamine by zero-order infusion into a two-compartment linear model with an effect compartment; typical values for 70 kg. */
export const ketamineParameters = {
  doseMgPerKg: { default: 0.5, unit: 'mg/kg', min: 0, max: 5, about: 'dose', source: 'williams-2018' },
  minutes: { default: 40, unit: 'min', min: 1, max: 1440, about: 'duration of the infusion', source: 'zanos-2018' },
  clearance: { default: 79, unit: 'L/h per 70 kg', min: 1, max: 1000, about: 'clearance', source: 'kamp-2020' },
  centralVolume: {
    default: 60,
    unit: 'L per 70 kg',
    min: 1,
    max: 2000,
    about: 'volume of the central compartment',
    source: 'derived-ketamine-pk',
  },
  peripheralVolume: {
    default: 192,
    unit: 'L per 70 kg',
    min: 1,
    max: 5000,
    about: 'volume of the peripheral compartment',
    source: 'derived-ketamine-pk',
  },
  intercompartmentalClearance: {
    default: 309,
    unit: 'L/h per 70 kg',
    min: 0.1,
    max: 5000,
    about: 'exchange between the compartments',
    source: 'derived-ketamine-pk',
  },
  clearanceCv: scalingParameters.clearanceCv,
  volumeCv: {
    default: 0.2,
    unit: 'fraction',
    min: 0,
    max: 2,
    about: 'between-patient CV of the volumes (lognormal, both volumes together)',
    source: 'assumed',
  },
  clearanceExponent: scalingParameters.clearanceExponent,
  volumeExponent: scalingParameters.volumeExponent,
  effectHalfTimeMinutes: {
    default: 4,
    unit: 'min',
    min: 0.05,
    max: 600,
    about: 'half-time of equilibration between plasma and the effect site of dissociation',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** Saline: nothing is given. */
export const salineParameters = {} as const satisfies ParameterTable;

/** Dose of midazolam at which `noticedProbability` holds; mg/kg, the dose of the active-control trials (Murrough 2013, DOI 10.1176/appi.ajp.2013.13030392). */
export const REFERENCE_MIDAZOLAM_MG_PER_KG = 0.045;

/** Midazolam as active control: felt by the patient, without antidepressant or dissociative effect. */
export const midazolamParameters = {
  doseMgPerKg: { default: REFERENCE_MIDAZOLAM_MG_PER_KG, unit: 'mg/kg', min: 0, max: 0.5, about: 'dose', source: 'assumed' },
  noticedProbability: {
    default: 0.7,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'probability that sedation by 0.045 mg/kg is noticed and taken for the active infusion; in proportion to the dose, at most 1',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** A pretreatment that blocks nothing. */
export const inertParameters = {} as const satisfies ParameterTable;

/** A tablet whose blockade rises to a peak and then halves at a constant rate. */
export const tabletBlockerParameters = {
  doseMg: { default: 50, unit: 'mg', min: 0, max: 1000, about: 'dose', source: 'williams-2018' },
  ed50Mg: {
    default: 5.59,
    unit: 'mg',
    min: 0.001,
    max: 10000,
    about: 'dose that blocks half of the receptors at the peak',
    source: 'trostheim-2022',
  },
  peakHours: { default: 1, unit: 'h', min: 0.01, max: 72, about: 'time of peak blockade after intake', source: 'naltrexone-label' },
  plateauHours: {
    default: 24,
    unit: 'h',
    min: 0,
    max: 10000,
    about: 'time after intake until which blockade stays at its peak',
    source: 'naltrexone-label',
  },
  blockadeHalfTimeHours: {
    default: 90,
    unit: 'h',
    min: 0.1,
    max: 10000,
    about: 'half-time of blockade after the plateau (median patient)',
    source: 'lee-1988',
  },
  blockadeHalfTimeCv: {
    default: 0.12,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'between-patient CV of the half-time (lognormal)',
    source: 'derived-blockade-half-time',
  },
  adherence: { default: 1, unit: 'fraction', min: 0, max: 1, about: 'probability that the tablet is taken', source: 'assumed' },
  target: {
    kind: 'choice',
    default: 'opioid',
    options: ['opioid', 'other'],
    about: 'what is blocked: the opioid system, or another system (control blocker)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/** A depot whose blockade rises slowly, stays on a plateau for weeks, and then halves at a constant rate. */
export const depotBlockerParameters = {
  plateauBlockade: { default: 0.95, unit: 'fraction', min: 0, max: 1, about: 'blockade on the plateau', source: 'assumed' },
  onsetHours: { default: 24, unit: 'h', min: 0.01, max: 1000, about: 'time from injection to the plateau', source: 'assumed' },
  plateauDays: { default: 28, unit: 'days', min: 0, max: 400, about: 'length of the plateau', source: 'assumed' },
  blockadeHalfTimeHours: {
    default: 120,
    unit: 'h',
    min: 0.1,
    max: 10000,
    about: 'half-time of blockade after the plateau (median patient)',
    source: 'assumed',
  },
  blockadeHalfTimeCv: {
    default: 0.2,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'between-patient CV of the half-time (lognormal)',
    source: 'assumed',
  },
  adherence: { default: 1, unit: 'fraction', min: 0, max: 1, about: 'probability that the injection is given', source: 'assumed' },
  target: {
    kind: 'choice',
    default: 'opioid',
    options: ['opioid', 'other'],
    about: 'what is blocked: the opioid system, or another system (control blocker)',
    source: 'definition',
  },
} as const satisfies ParameterTable;

/** Kinds of infusion and of pretreatment that a scenario may declare, each with its parameters. */
export const infusionKinds = { ketamine: ketamineParameters, saline: salineParameters, midazolam: midazolamParameters } as const;
export const pretreatmentKinds = { inert: inertParameters, tablet: tabletBlockerParameters, depot: depotBlockerParameters } as const;

export type InfusionKind = keyof typeof infusionKinds;
export type PretreatmentKind = keyof typeof pretreatmentKinds;

export type Infusion<Kind extends InfusionKind = InfusionKind> = {
  [K in Kind]: { readonly kind: K } & ParameterValues<(typeof infusionKinds)[K]>;
}[Kind];

/** `leadMinutes` overrides the design's lead time for this pretreatment (a depot is given days before). */
export type Pretreatment<Kind extends PretreatmentKind = PretreatmentKind> = {
  [K in Kind]: { readonly kind: K; readonly leadMinutes?: number } & ParameterValues<(typeof pretreatmentKinds)[K]>;
}[Kind];
