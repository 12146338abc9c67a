import type { Design, SequenceDesign } from '../design/design.ts';
import type {
  AdverseEffectModel,
  CravingModel,
  DissociationModel,
  GaussianModel,
  MeasurementModel,
  MissingnessModel,
} from '../outcomes/parameters.ts';
import type { DeclaredEndpoint } from '../outcomes/declared-endpoint.ts';
import type { MisuseModel } from '../outcomes/misuse.ts';
import type { AssayModel } from '../outcomes/plasma.ts';
import { scaleEndpoints } from '../outcomes/scales/index.ts';
import type { DeclaredDrug } from '../pharmacology/declared-drug.ts';
import type { Infusion, Pretreatment } from '../pharmacology/parameters.ts';
import type { PopulationModel } from '../population/parameters.ts';
import type { BeliefModel, ResponseModel } from '../response/parameters.ts';

/** Endpoints that a mechanistic trial can record without declaring them. */
export const endpointNames = [...scaleEndpoints, 'cadss', 'craving', 'plasma', 'misuse', 'use-disorder'] as const;
export type EndpointName = (typeof endpointNames)[number];

/** Whether an endpoint needs no declaration. */
export function isKnownEndpoint(name: string): name is EndpointName {
  return endpointNames.some((each) => each === name);
}

/** What a trial records of one endpoint. */
export interface RecordedOutcome {
  /** In order of time. */
  readonly visits: readonly string[];
  /** Lowest and highest value, measured at screening, with which a patient is eligible. */
  readonly eligibleFrom?: number;
  readonly eligibleTo?: number;
  /** What the endpoint is, where the program does not know it. */
  readonly declared?: DeclaredEndpoint;
}

/** Everything that is needed to simulate one trial of virtual patients; plain data. */
export interface MechanisticTrial {
  readonly kind: 'mechanistic';
  readonly design: Design;
  /** Hours from the start of a period's infusion, by visit name; negative before it. */
  readonly visits: Readonly<Record<string, number>>;
  /** What is recorded, by endpoint. */
  readonly outcomes: Readonly<Record<string, RecordedOutcome | undefined>>;
  readonly population: PopulationModel;
  readonly pretreatments: Readonly<Record<string, Pretreatment>>;
  readonly infusions: Readonly<Record<string, Infusion>>;
  /** Drugs declared by shape, targets and effects; a condition names them as its pretreatment or as its studied drug. */
  readonly drugs?: Readonly<Record<string, DeclaredDrug>>;
  readonly response: ResponseModel;
  readonly belief: BeliefModel;
  readonly dissociation: DissociationModel;
  readonly adverseEffects: AdverseEffectModel;
  readonly craving: CravingModel;
  /** Where plasma concentrations are recorded. */
  readonly assay?: AssayModel;
  /** Where misuse is recorded. */
  readonly misuse?: MisuseModel;
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
