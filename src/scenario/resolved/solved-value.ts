import { conditionParts } from '../../design/design.ts';
import { blockedTargets, pretreatmentNamed, studiedDrugNamed } from '../../trial/drugs.ts';
import { SEVERITY } from '../../trial/mechanistic/effect-entries.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';

/** The value that an attenuation is solved for: the dependence that the engine reads. */
export interface SolvedValue {
  readonly path: string;
  /** The trial with another dependence. */
  readonly set: (trial: MechanisticTrial, dependence: number) => MechanisticTrial;
}

/** The dependence of the short forms on the opioid system. */
export const opioidDependence: SolvedValue = {
  path: 'response.opioidDependence',
  set: (trial, dependence) => ({ ...trial, response: { ...trial.response, opioidDependence: dependence } }),
};

/** The dependence of the response on a target, which goes before what a drug says. */
export function ofResponse(target: string): SolvedValue {
  return {
    path: `response.dependence.${target}`,
    set: (trial, dependence) => {
      const { response } = trial;
      return { ...trial, response: { ...response, dependence: { ...response.dependence, [target]: dependence } } };
    },
  };
}

function ofDrug(name: string, target: string): SolvedValue {
  return {
    path: `treatments.drugs.${name}.effects.${SEVERITY}.dependence.${target}`,
    set: (trial, share) => {
      const { drugs = {} } = trial;
      const drug = drugs[name];
      const effect = drug.effects[SEVERITY];
      const changed = { ...effect, dependence: { ...effect.dependence, [target]: share } };
      return { ...trial, drugs: { ...drugs, [name]: { ...drug, effects: { ...drug.effects, [SEVERITY]: changed } } } };
    },
  };
}

/**
 * The dependence that decides how much the blocker of a condition takes away: of a short form the one on the opioid system; of a declared drug
 * the one on the blocker's target, of the response or, where that says nothing and the drug does, of the drug. Undefined where nothing is blocked.
 */
export function solvedValue(trial: MechanisticTrial, condition: string): SolvedValue | undefined {
  const stated = trial.response.dependence ?? {};
  const { pretreatment, infusion } = conditionParts(condition, trial.design.infusion);
  const studied = studiedDrugNamed(trial, infusion);
  if (studied?.isShort !== false) return Object.hasOwn(stated, 'opioid') ? ofResponse('opioid') : opioidDependence;
  const blocker = pretreatmentNamed(trial, pretreatment);
  const targets = blocker === undefined ? [] : blockedTargets(blocker);
  const { effects } = studied.declaration;
  const own = Object.hasOwn(effects, SEVERITY) ? effects[SEVERITY].dependence : {};
  const ofStated = targets.find((target) => Object.hasOwn(stated, target));
  if (ofStated !== undefined) return ofResponse(ofStated);
  const ofOwn = targets.find((target) => Object.hasOwn(own, target));
  if (ofOwn !== undefined) return ofDrug(infusion, ofOwn);
  return targets.length === 0 ? undefined : ofResponse(targets[0]);
}
