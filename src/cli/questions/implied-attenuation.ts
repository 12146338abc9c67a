import { derivedVisits } from '../../outcomes/derived-visits.ts';
import { scaleTotal } from '../../outcomes/scales/index.ts';
import { rootKey } from '../../random/index.ts';
import type { ImpliedAttenuation } from '../../report/sentences/attenuation-sentences.ts';
import { blocksOpioids } from '../../report/sentences/drugs-given.ts';
import type { Study } from '../../study/study.ts';
import { attenuationOf } from '../../trial/attenuation.ts';

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
