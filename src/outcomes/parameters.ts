import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';

// One table per section of a scenario, a row per value: longer than other files, since a table is looked up and not read.

/** Dissociation during and after an infusion, and its rating by the CADSS. */
export const dissociationParameters = {
  opioidDependence: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the drug’s dissociation that full opioid blockade removes',
    source: 'williams-2018',
  },
  cadssPerReference: {
    default: 7.8,
    unit: 'CADSS points',
    min: 0,
    max: 92,
    about: 'mean CADSS total at an effect-site concentration of 185 ng/mL',
    source: 'calibrated',
  },
  frailtyCv: {
    default: 1.14,
    unit: 'fraction',
    min: 0,
    max: 5,
    about: 'coefficient of variation of the gamma frailty between periods of all patients',
    source: 'calibrated',
  },
  frailtyCorrelation: {
    default: 0.6,
    unit: 'correlation',
    min: 0,
    max: 1,
    about: 'correlation of a patient’s frailty (normal scale) between two periods',
    source: 'assumed',
  },
  background: { default: 0.08, unit: 'CADSS points', min: 0, max: 20, about: 'mean CADSS total without any drug', source: 'calibrated' },
} as const satisfies ParameterTable;
export type DissociationModel = ParameterValues<typeof dissociationParameters>;

/** How true severity becomes a recorded score. */
export const measurementParameters = {
  mode: {
    kind: 'choice',
    default: 'totals',
    options: ['totals', 'items'],
    about: 'rates depression scales by totals, or item by item (slower; the same distribution of totals)',
    source: 'definition',
  },
  errorSd: {
    default: 1.25,
    unit: 'HAM-D17 points',
    min: 0,
    max: 5,
    about: 'SD of a HAM-D17 total about the true severity at a severity of 20; whole scores cannot come nearer than about 0.6',
    source: 'morriss-2008',
  },
  itemDeviationSd: {
    default: 0.95,
    unit: 'latent units',
    min: 0,
    max: 5,
    about: 'SD of a patient’s deviations of single items from what the severity lets expect; they cancel in the total',
    source: 'calibrated',
  },
  itemPersistence: {
    default: 0.7,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the variance of those deviations that stays with the patient from visit to visit',
    source: 'assumed',
  },
} as const satisfies ParameterTable;
export type MeasurementModel = ParameterValues<typeof measurementParameters>;

export { gaussianMissingness, missingnessParameters, type MissingnessModel } from './missingness/index.ts';

/** The statistical outcome model: one endpoint drawn directly. */
export const gaussianParameters = {
  mean: {
    default: 0,
    unit: 'units of the endpoint',
    min: -1e9,
    max: 1e9,
    about: 'mean under the reference in period 1',
    source: 'assumed',
  },
  difference: {
    default: 1,
    unit: 'units of the endpoint',
    min: -1e9,
    max: 1e9,
    about: 'effect of every condition other than the reference, against the reference',
    source: 'assumed',
  },
  periodEffect: {
    default: 0,
    unit: 'units of the endpoint',
    min: -1e9,
    max: 1e9,
    about: 'shift in every period after the first',
    source: 'assumed',
  },
  carryover: {
    default: 0,
    unit: 'units of the endpoint',
    min: -1e9,
    max: 1e9,
    about: 'shift in the period that follows a condition other than the reference',
    source: 'assumed',
  },
  sdBetween: { default: 1, unit: 'units of the endpoint', min: 0, max: 1e9, about: 'SD between patients', source: 'assumed' },
  sdWithin: {
    default: 1,
    unit: 'units of the endpoint',
    min: 0,
    max: 1e9,
    about: 'residual SD of one period; a paired difference has √2 times it',
    source: 'assumed',
  },
  distribution: {
    kind: 'choice',
    default: 'normal',
    options: ['normal', 'lognormal'],
    about: 'scale: all parameters are on the log scale when lognormal',
    source: 'definition',
  },
} as const satisfies ParameterTable;
export type GaussianParameters = ParameterValues<typeof gaussianParameters>;

/** One endpoint of the statistical outcome model. */
export interface GaussianEndpoint extends GaussianParameters {
  /** Effects against the reference by condition, where they are not all `difference`. */
  readonly effects: Readonly<Record<string, number>>;
  /** What documents call it; its name where left out. */
  readonly label?: string | undefined;
  /** Unit of its values; `units of the endpoint` where left out. */
  readonly unit?: string | undefined;
  /** Which values are better; not stated where left out. */
  readonly better?: 'lower' | 'higher' | undefined;
  /** Smallest difference that is important to participants; not stated where left out. */
  readonly smallestDifference?: number | undefined;
}

/** How two endpoints go together: in the patients’ own levels, and in what is left of one period. Those not named are independent. */
export interface EndpointCorrelation {
  readonly of: readonly [string, string];
  readonly between: number;
  readonly within: number;
}

/** The statistical outcome model: one endpoint, or several by name, whose own parameters are then not read. */
export interface GaussianModel extends GaussianEndpoint {
  readonly endpoints?: Readonly<Record<string, GaussianEndpoint>> | undefined;
  readonly correlations?: readonly EndpointCorrelation[] | undefined;
}

/** The endpoint that a Gaussian scenario records which names none, and the visit of all. */
export const gaussianEndpoint = 'score';
export const gaussianVisit = 'outcome';

/** The endpoints of a Gaussian model by name, in the order declared; `score` where none is named. */
export function gaussianEndpoints(model: GaussianModel): ReadonlyMap<string, GaussianEndpoint> {
  return new Map<string, GaussianEndpoint>(model.endpoints === undefined ? [[gaussianEndpoint, model]] : Object.entries(model.endpoints));
}

/** Adverse effects that may follow an infusion. */
export const adverseEffectNames = ['nausea', 'vomiting', 'dizziness', 'headache'] as const;
export type AdverseEffectName = (typeof adverseEffectNames)[number];

const adverseEffectTable = (withoutDrug: number, withKetamine: number, oddsRatio: number, source: string) =>
  ({
    withoutDrug: {
      default: withoutDrug,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability without an active drug',
      source: 'assumed',
    },
    withKetamine: {
      default: withKetamine,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability after the active drug',
      source: 'assumed',
    },
    blockerOddsRatio: {
      default: oddsRatio,
      unit: 'odds ratio',
      min: 0.01,
      max: 100,
      about: 'factor on the odds under a blocker that was taken',
      source,
    },
  }) as const satisfies ParameterTable;

/** One table per adverse effect. Odds ratios are worked out from published risks of oral naltrexone. */
export const adverseEffectParameters = {
  nausea: adverseEffectTable(0.08, 0.2, 1.78, 'naltrexone-nausea'),
  vomiting: adverseEffectTable(0.02, 0.06, 1.98, 'bolton-2019'),
  dizziness: adverseEffectTable(0.08, 0.3, 1.53, 'bolton-2019'),
  headache: adverseEffectTable(0.12, 0.2, 1, 'assumed'),
} as const;
export type AdverseEffectModel = {
  readonly [Name in AdverseEffectName]: ParameterValues<(typeof adverseEffectParameters)[Name]>;
};

/** Craving for the infused drug on a visual analogue scale of 0–100 mm. */
export const cravingParameters = {
  median: { default: 6, unit: 'mm', min: 0, max: 100, about: 'median craving before any dose of the drug', source: 'assumed' },
  logitSd: { default: 1, unit: 'logit', min: 0, max: 5, about: 'SD between patients of the logit of craving', source: 'assumed' },
  riseLogit: {
    default: 0.4,
    unit: 'logit',
    min: -5,
    max: 5,
    about: 'rise of craving after a dose of the drug, unblocked',
    source: 'assumed',
  },
  riseHalfDays: { default: 4, unit: 'days', min: 0.01, max: 365, about: 'half-time of the fall of that rise', source: 'assumed' },
  opioidDependence: {
    default: 0.5,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of that rise that full opioid blockade removes',
    source: 'assumed',
  },
  sensitisationLogit: {
    default: 0,
    unit: 'logit',
    min: -2,
    max: 2,
    about: 'lasting rise of craving left by every earlier, unblocked dose of the drug',
    source: 'assumed',
  },
  errorLogitSd: { default: 0.3, unit: 'logit', min: 0, max: 3, about: 'SD of a rating about the true craving', source: 'assumed' },
} as const satisfies ParameterTable;
export type CravingModel = ParameterValues<typeof cravingParameters>;
