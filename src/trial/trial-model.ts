import type { Design, SequenceDesign } from '../design/design.ts';
import type {
  AdverseEffectModel,
  CravingModel,
  DissociationModel,
  GaussianModel,
  MeasurementModel,
  MissingnessModel,
} from '../outcomes/parameters.ts';
import { scaleEndpoints } from '../outcomes/scales/index.ts';
import type { Infusion, Pretreatment } from '../pharmacology/parameters.ts';
import type { PopulationModel } from '../population/parameters.ts';
import type { BeliefModel, ResponseModel } from '../response/parameters.ts';

/** Which endpoints a mechanistic trial can record. */
export const endpointNames = [...scaleEndpoints, 'cadss', 'craving'] as const;
export type EndpointName = (typeof endpointNames)[number];

/** Everything that is needed to simulate one trial of virtual patients; plain data. */
export interface MechanisticTrial {
  readonly kind: 'mechanistic';
  readonly design: Design;
  /** Hours from the start of a period's infusion, by visit name; negative before it. */
  readonly visits: Readonly<Record<string, number>>;
  /** Visits at which each endpoint is recorded, in order of time. */
  readonly outcomes: Readonly<Partial<Record<EndpointName, { readonly visits: readonly string[] }>>>;
  readonly population: PopulationModel;
  readonly pretreatments: Readonly<Record<string, Pretreatment>>;
  readonly infusions: Readonly<Record<string, Infusion>>;
  readonly response: ResponseModel;
  readonly belief: BeliefModel;
  readonly dissociation: DissociationModel;
  readonly adverseEffects: AdverseEffectModel;
  readonly craving: CravingModel;
  readonly measurement: MeasurementModel;
  readonly missingness: MissingnessModel;
}

/** Everything that is needed to simulate one trial of the statistical outcome model; plain data. */
export interface GaussianTrial {
  readonly kind: 'gaussian';
  /** Sequences and periods; the model has no times and no drugs. */
  readonly design: SequenceDesign;
  readonly gaussian: GaussianModel;
  readonly missingness: MissingnessModel;
}

export type TrialModel = MechanisticTrial | GaussianTrial;

/** The same trial with another number of patients. */
export function withPatients(trial: TrialModel, participants: number): TrialModel {
  return trial.kind === 'gaussian'
    ? { ...trial, design: { ...trial.design, participants } }
    : { ...trial, design: { ...trial.design, participants } };
}
