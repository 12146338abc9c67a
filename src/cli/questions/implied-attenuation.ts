import { conditionParts } from '../../design/design.ts';
import { derivedVisits } from '../../outcomes/derived-visits.ts';
import { rootKey } from '../../random/index.ts';
import type { ImpliedAttenuation } from '../../report/sentences/attenuation-sentences.ts';
import { blockersGiven } from '../../report/sentences/drugs-given.ts';
import type { Study } from '../../study/study.ts';
import { attenuationOf } from '../../trial/attenuation.ts';
import { endpointOf } from '../../trial/endpoints.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';

/**
 * The attenuation that a trial with a blocker implies, however its dependence is stated: of its first analysis of a depression score or of a declared
 * rating, at one visit, of a condition with a blocker against one without.
 * @returns undefined where no analysis is of that kind, or where the reference hardly changes
 */
export function impliedAttenuation({ trial, analyses, seed }: Study): ImpliedAttenuation | undefined {
  if (trial.kind === 'gaussian') return undefined;
  const blockers = blockersGiven(trial);
  const isBlocked = (condition: string): boolean => blockers.includes(conditionParts(condition, trial.design.infusion).pretreatment);
  const planned = Object.values(analyses).find(
    ({ endpoint, baseline, visit, reference, comparator }) =>
      isBlocked(comparator) &&
      !isBlocked(reference) &&
      isRated(trial, endpoint) &&
      baseline !== '' &&
      visit !== '' &&
      !derivedVisits.some((each) => each === visit),
  );
  if (planned === undefined) return undefined;
  const { endpoint, baseline, visit, reference, comparator } = planned;
  const asked = { endpoint, baseline, visit, reference, comparator };
  const found = attenuationOf(trial, rootKey(seed), asked);
  return Math.abs(found.referenceFall) > 0 && found.error < MAX_ERROR ? { ...asked, ...found } : undefined;
}

/** Standard error of an attenuation above which it says nothing, since the reference hardly changes; assumed. */
const MAX_ERROR = 0.5;

/** Whether an endpoint is rated from severity, or by a declared rating of its own. */
function isRated(trial: MechanisticTrial, endpoint: string): boolean {
  const { kind } = endpointOf(trial, endpoint);
  return kind === 'scale' || kind === 'rating';
}
