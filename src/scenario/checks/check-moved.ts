import { conditionParts, givenConditions } from '../../design/design.ts';
import { isKnownEndpoint } from '../../trial/trial-model.ts';
import type { Findings } from '../document/finding.ts';
import { designOf } from '../resolved/study-of.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Declared ratings that nothing moves: no drug that is given has an effect on them, and neither has the non-drug improvement. */
export function checkMoved(scenario: ResolvedScenario, { warnings }: Findings): void {
  const design = designOf(scenario);
  const parts = givenConditions(design).map((condition) => conditionParts(condition, design.infusion));
  const given = new Set(parts.flatMap(({ pretreatment, infusion }) => [pretreatment, infusion]));
  const effects = Object.entries(scenario.treatments.drugs).flatMap(([name, drug]) => (given.has(name) ? Object.keys(drug.effects) : []));
  for (const [name, outcome] of Object.entries(scenario.outcomes)) {
    if (outcome === undefined || isKnownEndpoint(name) || outcome.items !== undefined) continue;
    if ((outcome.nonDrugShare ?? 0) > 0 || effects.includes(name)) continue;
    const message = `nothing moves this rating: no drug that is given has an effect on ${name}. Declare the effect in treatments.drugs, or, for a scale of depression, its items, by which it is rated from severity`;
    warnings.push({ path: `outcomes.${name}`, message, at: 'key' });
  }
}
