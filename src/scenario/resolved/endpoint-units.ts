import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import { gaussianEndpoints } from '../../outcomes/parameters.ts';
import { SEVERITY } from '../../trial/mechanistic/drug-effects.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import type { ParameterValue } from './parameter-value.ts';

const ANY_UNIT = 'units of the endpoint';

/** The unit of an endpoint that a trial declares or the program knows; undefined where nobody says it. */
function endpointUnit(trial: TrialModel, endpoint: string): string | undefined {
  if (trial.kind === 'gaussian') return gaussianEndpoints(trial.gaussian).get(endpoint)?.unit;
  return trial.outcomes[endpoint]?.declared?.unit ?? endpointTraits(endpoint)?.unit;
}

/** What a value of a declared drug is measured in: the size of an effect on an endpoint, or the scale on which a drug is felt. */
function unitOfDrug(trial: TrialModel, drug: string, rest: string): string | undefined {
  const on = /^effects\.(.+)\.size$/.exec(rest)?.[1];
  if (on === SEVERITY) return 'fraction of severity';
  if (on === 'craving') return 'logit';
  const felt = trial.kind === 'mechanistic' && rest === 'felt.scale' ? trial.drugs?.[drug]?.felt.endpoint : undefined;
  const endpoint = on ?? felt;
  return endpoint === undefined ? undefined : endpointUnit(trial, endpoint);
}

/**
 * The unit of a value as a trial states it: of a value in units of an endpoint, the unit of that endpoint, where it has one; of every other value that of its parameter; '' where it has none.
 */
export function statedUnit({ path, parameter }: Pick<ParameterValue, 'path' | 'parameter'>, trial: TrialModel): string {
  const unit = 'unit' in parameter ? parameter.unit : '';
  const drug = /^treatments\.drugs\.([^.]+)\.(.+)$/.exec(path);
  if (drug !== null) return unitOfDrug(trial, drug[1], drug[2]) ?? unit;
  if (unit !== ANY_UNIT) return unit;
  const endpoint = /^(?:gaussian\.endpoints|outcomes)\.([^.]+)\./.exec(path)?.[1];
  const only = trial.kind === 'gaussian' ? [...gaussianEndpoints(trial.gaussian).keys()] : [];
  return endpointUnit(trial, endpoint ?? only[0] ?? '') ?? unit;
}
