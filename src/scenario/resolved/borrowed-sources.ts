import { references } from '../../evidence/references.ts';
import { conditionParts, givenConditions } from '../../design/design.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { borrowedFrom } from './borrowed-defaults.ts';
import { validateAgainstSchema } from '../schema/repair.ts';
import { designOf } from './study-of.ts';
import type { LaidLayer, Origins } from './value-origins.ts';

/**
 * Origins in which a source that was inherited from a trial of another drug says whose it is: what a base gives for the response to ketamine
 * is no source for the drug that a variant gives instead. A treatment's own values bear its name, so that their sources stay.
 * @param origins  of the scenario's values
 * @param beside   the scenario up to the layer that gave the source of a path; undefined where an option gave it
 */
export function withBorrowedSources(
  origins: Origins,
  trial: TrialModel,
  beside: (path: string) => LaidLayer['value'] | undefined,
): Origins {
  const entries = Object.entries(origins).map(([path, origin]) => {
    if (origin.source === undefined || !Object.hasOwn(references, origin.source) || path.startsWith('treatments.')) return [path, origin];
    const drug = borrowedFrom(path, trial);
    const layer = drug === undefined ? undefined : beside(path);
    return [path, drug !== undefined && layer !== undefined && drugsOf(layer).includes(drug) ? { ...origin, borrowed: drug } : origin];
  });
  return Object.fromEntries(entries) as Origins;
}

/** Names of the treatments that the trial of a layer gives; none where the layer is no scenario by itself. */
function drugsOf(layer: LaidLayer['value']): string[] {
  const written = Object.fromEntries(Object.entries(layer).filter(([name]) => name !== 'extends'));
  const { scenario } = validateAgainstSchema({ name: 'base', ...written });
  if (scenario?.model !== 'mechanistic') return [];
  const design = designOf(scenario);
  return givenConditions(design).flatMap((condition) => Object.values(conditionParts(condition, design.infusion)));
}
