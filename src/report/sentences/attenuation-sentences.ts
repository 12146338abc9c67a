import { derivedVisits } from '../../outcomes/derived-visits.ts';
import { scaleTotal } from '../../outcomes/scales/index.ts';
import { rootKey } from '../../random/index.ts';
import type { SolvedAttenuation } from '../../scenario/index.ts';
import type { Study } from '../../study/study.ts';
import { attenuationOf, type Attenuation, type AttenuationQuestion } from '../../trial/attenuation.ts';
import { blocksOpioids } from './drugs-given.ts';

/** The dependence that an attenuation was solved for, with its Monte-Carlo error. */
export function solvedSentence({ asked, opioidDependence, error }: SolvedAttenuation): string {
  const { endpoint, baseline, visit, reference, comparator, share } = asked;
  return `attenuation ${share} of ${endpoint} from ${baseline} to ${visit} (${comparator} against ${reference}): response.opioidDependence ${opioidDependence.toFixed(3)} ± ${error.toFixed(3)}, solved for by simulation`;
}

/** An attenuation, and of what it is. */
export type ImpliedAttenuation = AttenuationQuestion & Attenuation;

/** The attenuation that a trial with a blocker implies for its first analysis of a depression score; undefined where there is none. */
export function impliedAttenuation({ trial, analyses, seed }: Study): ImpliedAttenuation | undefined {
  if (trial.kind === 'gaussian' || !blocksOpioids(trial)) return undefined;
  const planned = Object.values(analyses).find(
    ({ endpoint, baseline, visit }) =>
      scaleTotal(endpoint)?.hasResponse === true && baseline !== '' && visit !== '' && !derivedVisits.some((each) => each === visit),
  );
  if (planned === undefined) return undefined;
  const { endpoint, baseline, visit, reference, comparator } = planned;
  const asked = { endpoint, baseline, visit, reference, comparator };
  const found = attenuationOf(trial, rootKey(seed), asked);
  return found.referenceFall > 0 ? { ...asked, ...found } : undefined;
}

/** The implied attenuation in words, with its Monte-Carlo error. */
export function attenuationSentence(implied: ImpliedAttenuation): string {
  const { endpoint, baseline, visit, reference, comparator, value, error, referenceFall, comparatorFall } = implied;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return `attenuation of ${endpoint} from ${baseline} to ${visit}: ${percent(value)} ± ${(100 * error).toFixed(1)} (falls of ${referenceFall.toFixed(2)} under ${reference} and ${comparatorFall.toFixed(2)} under ${comparator}, as first treatments)`;
}
