import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import type { EndpointTraits } from './endpoint.ts';

export const misuseTraits: EndpointTraits = {
  label: 'Misuse of the studied drug has begun: 0 no, 1 yes',
  shortLabel: 'misuse',
  unit: 'share',
  maximum: 1,
  process: 'misuse',
};
export const disorderTraits: EndpointTraits = {
  label: 'Misuse of the studied drug meets the criteria of dependence: 0 no, 1 yes',
  shortLabel: 'use disorder',
  unit: 'share',
  maximum: 1,
  process: 'use-disorder',
};

/** The risk that infusions lead to misuse of the drug, and misuse to dependence. No incidence in treated patients is published. */
export const misuseParameters = {
  hazardPerInfusion: {
    default: 0,
    unit: 'per infusion',
    min: 0,
    max: 5,
    about: 'mean cumulative hazard of beginning to misuse the drug that one unblocked infusion adds',
    source: 'assumed',
  },
  hazardCv: {
    default: 1,
    unit: 'fraction',
    min: 0,
    max: 5,
    about: 'coefficient of variation of the hazard between patients (gamma)',
    source: 'assumed',
  },
  opioidDependence: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the hazard that full opioid blockade removes',
    source: 'assumed',
  },
  disorderShare: {
    default: 0.0855,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of those who misuse the drug who meet the criteria of dependence',
    source: 'global-drug-survey-2018',
  },
} as const satisfies ParameterTable;
export type MisuseModel = ParameterValues<typeof misuseParameters>;

/** The hazard that one infusion adds. @param frailty  of the patient, mean 1   @param blockade  mean opioid blockade during induction, 0–1 */
export function misuseHazard(model: MisuseModel, frailty: number, blockade: number): number {
  return frailty * model.hazardPerInfusion * (1 - model.opioidDependence * blockade);
}

/** Whether misuse of the drug, or dependence on it, is among the endpoints recorded. */
export function recordsMisuse(outcomes: Readonly<Record<string, unknown>>): boolean {
  return outcomes.misuse !== undefined || outcomes['use-disorder'] !== undefined;
}
