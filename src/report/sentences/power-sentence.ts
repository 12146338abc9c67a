import { comparedEffect } from './true-effect-words.ts';
import { designInShort } from './design-sentence.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { primaryOutcome } from '../../power/common-random-numbers/trial-successes.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { powerPercentWords } from './figure-words.ts';

/** What is said of a rate of the claim where `claim.holds` is false: more participants would not make it power. */
export const FALSE_CLAIM = 'The claim is false in this scenario: this is a false-positive rate, not power';

/** The power that answers a study's question: of the claim, or of its first analysis. */
export function answeredPower(study: Study, result: PowerResult): SimulatedProportion {
  return result.claim?.power ?? result.analyses[primaryOutcome(study).name].power;
}

/** What a study's probability of success is called. */
export function rateName({ claim, analyses }: Pick<Study, 'claim' | 'analyses'>): string {
  if (claim === undefined) return `power of ${Object.keys(analyses)[0]}`;
  return claim.holds === false ? 'false-positive rate of the claim' : 'power of the claim';
}

/** The answer in one sentence: how likely the claim is, its 95 % Monte-Carlo interval, and of what trial in which truth. */
export function powerSentence(study: Study, result: PowerResult): string {
  const name = rateName(study);
  const most = study.interim === undefined ? '' : 'at most ';
  return (
    `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${powerPercentWords(answeredPower(study, result))} ` +
    `with ${most}${result.participants} participants${designInShort(study.trial)}${truthWords(study, result)}.`
  );
}

/** Effects that a sentence names; what are more stand in the table. */
const MAX_NAMED = 3;

/** What is true in the simulated trials, of the analyses that decide. */
function truthWords(study: Study, { analyses }: PowerResult): string {
  const names = study.claim?.all ?? [primaryOutcome(study).name];
  const known = names.flatMap((name) => {
    const effect = comparedEffect(study, name, analyses[name]);
    return effect === undefined ? [] : [effect];
  });
  if (known.length === 0 || known.length > MAX_NAMED) return ', if the assumptions of the scenario are true';
  const comparisons = [...new Set(known.map(({ comparison }) => comparison))];
  const effects = comparisons.map((comparison) => {
    const of = known.filter((each) => each.comparison === comparison).map(({ size, response }) => `${size} in ${response}`);
    return `${comparison} is ${[...new Set(of)].join(' and ')}`;
  });
  return `, if the true effect of ${effects.join(' and of ')}`;
}
