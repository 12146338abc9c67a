import { checkMechanistic } from './check-trial.ts';
import { check } from '../arguments/shape.ts';
import { processOf } from '../outcomes/endpoint-traits.ts';
import { blockedTargets, trialDrugs } from './drugs.ts';
import { SEVERITY } from './mechanistic/effect-entries.ts';
import { isKnownEndpoint, type MechanisticTrial } from './trial-model.ts';

/**
 * The same trial in which the drugs' effect on an endpoint depends wholly on every target that a drug of the trial blocks, so that blockade removes as much of it as it can.
 *
 * @param endpoint  that is measured; effects on rating scales of depression are those on severity
 * @example
 * ```ts
 * import { readStudy, withTotalLoss } from 'crossover-sim';
 * const { trial } = readStudy('design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }');
 * trial.kind === 'mechanistic' && withTotalLoss(trial, 'cadss').dissociation.opioidDependence; // → 1
 * ```
 */
export function withTotalLoss(trial: MechanisticTrial, endpoint: string): MechanisticTrial {
  checkMechanistic('trial', trial);
  check('endpoint', endpoint, 'word');
  const process = processOf(endpoint);
  const on = isKnownEndpoint(endpoint) && process === undefined ? SEVERITY : endpoint;
  const { response, dissociation, craving, drugs } = trial;
  const targets = trialDrugs(trial).flatMap(blockedTargets);
  const whole = (dependence: Readonly<Record<string, number>> | undefined): Record<string, number> =>
    Object.fromEntries([...Object.keys(dependence ?? {}), ...targets].map((target) => [target, 1]));
  return {
    ...trial,
    ...(on === SEVERITY
      ? { response: { ...response, opioidDependence: 1, otherDependence: 1, dependence: whole(response.dependence) } }
      : {}),
    ...(process === 'dissociation' ? { dissociation: { ...dissociation, opioidDependence: 1 } } : {}),
    ...(process === 'craving' ? { craving: { ...craving, opioidDependence: 1 } } : {}),
    ...(drugs === undefined
      ? {}
      : {
          drugs: Object.fromEntries(
            Object.entries(drugs).map(([name, drug]) => {
              const effect = Object.hasOwn(drug.effects, on) ? drug.effects[on] : undefined;
              if (effect === undefined) return [name, drug];
              return [name, { ...drug, effects: { ...drug.effects, [on]: { ...effect, dependence: whole(effect.dependence) } } }];
            }),
          ),
        }),
  };
}
