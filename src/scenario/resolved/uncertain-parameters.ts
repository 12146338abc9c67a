import { checkOptional } from '../../arguments/shape.ts';
import type { NumberParameter } from '../../parameters/parameter-table.ts';
import type { Uncertainty, UncertainParameter } from '../../power/uncertainty/prior-draws.ts';
import type { Prior } from '../../power/uncertainty/prior.ts';
import { checkSections } from '../check-sections.ts';
import { parameterValues } from './described-values.ts';
import type { ParameterValue } from './parameter-value.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/**
 * Whether it is known how the truth is asked about, so that no prior can be on it: settings of the run and of the analyses. A margin is an exception: which one will be accepted may
 * be unknown when the trial is planned.
 */
function isChosen({ path, value }: ParameterValue): boolean {
  return path.startsWith('power.') || (path.startsWith('analyses.') && !(path.endsWith('.margin') && value !== 0));
}

/** A number of a scenario whose value may be uncertain. */
export interface UncertainValue extends ParameterValue {
  readonly value: number;
  readonly parameter: NumberParameter;
}

/**
 * Every number of a scenario that a prior or a tornado can vary.
 *
 * @example
 * ```ts
 * import { readScenario, starterScenario, uncertainValues } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * uncertainValues(read.scenario).some(({ path }) => path === 'gaussian.sdWithin'); // → true
 * ```
 */
export function uncertainValues(scenario: ResolvedScenario): UncertainValue[] {
  checkSections('scenario', scenario);
  return parameterValues(scenario).filter(
    (each): each is UncertainValue => typeof each.value === 'number' && 'min' in each.parameter && !isChosen(each),
  );
}

/**
 * The uncertainty of a checked scenario; undefined where it declares none.
 *
 * @example
 * ```ts
 * import { readScenario, starterScenario, uncertaintyOf } from 'crossover-sim/scenario';
 * const priors = 'uncertainty: { priors: { gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed } } }';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 }) + priors;
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) throw new Error('not a scenario');
 * uncertaintyOf(read.scenario)?.parameters.map(({ path }) => path); // → ['gaussian.difference']
 * ```
 */
export function uncertaintyOf(scenario: ResolvedScenario): Uncertainty | undefined {
  checkSections('scenario', scenario);
  const { uncertainty } = scenario;
  checkOptional('scenario.uncertainty', uncertainty, {
    fields: { 'priors?': 'object', 'joint?': { fields: { values: 'list' } }, 'posterior?': 'text', correlations: 'list', draws: 'size' },
  });
  if (uncertainty === undefined) return undefined;
  const { priors = {}, joint, correlations, draws, posterior } = uncertainty;
  if (posterior !== undefined && joint === undefined && Object.keys(priors).length === 0) return undefined;
  const known = new Map(uncertainValues(scenario).map((value) => [value.path, value.parameter]));
  const parameters = Object.entries(priors).flatMap(([path, prior]): UncertainParameter[] => {
    const parameter = known.get(path);
    if (parameter === undefined) return [];
    const { min, max, integer } = parameter;
    return [{ path, prior: prior as Prior, support: { min, max }, integer: integer === true }];
  });
  const sum = joint?.values.reduce((total, { weight }) => total + weight, 0) ?? 1;
  const combinations = joint?.values.map(({ weight, set }) => ({ weight: weight / sum, set }));
  return { parameters, correlations, draws, ...(combinations === undefined ? {} : { joint: combinations }) };
}
