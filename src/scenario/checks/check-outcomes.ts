import { declaredScale } from '../../outcomes/declared-endpoint.ts';
import { checkScale } from '../../outcomes/scales/scale.ts';
import { endpointNames, isKnownEndpoint } from '../../trial/trial-model.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { Findings } from '../document/finding.ts';
import type { WrittenOutcome } from '../schema/outcome-schema.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { declaredEndpoint } from '../resolved/declared-parts.ts';

/** Endpoints that are neither known nor declared, and declarations that contradict themselves. */
export function checkOutcomes({ outcomes }: ResolvedScenario, { errors }: Findings): void {
  for (const [name, outcome] of Object.entries(outcomes)) {
    if (outcome === undefined) continue;
    const say = (part: string, message: string, at: 'key' | 'value' = 'value'): void =>
      void errors.push({ path: `outcomes.${name}${part === '' ? '' : `.${part}`}`, message, at });
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) say('', `expected a name of letters, digits, - and _, got '${name}'`, 'key');
    else if (!isKnownEndpoint(name) && outcome.label === undefined) {
      const near = nearestName(name, endpointNames);
      const declare = `; an endpoint of your own needs a label`;
      say(
        '',
        `not a part of outcomes${near === undefined ? ` (${endpointNames.join(', ')})${declare}` : `; did you mean ${near}?`}`,
        'key',
      );
    } else checkOutcome(name, outcome, say);
  }
}

type Say = (part: string, message: string, at?: 'key' | 'value') => void;

function checkOutcome(name: string, outcome: WrittenOutcome, say: Say): void {
  const { eligibleFrom, eligibleTo } = outcome;
  if (eligibleFrom !== undefined && eligibleTo !== undefined && eligibleFrom > eligibleTo)
    say('eligibleTo', `expected at least eligibleFrom (${eligibleFrom}), got ${eligibleTo}`);
  if (
    (eligibleFrom !== undefined || eligibleTo !== undefined) &&
    ['cadss', 'craving', 'hamd6', 'hamd-suicide', 'plasma', 'misuse', 'use-disorder'].includes(name)
  )
    say(eligibleFrom === undefined ? 'eligibleTo' : 'eligibleFrom', `expected none for ${name}, which is not measured at screening`);
  const declared = declaredEndpoint(name, outcome);
  if (declared === undefined) return;
  const scale = declaredScale(name, declared);
  if (scale === undefined) checkRating(outcome, say);
  else {
    try {
      checkScale(scale);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      say('items', error.message, 'key');
    }
    if (declared.better === 'higher') say('better', 'expected lower: a scale that is rated from severity is better low');
  }
}

function checkRating({ minimum = 0, maximum = 0, mean = 0, remissionCutOff, equating }: WrittenOutcome, say: Say): void {
  if (!(minimum < maximum)) say('maximum', `expected more than minimum (${minimum}), got ${maximum}`);
  else {
    if (mean < minimum || mean > maximum) say('mean', `expected ${minimum} to ${maximum}, the range of the endpoint, got ${mean}`);
    if (remissionCutOff !== undefined && (remissionCutOff < minimum || remissionCutOff > maximum))
      say('remissionCutOff', `expected ${minimum} to ${maximum}, the range of the endpoint, got ${remissionCutOff}`);
  }
  if (equating !== undefined) say('equating', 'expected none without items', 'key');
}
