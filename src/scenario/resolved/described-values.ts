import { methodNamed } from '../../analysis/index.ts';
import { allocationParameters, designParameters, enrichmentParameters } from '../../design/design.ts';
import {
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  gaussianMissingness,
  gaussianParameters,
  measurementParameters,
  missingnessParameters,
} from '../../outcomes/parameters.ts';
import type { Parameter, ParameterTable } from '../../parameters/parameter-table.ts';
import { infusionKinds, pretreatmentKinds, type InfusionKind, type PretreatmentKind } from '../../pharmacology/parameters.ts';
import { correlatedTraits, populationParameters } from '../../population/parameters.ts';
import { powerParameters } from '../../study/study.ts';
import { beliefParameters, responseParameters } from '../../response/parameters.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { convertedSds, writtenEndpoints } from './gaussian-of.ts';

/** One value of a resolved scenario, and the parameter that it is a value of. */
export interface ParameterValue {
  readonly path: string;
  readonly value: number | string | boolean;
  readonly parameter: Parameter;
}

/** Values that a scenario names freely, so that no table lists them. */
const freeParameters = {
  hours: { default: 0, unit: 'h', min: -1e9, max: 1e9, about: 'time from the start of the infusion', source: 'assumed' },
  correlations: { kind: 'choice', default: '', options: [], about: `correlations of ${correlatedTraits.join(', ')}`, source: 'assumed' },
  occasionCorrelation: {
    default: 0,
    unit: 'correlation',
    min: -1,
    max: 1,
    about: 'correlation of response and dissociation of one infusion about the patient’s own levels',
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
  leadMinutes: { default: 0, unit: 'min', min: 0, max: 1e9, about: 'from this pretreatment to the infusion', source: 'assumed' },
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

/** Numbers of a map and of the maps in it, by their paths; lists as JSON. */
function numbersIn(map: object | undefined): [name: string, value: number | string][] {
  return Object.entries(map ?? {}).flatMap(([name, value]: [string, unknown]): [string, number | string][] => {
    if (typeof value === 'number' || typeof value === 'string') return [[name, value]];
    if (Array.isArray(value)) return [[name, JSON.stringify(value)]];
    if (typeof value !== 'object' || value === null) return [];
    return numbersIn(value).map(([inner, each]) => [`${name}.${inner}`, each]);
  });
}

/** The parameter of a number of `variability`, by its last name. */
function unitOf(name: string): 'correlation' | 'cv' | 'variability' | 'published' {
  if (name === 'correlation' || name === 'cv') return name;
  return name.startsWith('published.') ? 'published' : 'variability';
}

/** Parameters that a scenario names freely: what stands there by default is no entry of a table. */
export function isFree(parameter: Parameter): boolean {
  return Object.values(freeParameters).some((free) => free === parameter);
}

/**
 * Every parameter of a scenario with its value, section by section, whether or not the study reads it.
 *
 * @example
 * ```ts
 * import { parameterValues, readScenario, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * const values = parameterValues(read.scenario);
 * const difference = values.find(({ path }) => path === 'gaussian.difference');
 * difference?.value; // → 3
 * difference?.parameter; // → { unit: 'units of the endpoint', default: 1 }
 * ```
 */
export function parameterValues(scenario: ResolvedScenario): ParameterValue[] {
  const found: ParameterValue[] = [];
  const add = (prefix: string, table: ParameterTable, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, parameter] of Object.entries(table)) {
      found.push({ path: `${prefix}.${name}`, value: values[name] as number | string | boolean, parameter });
    }
  };
  const addFree = (path: string, parameter: Parameter, value: number | string): void => {
    found.push({ path, value, parameter });
  };
  const addEach = (prefix: string, parameter: Parameter, values: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(values)) addFree(`${prefix}.${name}`, parameter, value);
  };
  add('design', scenario.model === 'gaussian' ? allocationParameters : designParameters, scenario.design);
  if (scenario.design.enrichment !== undefined) add('design.enrichment', enrichmentParameters, scenario.design.enrichment);
  if (scenario.model === 'gaussian') {
    const converted = convertedSds(scenario);
    for (const { path, endpoint } of writtenEndpoints(scenario)) {
      const own = Object.entries(gaussianParameters).filter(([name]) => !converted.has(`${path}.${name}`));
      add(path, Object.fromEntries(own), { ...endpoint });
      addEach(`${path}.effects`, freeParameters.effects, endpoint.effects);
      for (const [name, value] of numbersIn(endpoint.variability))
        addFree(`${path}.variability.${name}`, freeParameters[unitOf(name)], value);
    }
    const { correlations } = scenario.gaussian;
    if (correlations !== undefined) addFree('gaussian.correlations', freeParameters.endpointCorrelations, JSON.stringify(correlations));
  } else {
    addEach('visits', freeParameters.hours, scenario.visits);
    add('population', populationParameters, scenario.population);
    addFree('population.correlations', freeParameters.correlations, JSON.stringify(scenario.population.correlations));
    addFree('population.occasionCorrelation', freeParameters.occasionCorrelation, scenario.population.occasionCorrelation);
    for (const [name, values] of Object.entries(scenario.treatments.pretreatments)) {
      add(`treatments.pretreatments.${name}`, pretreatmentKinds[values.kind as PretreatmentKind], values);
      if (values.leadMinutes !== undefined)
        addFree(`treatments.pretreatments.${name}.leadMinutes`, freeParameters.leadMinutes, values.leadMinutes);
    }
    for (const [name, values] of Object.entries(scenario.treatments.infusions)) {
      add(`treatments.infusions.${name}`, infusionKinds[values.kind as InfusionKind], values);
    }
    add('response', responseParameters, scenario.response);
    const { attenuation } = scenario.response;
    if (attenuation !== undefined) addFree('response.attenuation.share', freeParameters.attenuation, attenuation.share);
    addEach('response.carryoverPoints', freeParameters.carryoverPoints, scenario.response.carryoverPoints);
    add('belief', beliefParameters, scenario.belief);
    add('dissociation', dissociationParameters, scenario.dissociation);
    for (const [name, table] of Object.entries(adverseEffectParameters)) {
      add(`adverseEffects.${name}`, table, scenario.adverseEffects[name as keyof typeof adverseEffectParameters]);
    }
    if (scenario.outcomes.craving !== undefined) add('craving', cravingParameters, scenario.craving);
    add('measurement', measurementParameters, scenario.measurement);
  }
  add('missingness', scenario.model === 'gaussian' ? gaussianMissingness : missingnessParameters, scenario.missingness);
  for (const [name, analysis] of Object.entries(scenario.analyses)) {
    add(`analyses.${name}`, methodNamed(analysis.method).options, analysis);
  }
  add('power', powerParameters, scenario.power);
  return found;
}
