import { endpointParameters } from '../../outcomes/declared-endpoint.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import type { NumberParameter, ParameterTable } from '../../parameters/parameter-table.ts';
import {
  adverseProbability,
  type DeclaredDrug,
  doseParameters,
  drugParameters,
  effectCourses,
  feltParameters,
  interactionParameters,
  targetParameters,
} from '../../pharmacology/declared-drug.ts';
import { kineticsShapes } from '../../pharmacology/kinetics-shapes.ts';
import { isKnownEndpoint } from '../../trial/trial-model.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import type { WrittenOutcome } from '../schema/outcome-schema.ts';
import type { ParameterValue } from './parameter-value.ts';

/** Values that declarations name freely. */
export const freeOfDeclarations = {
  share: {
    default: 0,
    unit: 'fraction',
    min: 0,
    max: 1,
    about: 'share of the effect that full blockade of this target removes',
    source: 'assumed',
  },
  adverse: adverseProbability,
  limit: { default: 0, unit: 'units of the endpoint', min: -1e9, max: 1e9, about: 'limit of eligibility at screening', source: 'assumed' },
  cutOff: {
    default: 0,
    unit: 'units of the endpoint',
    min: -1e9,
    max: 1e9,
    about: 'last value that counts as remission',
    source: 'assumed',
  },
  leadMinutes: { default: 0, unit: 'min', min: 0, max: 1e9, about: 'from this pretreatment to the studied drug', source: 'assumed' },
} as const satisfies ParameterTable;

function ofTable(prefix: string, table: ParameterTable, values: object): ParameterValue[] {
  const given = values as Readonly<Record<string, number | string | boolean>>;
  return Object.entries(table).map(([name, parameter]) => ({ path: `${prefix}.${name}`, value: given[name], parameter }));
}

function ofMap(prefix: string, parameter: NumberParameter, values: Readonly<Record<string, number | undefined>>): ParameterValue[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ path: `${prefix}.${name}`, value, parameter }]));
}

/** Drugs of a scenario file, or of a study that was resolved before. */
export type WrittenDrugs = Readonly<Record<string, ResolvedScenario['treatments']['drugs'][string] | DeclaredDrug>>;

/** Every value of the drugs that a scenario declares. */
export function drugValues(drugs: WrittenDrugs): ParameterValue[] {
  return Object.entries(drugs).flatMap(([name, drug]) => {
    const path = `treatments.drugs.${name}`;
    return [
      ...ofTable(`${path}.dose`, doseParameters, drug.dose),
      ...ofTable(`${path}.kinetics`, kineticsShapes[drug.kinetics.shape], drug.kinetics),
      ...Object.entries(drug.targets).flatMap(([target, binding]) => ofTable(`${path}.targets.${target}`, targetParameters, binding)),
      ...Object.entries(drug.effects).flatMap(([on, effect]) => [
        ...ofTable(`${path}.effects.${on}`, effectCourses[effect.course], effect),
        ...ofMap(`${path}.effects.${on}.dependence`, freeOfDeclarations.share, effect.dependence),
      ]),
      ...ofTable(`${path}.felt`, feltParameters, drug.felt),
      ...ofMap(
        `${path}.adverseEffects`,
        freeOfDeclarations.adverse,
        Object.fromEntries(adverseEffectNames.map((effect) => [effect, drug.adverseEffects[effect]])),
      ),
      ...Object.entries(drug.interactions ?? {}).flatMap(([other, interaction]) =>
        ofTable(`${path}.interactions.${other}`, interactionParameters, interaction),
      ),
      ...ofTable(path, drugParameters, drug),
      ...ofMap(path, freeOfDeclarations.leadMinutes, { leadMinutes: drug.leadMinutes }),
    ];
  });
}

/** Endpoints of a scenario file, or of a study that was resolved before. */
export type WrittenOutcomes = Readonly<Record<string, Partial<WrittenOutcome> | undefined>>;

/** Every value that a scenario says of its endpoints. */
export function outcomeValues(outcomes: WrittenOutcomes): ParameterValue[] {
  return Object.entries(outcomes).flatMap(([name, outcome]) => {
    if (outcome === undefined) return [];
    const path = `outcomes.${name}`;
    const { eligibleFrom, eligibleTo, remissionCutOff } = outcome;
    return [
      ...(isKnownEndpoint(name) ? [] : ofTable(path, endpointParameters, outcome)),
      ...ofMap(path, freeOfDeclarations.limit, { eligibleFrom, eligibleTo }),
      ...ofMap(path, freeOfDeclarations.cutOff, { remissionCutOff }),
    ];
  });
}
