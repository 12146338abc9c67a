import { methods, type MethodName } from '../analysis/index.ts';
import { designParameters } from '../design/design.ts';
import {
  adverseEffectParameters,
  cravingParameters,
  dissociationParameters,
  gaussianParameters,
  measurementParameters,
  missingnessParameters,
} from '../outcomes/parameters.ts';
import type { Parameter, ParameterTable } from '../parameters/parameter-table.ts';
import { infusionKinds, pretreatmentKinds, type InfusionKind, type PretreatmentKind } from '../pharmacology/parameters.ts';
import { populationParameters } from '../population/parameters.ts';
import { powerParameters } from '../power/study.ts';
import { beliefParameters, responseParameters } from '../response/parameters.ts';
import type { ResolvedScenario } from './scenario-schema.ts';

/** One annotated value of a resolved scenario. */
export interface DescribedValue {
  readonly path: string;
  readonly value: number | string | boolean;
  readonly parameter: Parameter;
  /** From the scenario's evidence, else from the table. */
  readonly source: string;
}

/** Every parameter of a scenario with its value and source, section by section. */
export function describedValues(scenario: ResolvedScenario): DescribedValue[] {
  const found: DescribedValue[] = [];
  const add = (prefix: string, table: ParameterTable, values: Readonly<Record<string, unknown>>): void => {
    for (const [name, parameter] of Object.entries(table)) {
      const path = `${prefix}.${name}`;
      found.push({
        path,
        value: values[name] as number | string | boolean,
        parameter,
        source: scenario.evidence[path] ?? parameter.source,
      });
    }
  };
  add('design', designParameters, scenario.design);
  if (scenario.model === 'gaussian') {
    add('gaussian', gaussianParameters, scenario.gaussian);
  } else {
    add('population', populationParameters, scenario.population);
    for (const [name, values] of Object.entries(scenario.treatments.pretreatments)) {
      add(`treatments.pretreatments.${name}`, pretreatmentKinds[values.kind as PretreatmentKind], values);
    }
    for (const [name, values] of Object.entries(scenario.treatments.infusions)) {
      add(`treatments.infusions.${name}`, infusionKinds[values.kind as InfusionKind], values);
    }
    add('response', responseParameters, scenario.response);
    add('belief', beliefParameters, scenario.belief);
    add('dissociation', dissociationParameters, scenario.dissociation);
    for (const [name, table] of Object.entries(adverseEffectParameters)) {
      add(`adverseEffects.${name}`, table, scenario.adverseEffects[name as keyof typeof adverseEffectParameters]);
    }
    if (scenario.outcomes.craving !== undefined) add('craving', cravingParameters, scenario.craving);
    add('measurement', measurementParameters, scenario.measurement);
  }
  add('missingness', missingnessParameters, scenario.missingness);
  for (const [name, analysis] of Object.entries(scenario.analyses)) {
    add(`analyses.${name}`, methods[analysis.method as MethodName].options, analysis);
  }
  add('power', powerParameters, scenario.power);
  return found;
}
