import { cravingTraits } from '../outcomes/craving.ts';
import { endpointTraits } from '../outcomes/endpoint-traits.ts';
import { cravingParameters, gaussianEndpoints } from '../outcomes/parameters.ts';
import { statedDose } from '../pharmacology/declared-drug.ts';
import { SEVERITY } from '../trial/mechanistic/effect-entries.ts';
import type { MechanisticTrial, TrialModel } from '../trial/trial-model.ts';

const ANY_UNIT = 'units of the endpoint';

/** The unit of an endpoint that a trial declares or the program knows; undefined where nobody says it. */
function endpointUnit(trial: TrialModel, endpoint: string): string | undefined {
  if (trial.kind === 'gaussian') return gaussianEndpoints(trial.gaussian).get(endpoint)?.unit;
  return trial.outcomes[endpoint]?.declared?.unit ?? endpointTraits(endpoint)?.unit;
}

/** What the effect of a drug on an endpoint, or on severity, is measured in. */
function unitOfEffect(trial: TrialModel, on: string): string | undefined {
  if (on === SEVERITY) return 'fraction of severity';
  return endpointTraits(on) === cravingTraits ? cravingParameters.riseLogit.unit : endpointUnit(trial, on);
}

/** What a value of a declared drug is measured in: the size of an effect, the scale on which it is felt, or a dose; undefined of others. */
function unitOfDrug({
  trial,
  name,
  rest,
}: {
  readonly trial: MechanisticTrial;
  readonly name: string;
  readonly rest: string;
}): string | undefined {
  const on = /^effects\.(.+)\.size$/.exec(rest)?.[1];
  if (on !== undefined) return unitOfEffect(trial, on);
  const drug = trial.drugs?.[name];
  if (drug === undefined) return undefined;
  if (/^effects\..+\.(?:halfDose|statedDose)$/.test(rest)) return statedDose(drug.dose).unit;
  const { endpoint } = drug.felt;
  return rest === 'felt.scale' && endpoint !== undefined ? endpointUnit(trial, endpoint) : undefined;
}

/**
 * The unit of a value as a trial states it: of a value in units of an endpoint, the unit of that endpoint, where it has one; of every other value `unit`.
 * @param path  of the value in the scenario
 * @param unit  of its parameter, '' where it has none
 */
export function statedUnit(trial: TrialModel, path: string, unit: string): string {
  const drug = /^treatments\.drugs\.([^.]+)\.(.+)$/.exec(path);
  if (drug !== null && trial.kind === 'mechanistic') return unitOfDrug({ trial, name: drug[1], rest: drug[2] }) ?? unit;
  if (unit !== ANY_UNIT) return unit;
  const endpoint = /^(?:gaussian\.endpoints|outcomes)\.([^.]+)\./.exec(path)?.[1];
  const only = trial.kind === 'gaussian' ? [...gaussianEndpoints(trial.gaussian).keys()] : [];
  return endpointUnit(trial, endpoint ?? only[0] ?? '') ?? unit;
}
