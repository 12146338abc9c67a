import type { Parameter, ParameterTable } from '../../parameters/parameter-table.ts';
import { correlatedTraits } from '../../population/parameters.ts';
import { freeOfDeclarations } from './declared-values.ts';

/** Values that a scenario names freely, so that no table lists them. */
export const freeParameters = {
  hours: { default: 0, unit: 'h', min: -1e9, max: 1e9, about: 'time from the start of the studied drug', source: 'assumed' },
  correlations: { kind: 'choice', default: '', options: [], about: `correlations of ${correlatedTraits.join(', ')}`, source: 'assumed' },
  occasionCorrelation: {
    default: 0,
    unit: 'correlation',
    min: -1,
    max: 1,
    about: 'correlation of response and dissociation of one period about the patient’s own levels',
    source: 'assumed',
  },
  carryoverPoints: {
    default: 0,
    unit: 'HAM-D17 points',
    min: -1e9,
    max: 1e9,
    about: 'severity added in the period after this condition',
    source: 'assumed',
  },
  attenuation: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'attenuation by the blocker, from which opioidDependence follows',
    source: 'assumed',
  },
  leadMinutes: { default: 0, unit: 'min', min: 0, max: 1e9, about: 'from this pretreatment to the studied drug', source: 'assumed' },
  endpointCorrelations: { kind: 'choice', default: '', options: [], about: 'correlations of the endpoints', source: 'assumed' },
  variability: {
    default: 0,
    unit: 'units of the endpoint',
    min: 1e-9,
    max: 1e9,
    about: 'how much responses vary, from which the SDs of the model follow',
    source: 'assumed',
  },
  cv: { default: 0, unit: 'fraction', min: 1e-9, max: 10, about: 'coefficient of variation within participants', source: 'assumed' },
  correlation: {
    default: 0,
    unit: 'correlation',
    min: 0,
    max: 0.999,
    about: 'correlation of two periods of a participant',
    source: 'assumed',
  },
  published: { kind: 'choice', default: '', options: [], about: 'what a published trial says of its precision', source: 'assumed' },
  effects: { default: 0, unit: 'units of the endpoint', min: -1e9, max: 1e9, about: 'effect of this condition', source: 'assumed' },
} as const satisfies ParameterTable;

/** Parameters that a scenario names freely: what stands there by default is no entry of a table. */
export function isFree(parameter: Parameter): boolean {
  return [...Object.values(freeParameters), ...Object.values(freeOfDeclarations)].some((free) => free === parameter);
}
