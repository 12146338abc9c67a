import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

/** How the kinetics of every drug vary between patients and scale with weight: parameters that all tables of kinetics share. */
export const scalingParameters = {
  clearanceCv: { default: 0.2, unit: 'fraction', min: 0, max: 2, about: 'between-patient CV of clearance (lognormal)', source: 'assumed' },
  clearanceExponent: {
    default: 0.75,
    unit: 'power of weight/70 kg',
    min: 0,
    max: 2,
    about: 'allometric exponent of the clearances',
    source: 'assumed',
  },
  volumeExponent: {
    default: 1,
    unit: 'power of weight/70 kg',
    min: 0,
    max: 2,
    about: 'allometric exponent of the volumes',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** How a drug is distributed and leaves: one or two compartments with an effect site, typical values for 70 kg. */
const disposition = {
  clearance: { default: 50, unit: 'L/h per 70 kg', min: 0.001, max: 10_000, about: 'clearance', source: 'assumed' },
  centralVolume: {
    default: 100,
    unit: 'L per 70 kg',
    min: 0.1,
    max: 100_000,
    about: 'volume of the central compartment',
    source: 'assumed',
  },
  peripheralVolume: {
    default: 0,
    unit: 'L per 70 kg',
    min: 0,
    max: 100_000,
    about: 'volume of the peripheral compartment; 0 = one compartment',
    source: 'assumed',
  },
  intercompartmentalClearance: {
    default: 50,
    unit: 'L/h per 70 kg',
    min: 0.001,
    max: 10_000,
    about: 'exchange between the compartments',
    source: 'assumed',
  },
  clearanceCv: scalingParameters.clearanceCv,
  volumeCv: { default: 0.2, unit: 'fraction', min: 0, max: 2, about: 'between-patient CV of the volumes (lognormal)', source: 'assumed' },
  clearanceExponent: scalingParameters.clearanceExponent,
  volumeExponent: scalingParameters.volumeExponent,
  effectHalfTimeMinutes: {
    default: 4,
    unit: 'min',
    min: 0.05,
    max: 10_000,
    about: 'half-time of equilibration between plasma and the effect site',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** The shapes that a drug's course in the body can have, each with its parameters. */
export const kineticsShapes = {
  infusion: {
    minutes: { default: 40, unit: 'min', min: 0.1, max: 100_000, about: 'duration of the infusion', source: 'assumed' },
    ...disposition,
  },
  bolus: disposition,
  'first-order': {
    bioavailability: { default: 1, unit: 'fraction', min: 0, max: 1, about: 'share of the dose that is absorbed', source: 'assumed' },
    lagHours: { default: 0, unit: 'h', min: 0, max: 1000, about: 'time from the dose to the start of absorption', source: 'assumed' },
    absorptionHalfHours: {
      default: 0,
      unit: 'h',
      min: 0,
      max: 10_000,
      about: 'half-time of absorption; or leave it out and say peakHours',
      source: 'assumed',
    },
    peakHours: {
      default: 0,
      unit: 'h',
      min: 0,
      max: 10_000,
      about: 'time from the dose to the peak in the plasma of the typical patient, instead of absorptionHalfHours',
      source: 'assumed',
    },
    ...disposition,
  },
  plateau: {
    riseHours: { default: 1, unit: 'h', min: 0.01, max: 10_000, about: 'time from the dose to the full effect', source: 'assumed' },
    plateauHours: {
      default: 24,
      unit: 'h',
      min: 0,
      max: 20_000,
      about: 'time from the dose to the end of the full effect',
      source: 'assumed',
    },
    halfTimeHours: {
      default: 24,
      unit: 'h',
      min: 0.1,
      max: 20_000,
      about: 'half-time of the effect after the plateau (median patient)',
      source: 'assumed',
    },
    halfTimeCv: {
      default: 0.2,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'between-patient CV of the half-time (lognormal)',
      source: 'assumed',
    },
  },
} as const satisfies Readonly<Record<string, ParameterTable>>;

export type KineticsShape = keyof typeof kineticsShapes;
/** Kinetics of one shape with its numbers. */
export type Kinetics<Shape extends KineticsShape = KineticsShape> = {
  [Each in Shape]: { readonly shape: Each } & ParameterValues<(typeof kineticsShapes)[Each]>;
}[Shape];
