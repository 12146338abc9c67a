import type { SolvedAttenuation } from '../../scenario/index.ts';
import type { Attenuation, AttenuationQuestion } from '../../trial/attenuation.ts';

/** The dependence that an attenuation was solved for, with its Monte-Carlo error. */
export function solvedSentence({ asked, path, opioidDependence, error }: SolvedAttenuation): string {
  const { endpoint, baseline, visit, reference, comparator, share } = asked;
  return `attenuation ${share} of ${endpoint} from ${baseline} to ${visit} (${comparator} against ${reference}): ${path} ${opioidDependence.toFixed(3)} ± ${error.toFixed(3)}, solved for by simulation`;
}

/** An attenuation, and of what it is. */
export type ImpliedAttenuation = AttenuationQuestion & Attenuation;

/** The implied attenuation in words, with its Monte-Carlo error. */
export function attenuationSentence(implied: ImpliedAttenuation): string {
  const { endpoint, baseline, visit, reference, comparator, value, error, referenceFall, comparatorFall } = implied;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const change = referenceFall < 0 ? 'rises' : 'falls';
  const [without, under] = [referenceFall, comparatorFall].map((fall) => (referenceFall < 0 ? -fall : fall).toFixed(2));
  return `attenuation of ${endpoint} from ${baseline} to ${visit}: ${percent(value)} ± ${(100 * error).toFixed(1)} (${change} of ${without} under ${reference} and ${under} under ${comparator}, as first treatments)`;
}
