import { checkSections } from '../check-sections.ts';
import { misuseParameters, recordsMisuse } from '../../outcomes/misuse.ts';
import { assayParameters } from '../../outcomes/plasma.ts';
import { methodNamed, type MethodName } from '../../analysis/index.ts';
import { withUnitsOfMargins } from '../../analysis/margin-units.ts';
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
import { populationParameters } from '../../population/parameters.ts';
import { powerParameters } from '../../study/study.ts';
import { beliefParameters, responseParameters } from '../../response/parameters.ts';
import type { ParameterValue } from './parameter-value.ts';
import { type WrittenDrugs, type WrittenOutcomes, drugValues, freeOfDeclarations, outcomeValues } from './declared-values.ts';
import { freeParameters } from './free-parameters.ts';
import { convertedSds, writtenEndpoints, type WrittenGaussian } from './gaussian-of.ts';

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

/** What is read of a scenario: its sections, from the file or from a study that was resolved before. */
export type ScenarioSections = GaussianSections | MechanisticSections;

export interface CommonSections {
  readonly design: object;
  readonly missingness: object;
  readonly analyses: Readonly<Record<string, { readonly method: MethodName }>>;
  readonly power: object;
}

export interface GaussianSections extends CommonSections {
  readonly model: 'gaussian';
  readonly gaussian: WrittenGaussian;
}

export interface MechanisticSections extends CommonSections {
  readonly model: 'mechanistic';
  readonly visits: Readonly<Record<string, number>>;
  readonly population: { readonly correlations: unknown; readonly occasionCorrelation: number };
  readonly treatments: {
    readonly pretreatments: Readonly<Record<string, { readonly kind: PretreatmentKind; readonly leadMinutes?: number | undefined }>>;
    readonly infusions: Readonly<Record<string, { readonly kind: InfusionKind }>>;
    readonly drugs: WrittenDrugs;
  };
  readonly response: {
    readonly carryoverPoints: Readonly<Record<string, number>>;
    readonly dependence?: Readonly<Record<string, number>> | undefined;
    readonly attenuation?: { readonly share: number } | undefined;
  };
  readonly belief: object;
  readonly dissociation: object;
  readonly adverseEffects: Readonly<Record<keyof typeof adverseEffectParameters, object>>;
  readonly outcomes: WrittenOutcomes;
  readonly craving: object;
  readonly assay?: object | undefined;
  readonly misuse?: object | undefined;
  readonly measurement: object;
}

/** The values of the normal model's endpoints: an SD that follows from another number is none of them. */
function gaussianValues(scenario: GaussianSections): ParameterValue[] {
  const converted = convertedSds(scenario);
  const { correlations } = scenario.gaussian;
  const ofEndpoints = writtenEndpoints(scenario).flatMap(({ path, endpoint }) => [
    ...tableValues(path, gaussianParameters, endpoint).filter((each) => !converted.has(each.path)),
    ...Object.entries(endpoint.effects).map(([name, value]) => ({
      path: `${path}.effects.${name}`,
      value,
      parameter: freeParameters.effects,
    })),
    ...numbersIn(endpoint.variability).map(([name, value]) => ({
      path: `${path}.variability.${name}`,
      value,
      parameter: freeParameters[unitOf(name)],
    })),
  ]);
  if (correlations === undefined) return ofEndpoints;
  return [
    ...ofEndpoints,
    { path: 'gaussian.correlations', value: JSON.stringify(correlations), parameter: freeParameters.endpointCorrelations },
  ];
}

/** The values of a table of parameters. */
function tableValues(prefix: string, table: ParameterTable, values: object): ParameterValue[] {
  const known = new Map<string, unknown>(Object.entries(values));
  return Object.entries(table).map(([name, parameter]) => ({
    path: `${prefix}.${name}`,
    value: known.get(name) as number | string | boolean,
    parameter,
  }));
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
export function parameterValues(scenario: ScenarioSections): ParameterValue[] {
  checkSections('scenario', scenario);
  const found: ParameterValue[] = [];
  const add = (prefix: string, table: ParameterTable, values: object): void => {
    found.push(...tableValues(prefix, table, values));
  };
  const addFree = (path: string, parameter: Parameter, value: number | string): void => {
    found.push({ path, value, parameter });
  };
  const addEach = (prefix: string, parameter: Parameter, values: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(values)) addFree(`${prefix}.${name}`, parameter, value);
  };
  add('design', scenario.model === 'gaussian' ? allocationParameters : designParameters, scenario.design);
  const enrichment = 'enrichment' in scenario.design ? scenario.design.enrichment : undefined;
  if (typeof enrichment === 'object' && enrichment !== null) add('design.enrichment', enrichmentParameters, enrichment);
  if (scenario.model === 'gaussian') {
    found.push(...gaussianValues(scenario));
  } else {
    addEach('visits', freeParameters.hours, scenario.visits);
    add('population', populationParameters, scenario.population);
    addFree('population.correlations', freeParameters.correlations, JSON.stringify(scenario.population.correlations));
    addFree('population.occasionCorrelation', freeParameters.occasionCorrelation, scenario.population.occasionCorrelation);
    for (const [name, values] of Object.entries(scenario.treatments.pretreatments)) {
      add(`treatments.pretreatments.${name}`, pretreatmentKinds[values.kind], values);
      if (values.leadMinutes !== undefined)
        addFree(`treatments.pretreatments.${name}.leadMinutes`, freeParameters.leadMinutes, values.leadMinutes);
    }
    for (const [name, values] of Object.entries(scenario.treatments.infusions)) {
      add(`treatments.infusions.${name}`, infusionKinds[values.kind], values);
    }
    found.push(...drugValues(scenario.treatments.drugs), ...outcomeValues(scenario.outcomes));
    add('response', responseParameters, scenario.response);
    if (scenario.response.attenuation !== undefined)
      addFree('response.attenuation.share', freeParameters.attenuation, scenario.response.attenuation.share);
    addEach('response.dependence', freeOfDeclarations.share, scenario.response.dependence ?? {});
    addEach('response.carryoverPoints', freeParameters.carryoverPoints, scenario.response.carryoverPoints);
    add('belief', beliefParameters, scenario.belief);
    add('dissociation', dissociationParameters, scenario.dissociation);
    for (const [name, table] of Object.entries(adverseEffectParameters)) {
      add(`adverseEffects.${name}`, table, scenario.adverseEffects[name as keyof typeof adverseEffectParameters]);
    }
    for (const [path, table, values] of ofEndpoints(scenario)) add(path, table, values);
    add('measurement', measurementParameters, scenario.measurement);
  }
  add('missingness', scenario.model === 'gaussian' ? gaussianMissingness : missingnessParameters, scenario.missingness);
  for (const [name, analysis] of Object.entries(scenario.analyses)) {
    add(`analyses.${name}`, withUnitsOfMargins(methodNamed(analysis.method).options, analysis), analysis);
  }
  add('power', powerParameters, scenario.power);
  return found;
}

/** The sections that belong to endpoints, of those that are recorded. */
function ofEndpoints({ outcomes, craving, assay, misuse }: MechanisticSections): [path: string, table: ParameterTable, values: object][] {
  const sections: [path: string, table: ParameterTable, values: object | undefined, isRecorded: boolean][] = [
    ['craving', cravingParameters, craving, outcomes.craving !== undefined],
    ['assay', assayParameters, assay, outcomes.plasma !== undefined],
    ['misuse', misuseParameters, misuse, recordsMisuse(outcomes)],
  ];
  return sections.flatMap(([path, table, values, isRecorded]) => (values === undefined || !isRecorded ? [] : [[path, table, values]]));
}
