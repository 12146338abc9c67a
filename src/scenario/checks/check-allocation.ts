import { conditionParts, type Design } from '../../design/design.ts';
import { scaleTotal } from '../../outcomes/scales/index.ts';
import { isKnownEndpoint } from '../../trial/trial-model.ts';
import { covariateNames } from '../../population/covariates.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** A run-in that patients cannot have, or in which response cannot be judged. */
export function checkEnrichment({ model, treatments, outcomes, visits }: ResolvedScenario, design: Design, { errors }: Findings): void {
  const { enrichment, infusion } = design;
  if (enrichment === undefined) return;
  const say = (part: string, message: string, causes: string[] = []): void =>
    void errors.push({ path: `design.enrichment.${part}`, message, at: 'value', causes });
  if (model === 'gaussian') {
    say('condition', 'expected no run-in: Gaussian patients have no response to be chosen by');
    return;
  }
  const parts = conditionParts(enrichment.condition, infusion);
  const drugs = Object.keys(treatments.drugs);
  const pretreatments = [...Object.keys(treatments.pretreatments), ...drugs];
  const infusions = [...Object.keys(treatments.infusions), ...drugs];
  if (!pretreatments.includes(parts.pretreatment))
    say('condition', unknownName('a declared pretreatment', parts.pretreatment, pretreatments));
  else if (enrichment.condition.includes('+') && !infusions.includes(parts.infusion))
    say('condition', unknownName('a declared infusion', parts.infusion, infusions));
  const recorded = outcomes[enrichment.endpoint]?.visits;
  const hasResponse = (name: string): boolean => scaleTotal(name)?.hasResponse === true || !isKnownEndpoint(name);
  if (!hasResponse(enrichment.endpoint) || recorded === undefined) {
    const scales = Object.keys(outcomes).filter(hasResponse);
    say('endpoint', unknownName('a recorded depression score or declared endpoint', enrichment.endpoint, scales), ['outcomes']);
    return;
  }
  const after = recorded.filter((name) => visits[name] > 0);
  if (!after.includes(enrichment.visit))
    say('visit', unknownName(`a visit of ${enrichment.endpoint} after the studied drug`, enrichment.visit, after));
  else if (visits[enrichment.visit] >= 24 * enrichment.washoutDays)
    say(
      'washoutDays',
      `expected more than ${visits[enrichment.visit] / 24} days (the visit ${enrichment.visit}), got ${enrichment.washoutDays}`,
    );
  if (!recorded.some((name) => visits[name] < 0))
    say('endpoint', `expected a visit of ${enrichment.endpoint} before the studied drug, got none`, ['outcomes']);
}

/** Allocation that the sequences, their weights or the patients cannot have. */
export function checkAllocation({ model }: ResolvedScenario, { weights, allocation }: Design, { errors }: Findings): void {
  if (allocation === undefined) return;
  const say = (part: string, message: string, causes: string[] = []): void =>
    void errors.push({ path: `design.allocation.${part}`, message, at: 'value', causes });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (allocation.kind === 'random-blocks')
    allocation.blockSizes.forEach((size, place) => {
      if (size % total === 0) return;
      say(`blockSizes.${place}`, `expected a multiple of ${total} (sequences weighted ${weights.join(':')}), got ${size}`, [
        'design.sequences',
        'design.weights',
      ]);
    });
  if (allocation.kind === 'minimisation' && new Set(weights).size > 1)
    say('kind', `expected equal weights for minimisation, got ${weights.join(':')}`, ['design.weights']);
  if (!('factors' in allocation)) return;
  if (model === 'gaussian') {
    say('kind', `expected an allocation without covariates, which Gaussian patients do not have, got ${allocation.kind}`);
    return;
  }
  allocation.factors.forEach(({ covariate, cuts }, place) => {
    const part = `factors.${place}`;
    if (!covariateNames.some((name) => name === covariate)) say(`${part}.covariate`, unknownName('a covariate', covariate, covariateNames));
    else if (allocation.factors.findIndex((each) => each.covariate === covariate) < place)
      say(`${part}.covariate`, `expected each covariate once, got ${covariate} again`);
    if (cuts.some((cut, i) => i > 0 && !(cut > cuts[i - 1]))) say(`${part}.cuts`, `expected rising values, got ${cuts.join(', ')}`);
  });
}
